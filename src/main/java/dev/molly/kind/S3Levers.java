package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.retire.RetirementTags;
import dev.molly.retire.TagText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is read of a bucket beside its protections: its records, its lifecycle rules, whether there
/// is anything in it, and whether it is there at all.
final class S3Levers {
  /// [#EMPTY] or [#FILLED]. Molly never deletes an object itself.
  static final ControlId CONTENTS = new ControlId("contents");

  static final String EMPTY = "empty";
  static final String FILLED = "filled";

  /// A bucket does not run.
  static final String EXISTS = "exists";

  static final Set<ControlId> ALL =
      Set.of(
          Levers.RETIREMENT,
          Levers.LEASE,
          Levers.CLAIM,
          Levers.NAME,
          Levers.RUN_STATE,
          Levers.EXISTENCE,
          Levers.LIFECYCLE,
          CONTENTS);

  private S3Levers() {}

  /// The setting of any lever but [Levers#EXISTENCE].
  static String setting(Session session, ResourceRef ref, S3Settings settings, ControlId lever) {
    if (lever.equals(Levers.LIFECYCLE)) {
      return S3Lifecycle.of(session.s3(ref.id().region()), ref).setting();
    }
    if (lever.equals(CONTENTS)) {
      return settings.isEmpty() ? EMPTY : FILLED;
    }
    return setting(settings.tags(), lever);
  }

  /// A bucket cannot be renamed: its name is no setting.
  private static String setting(Map<String, String> tags, ControlId lever) {
    if (lever.equals(Levers.RETIREMENT)) {
      return TagText.RETIREMENT.setting(tags);
    }
    if (lever.equals(Levers.LEASE)) {
      return TagText.LEASE.setting(tags);
    }
    if (lever.equals(Levers.CLAIM)) {
      return TagText.CLAIM.setting(tags);
    }
    return lever.equals(Levers.NAME) ? "" : EXISTS;
  }

  static Look look(Session session, Resource bucket, S3Settings settings, Instant now) {
    Map<String, String> tags = settings.tags();
    Resource resource = bucket.with(new Tags.Known(tags));
    var found = new HashMap<ControlId, String>();
    for (ControlId lever :
        List.of(Levers.RETIREMENT, Levers.LEASE, Levers.CLAIM, Levers.NAME, Levers.RUN_STATE)) {
      found.put(lever, setting(tags, lever));
    }
    found.put(Levers.EXISTENCE, Levers.THERE);
    for (ControlId lever : List.of(Levers.LIFECYCLE, CONTENTS)) {
      found.put(lever, setting(session, resource.ref(), settings, lever));
    }
    var versioning = settings.versioning();
    found.put(S3Bucket.VERSIONING.id(), S3Settings.versioning(versioning));
    found.put(S3Bucket.MFA_DELETE.id(), S3Settings.mfaDelete(versioning));
    found.put(S3Bucket.DELETE_DENIED.id(), settings.policy());
    var record =
        RetirementTags.read(tags, resource.id().uid(), Kinds.recordSchema(resource.id().kind()));
    List<Obstacle> obstacles =
        record instanceof RetirementTags.Reading.None
            ? S3Obstacles.of(session, resource, found, settings)
            : S3Obstacles.notes(resource, found, record);
    return new Look(
        resource,
        found,
        unfinished(found, record),
        Optional.empty(),
        obstacles,
        Optional.empty(),
        now);
  }

  /// On its way back, nobody waits for it to be emptied: that is stopped.
  private static Map<ControlId, String> unfinished(
      Map<ControlId, String> found, RetirementTags.Reading record) {
    boolean back =
        record instanceof RetirementTags.Reading.Found(var known) && known.goal() == Goal.RESTORED;
    boolean emptying =
        S3Lifecycle.isEmptying(found.getOrDefault(Levers.LIFECYCLE, ""))
            && FILLED.equals(found.get(CONTENTS));
    return emptying && !back
        ? Map.of(Levers.LIFECYCLE, "S3 empties it by its lifecycle rules, which can take days")
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
