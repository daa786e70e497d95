package dev.molly.kind.s3;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.OnOff;
import dev.molly.kind.support.TagQuotaCheck;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The blockers of a bucket's retirement. Conditions that no cheap call reveals are not checked:
/// other buckets that replicate or log to it without being mentioned in its policy, and its
/// visitors as a website or as an origin of CloudFront.
final class BucketBlockers {
  /// The options, and the blockers that can be accepted, which the record then lists. A blocker
  /// that is missing here cannot be recorded, and therefore cannot be accepted.
  static final Set<String> OPTIONS =
      Set.of(
          BucketStagedDeletion.EMPTY,
          BucketStagedDeletion.KEEP_NAME,
          BucketStagedDeletion.WITHOUT_GRANTS,
          PublicPolicyCheck.THING,
          "service-writes",
          "object-lock",
          "replication",
          "requester-pays",
          "mfa-delete");

  private BucketBlockers() {}

  static List<Blocker> of(
      AccountSession session,
      Resource bucket,
      Map<ControlId, String> found,
      BucketReader settings) {
    var blockers = new ArrayList<Blocker>(TagQuotaCheck.blocker(bucket).stream().toList());
    if (OnOff.isOn(found.getOrDefault(MfaDelete.ID, ""))) {
      blockers.add(mfaDelete(found));
    }
    var quarantine =
        QuarantineStatement.in(found.getOrDefault(DeleteDenied.ID, ""), bucket.ref().arn());
    quarantine
        .blocker()
        .ifPresent(
            what ->
                blockers.add(
                    new Blocker(
                        "policy",
                        what,
                        "look at it: " + BucketCommands.policy(bucket.ref()),
                        false)));
    deletedPrincipals(bucket.ref(), found).ifPresent(blockers::add);
    PublicPolicyCheck.blocker(session, bucket.ref(), found.getOrDefault(DeleteDenied.ID, ""))
        .ifPresent(blockers::add);
    if (!quarantine.services().isEmpty()) {
      blockers.add(
          accepted(
              "service-writes",
              "its policy lets %s use it: what they deliver is lost while it is retired"
                  .formatted(String.join(", ", quarantine.services())),
              "let them deliver elsewhere first"));
    }
    if (settings.objectLock().isPresent()) {
      blockers.add(
          accepted(
              "object-lock",
              "it has Object Lock: nothing deletes a version before its retention ends, so it may"
                  + " never be empty when it is due",
              "wait until the last retention has ended"));
    }
    if (settings.replicates()) {
      blockers.add(
          accepted(
              "replication",
              "it replicates to another bucket, and stops doing so in quarantine",
              "remove the rules: "
                  + BucketCommands.command("delete-bucket-replication", bucket.ref(), "")));
    }
    if (settings.requesterPays()) {
      blockers.add(
          accepted(
              "requester-pays",
              "those who read it pay for that, so it is likely to have readers elsewhere",
              "tell them first"));
    }
    return blockers;
  }

  /// The quarantine is an additional statement in the same policy, and S3 does not accept a
  /// policy that names a deleted principal.
  private static Optional<Blocker> deletedPrincipals(
      ResourceRef bucket, Map<ControlId, String> found) {
    List<String> deleted = DeletedPrincipals.in(found.getOrDefault(DeleteDenied.ID, ""));
    return deleted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Blocker(
                "deleted-principal",
                "its bucket policy names %s, deleted by now, and S3 takes no policy that does: it cannot be put in quarantine"
                    .formatted(String.join(", ", deleted)),
                "take that out of the policy: " + BucketCommands.policy(bucket),
                false));
  }

  /// Returns what a restore will not bring back as it was.
  static List<Blocker> notes(
      Resource bucket,
      Map<ControlId, String> found,
      RetirementRecordCodec.Reading record,
      ObservationScope scope) {
    String policy = found.getOrDefault(DeleteDenied.ID, "");
    boolean withoutGrants =
        record instanceof RetirementRecordCodec.Reading.Found(var known)
            && known.options().contains(BucketStagedDeletion.WITHOUT_GRANTS);
    Stream<Blocker> ofPolicy =
        QuarantineStatement.in(policy, bucket.ref().arn()).differs(withoutGrants).stream()
            .map(what -> differs(what, "look at the policy when it is back"));
    boolean emptied =
        scope == ObservationScope.RESTORE
            && LifecycleRules.isEmptying(found.getOrDefault(LifecycleAttributes.LIFECYCLE, ""));
    return Stream.concat(ofPolicy, emptied ? Stream.of(emptied()) : Stream.of()).toList();
  }

  /// S3 first puts a delete marker over each object, and deletes the versions from a day later on.
  private static Blocker emptied() {
    return differs(
        "a purge has begun to empty it: what S3 has deleted since does not come back, or is hidden"
            + " by a delete marker",
        "remove the markers that are there: molly explain s3-versioning");
  }

  private static Blocker differs(String what, String instead) {
    return new Blocker(Blocker.DIFFERS, what, instead, false);
  }

  /// With MFA delete on, only the root user can change versioning, and lifecycle rules cannot be
  /// used.
  ///
  /// Source: S3 User Guide, "Configuring MFA delete".
  private static Blocker mfaDelete(Map<ControlId, String> found) {
    String remedy = "let the root user turn MFA delete off";
    return Versioning.ENABLED.equals(found.get(Versioning.ID))
        ? accepted(
            "mfa-delete",
            "MFA delete is on, so S3 takes no lifecycle rules: molly cannot empty it when it is"
                + " due",
            remedy)
        : new Blocker(
            "mfa-delete",
            "MFA delete is on and versioning is not, and only the root user can turn that on",
            remedy,
            false);
  }

  private static Blocker accepted(String thing, String what, String instead) {
    return new Blocker(thing, what, instead, true);
  }
}
