package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ObservationScope;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.FinalCopyState;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RecordSchema;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The observation of everything that the staged deletion of a bucket needs.
final class BucketObservation {
  /// The only run state, as a bucket does not run.
  static final String EXISTS = "exists";

  /// The IAM actions that are required in addition to those of a scan.
  static final List<String> PERMISSIONS =
      List.of(
          "s3:GetBucketRequestPayment",
          "s3:GetLifecycleConfiguration",
          "s3:GetReplicationConfiguration",
          "s3:ListBucketVersions");

  private BucketObservation() {}

  static Observation of(
      AccountSession session,
      BucketReader reader,
      Resource resource,
      Map<ControlId, String> found,
      RecordSchema schema,
      ObservationScope scope,
      Instant now) {
    var record = RetirementRecordCodec.read(reader.tags(), resource.id().uid(), schema);
    List<Blocker> blockers =
        record instanceof RetirementRecordCodec.Reading.None
            ? BucketBlockers.of(session, resource, found, reader)
            : BucketBlockers.notes(resource, found, record, scope);
    return new Observation(
        resource,
        found,
        unfinished(found, record),
        Optional.empty(),
        blockers,
        Optional.empty(),
        now,
        new FinalCopyState.NotChecked(),
        Optional.empty());
  }

  /// A restore does not wait until the bucket is empty, since it stops the emptying.
  private static Map<ControlId, String> unfinished(
      Map<ControlId, String> found, RetirementRecordCodec.Reading record) {
    boolean back =
        record instanceof RetirementRecordCodec.Reading.Found(var known)
            && known.goal() == Goal.RESTORED;
    boolean emptying =
        LifecycleRules.isEmptying(found.getOrDefault(LifecycleAttributes.LIFECYCLE, ""))
            && BucketContents.FILLED.equals(found.get(BucketContents.ID));
    return emptying && !back
        ? Map.of(
            LifecycleAttributes.LIFECYCLE,
            "S3 empties it by its lifecycle rules, which can take days")
        : Map.of();
  }
}
