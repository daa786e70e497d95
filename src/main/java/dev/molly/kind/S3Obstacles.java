package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.ControlId;
import dev.molly.model.Resource;
import dev.molly.model.Shell;
import dev.molly.retire.Obstacle;
import dev.molly.retire.RetirementTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What speaks against retiring a bucket. What no cheap question answers is not asked: whether
/// other buckets replicate or log to it without a word in its policy, and whether it is a website,
/// or an origin of CloudFront, that somebody visits.
final class S3Obstacles {
  /// What can be chosen, and the things that can be accepted, which the record then says. One that
  /// is not here cannot be written down, and so not be accepted.
  static final Set<String> OPTIONS =
      Set.of(
          S3Ladder.EMPTY,
          S3Ladder.KEEP_NAME,
          S3Ladder.WITHOUT_GRANTS,
          PublicPolicy.THING,
          "service-writes",
          "object-lock",
          "replication",
          "requester-pays",
          "mfa-delete");

  private S3Obstacles() {}

  static List<Obstacle> of(
      Session session, Resource bucket, Map<ControlId, String> found, S3Settings settings) {
    var obstacles = new ArrayList<Obstacle>(TagRoom.obstacle(bucket).stream().toList());
    String name = bucket.ref().identifier();
    if (Switch.isOn(found.getOrDefault(S3Bucket.MFA_DELETE.id(), ""))) {
      obstacles.add(mfaDelete(found));
    }
    var quarantine =
        Quarantine.in(found.getOrDefault(S3Bucket.DELETE_DENIED.id(), ""), bucket.ref().arn());
    quarantine
        .obstacle()
        .ifPresent(
            what ->
                obstacles.add(
                    new Obstacle(
                        "policy",
                        what,
                        "look at it: aws s3api get-bucket-policy --bucket " + Shell.quote(name),
                        false)));
    deletedPrincipals(name, found).ifPresent(obstacles::add);
    PublicPolicy.obstacle(
            session, bucket.ref(), found.getOrDefault(S3Bucket.DELETE_DENIED.id(), ""))
        .ifPresent(obstacles::add);
    if (!quarantine.services().isEmpty()) {
      obstacles.add(
          accepted(
              "service-writes",
              "its policy lets %s use it: what they deliver is lost while it is retired"
                  .formatted(String.join(", ", quarantine.services())),
              "let them deliver elsewhere first"));
    }
    if (settings.objectLock().isPresent()) {
      obstacles.add(
          accepted(
              "object-lock",
              "it has Object Lock: nothing deletes a version before its retention ends, so it may"
                  + " never be empty when it is due",
              "wait until the last retention has ended"));
    }
    if (settings.replicates()) {
      obstacles.add(
          accepted(
              "replication",
              "it replicates to another bucket, and stops doing so in quarantine",
              "remove the rules: aws s3api delete-bucket-replication --bucket "
                  + Shell.quote(name)));
    }
    if (settings.requesterPays()) {
      obstacles.add(
          accepted(
              "requester-pays",
              "those who read it pay for that, so it is likely to have readers elsewhere",
              "tell them first"));
    }
    return obstacles;
  }

  /// The quarantine is one statement more in the same policy, which S3 does not take then.
  private static Optional<Obstacle> deletedPrincipals(String name, Map<ControlId, String> found) {
    List<String> deleted =
        DeletedPrincipals.in(found.getOrDefault(S3Bucket.DELETE_DENIED.id(), ""));
    return deleted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                "deleted-principal",
                "its bucket policy names %s, deleted by now, and S3 takes no policy that does: it cannot be put in quarantine"
                    .formatted(String.join(", ", deleted)),
                "take that out of the policy: aws s3api get-bucket-policy --bucket "
                    + Shell.quote(name),
                false));
  }

  /// What a restore will not bring back as it was.
  static List<Obstacle> notes(
      Resource bucket, Map<ControlId, String> found, RetirementTags.Reading record) {
    String policy = found.getOrDefault(S3Bucket.DELETE_DENIED.id(), "");
    boolean withoutGrants =
        record instanceof RetirementTags.Reading.Found(var known)
            && known.options().contains(S3Ladder.WITHOUT_GRANTS);
    return Quarantine.in(policy, bucket.ref().arn()).differs(withoutGrants).stream()
        .map(
            what ->
                new Obstacle(Obstacle.DIFFERS, what, "look at the policy when it is back", false))
        .toList();
  }

  /// Source: S3 User Guide, "Configuring MFA delete": only root changes versioning then, and MFA
  /// delete cannot be used with lifecycle rules.
  private static Obstacle mfaDelete(Map<ControlId, String> found) {
    String remedy = "let the root user turn MFA delete off";
    return S3Settings.ENABLED.equals(found.get(S3Bucket.VERSIONING.id()))
        ? accepted(
            "mfa-delete",
            "MFA delete is on, so S3 takes no lifecycle rules: molly cannot empty it when it is"
                + " due",
            remedy)
        : new Obstacle(
            "mfa-delete",
            "MFA delete is on and versioning is not, and only the root user can turn that on",
            remedy,
            false);
  }

  private static Obstacle accepted(String thing, String what, String instead) {
    return new Obstacle(thing, what, instead, true);
  }
}
