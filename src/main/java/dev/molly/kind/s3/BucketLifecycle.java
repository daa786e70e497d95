package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads the attributes of a bucket other than its protections: its records, its lifecycle
/// rules, whether it is empty, and whether it exists.
final class BucketLifecycle {
  /// [#EMPTY] or [#FILLED]. Molly itself never deletes an object.
  static final ControlId CONTENTS = new ControlId("contents");

  static final String EMPTY = "empty";
  static final String FILLED = "filled";

  /// The only run state, as a bucket does not run.
  static final String EXISTS = "exists";

  static final Set<ControlId> ALL =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.EXISTENCE,
          LifecycleAttributes.LIFECYCLE,
          CONTENTS);

  private BucketLifecycle() {}

  /// Returns the setting of any attribute except [LifecycleAttributes#EXISTENCE].
  static String setting(
      AccountSession session, ResourceRef ref, BucketReader settings, ControlId attribute) {
    if (attribute.equals(LifecycleAttributes.LIFECYCLE)) {
      return LifecycleRules.of(session.client(S3Client.class, ref.id().region()), ref).setting();
    }
    if (attribute.equals(CONTENTS)) {
      return settings.isEmpty() ? EMPTY : FILLED;
    }
    return setting(settings.tags(), attribute);
  }

  /// A bucket cannot be renamed, so its name is not a setting.
  private static String setting(Map<String, String> tags, ControlId attribute) {
    if (attribute.equals(LifecycleAttributes.RETIREMENT)) {
      return RecordTags.RETIREMENT.setting(tags);
    }
    if (attribute.equals(LifecycleAttributes.LEASE)) {
      return RecordTags.LEASE.setting(tags);
    }
    if (attribute.equals(LifecycleAttributes.CLAIM)) {
      return RecordTags.CLAIM.setting(tags);
    }
    return attribute.equals(LifecycleAttributes.NAME) ? "" : EXISTS;
  }

  static Observation look(
      AccountSession session,
      Resource bucket,
      BucketReader settings,
      RecordSchema schema,
      Instant now) {
    Map<String, String> tags = settings.tags();
    Resource resource = bucket.with(new Tags.Known(tags));
    var found = new HashMap<ControlId, String>();
    for (ControlId attribute :
        List.of(
            LifecycleAttributes.RETIREMENT,
            LifecycleAttributes.LEASE,
            LifecycleAttributes.CLAIM,
            LifecycleAttributes.NAME,
            LifecycleAttributes.RUN_STATE)) {
      found.put(attribute, setting(tags, attribute));
    }
    found.put(LifecycleAttributes.EXISTENCE, LifecycleAttributes.THERE);
    for (ControlId attribute : List.of(LifecycleAttributes.LIFECYCLE, CONTENTS)) {
      found.put(attribute, setting(session, resource.ref(), settings, attribute));
    }
    var versioning = settings.versioning();
    found.put(BucketKind.VERSIONING.id(), BucketReader.versioning(versioning));
    found.put(BucketKind.MFA_DELETE.id(), BucketReader.mfaDelete(versioning));
    found.put(BucketKind.DELETE_DENIED.id(), settings.policy());
    var record = RetirementRecordCodec.read(tags, resource.id().uid(), schema);
    List<Blocker> blockers =
        record instanceof RetirementRecordCodec.Reading.None
            ? BucketBlockers.of(session, resource, found, settings)
            : BucketBlockers.notes(resource, found, record);
    return new Observation(
        resource,
        found,
        unfinished(found, record),
        Optional.empty(),
        blockers,
        Optional.empty(),
        now);
  }

  /// A restore does not wait until the bucket is empty, since it stops the emptying.
  private static Map<ControlId, String> unfinished(
      Map<ControlId, String> found, RetirementRecordCodec.Reading record) {
    boolean back =
        record instanceof RetirementRecordCodec.Reading.Found(var known)
            && known.goal() == Goal.RESTORED;
    boolean emptying =
        LifecycleRules.isEmptying(found.getOrDefault(LifecycleAttributes.LIFECYCLE, ""))
            && FILLED.equals(found.get(CONTENTS));
    return emptying && !back
        ? Map.of(
            LifecycleAttributes.LIFECYCLE,
            "S3 empties it by its lifecycle rules, which can take days")
        : Map.of();
  }

  static List<String> looks() {
    return List.of(
        "s3:GetBucketRequestPayment",
        "s3:GetLifecycleConfiguration",
        "s3:GetReplicationConfiguration",
        "s3:ListBucketVersions");
  }

  static List<String> writes(Goal goal) {
    return switch (goal) {
      case RETIRED -> List.of("s3:TagResource", "s3:PutBucketVersioning", "s3:PutBucketPolicy");
      case RESTORED ->
          List.of(
              "s3:TagResource",
              "s3:UntagResource",
              "s3:PutBucketVersioning",
              "s3:PutBucketPolicy",
              "s3:DeleteBucketPolicy",
              "s3:PutLifecycleConfiguration");
      case PURGED ->
          List.of(
              "s3:TagResource",
              "s3:PutBucketPolicy",
              "s3:PutLifecycleConfiguration",
              "s3:DeleteBucket");
    };
  }
}
