package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import java.util.Set;

/// Interprets the status of a database or a cluster for its staged deletion.
///
/// Source: RDS User Guide, "Viewing Amazon RDS DB instance status"; Aurora User Guide, "Viewing
/// DB cluster status".
final class RdsStatus {
  static final String AVAILABLE = "available";
  static final String STOPPED = "stopped";
  static final String DELETING = "deleting";
  static final String RENAMING = "renaming";

  /// The statuses that do not change without intervention.
  private static final Set<String> STUCK =
      Set.of(
          "failed",
          "storage-full",
          "restore-error",
          "insufficient-capacity",
          "migration-failed",
          "cloning-failed");

  private static final String INCOMPATIBLE = "incompatible-";
  private static final String NO_KEY = "inaccessible-encryption-credentials";

  /// The statuses in which AWS accepts changes. "You can't modify a stopped DB instance" (RDS
  /// User Guide, USER_StopInstance), nor one in transition. During storage optimization a
  /// database is fully operational (same guide, "Viewing DB instance status").
  private static final Set<String> MODIFIABLE = Set.of(AVAILABLE, "storage-optimization");

  private RdsStatus() {}

  /// Returns the blocker of changes to a stopped resource.
  ///
  /// @param start the command that starts it
  static Optional<Blocker> stopped(String status, String start) {
    return runState(status).equals(STOPPED)
        ? Optional.of(
            new Blocker(
                STOPPED,
                "it is %s, and AWS changes nothing that is stopped".formatted(status),
                "start it first: " + start,
                false))
        : Optional.empty();
  }

  /// Returns why AWS would refuse to change it in its current state, in words; empty if it would
  /// not.
  ///
  /// @param start the command that starts it
  static Optional<String> unmodifiable(String status, String start) {
    if (MODIFIABLE.contains(status)) {
      return Optional.empty();
    }
    return stopped(status, start)
        .map(Blocker::text)
        .or(
            () ->
                Optional.of(
                    "it is %s, and AWS changes it only when it is available: try again then"
                        .formatted(status)));
  }

  /// Returns the run state as a setting. A state that is being entered counts as reached.
  static String runState(String status) {
    return switch (status) {
      case "stopping", STOPPED -> STOPPED;
      default -> isStuck(status) ? status : AVAILABLE;
    };
  }

  /// Returns the transition of the run state that is under way, in words; empty if there is
  /// none.
  static Optional<String> unfinished(String status) {
    return status.equals("stopping") || status.equals("starting")
        ? words(status)
        : Optional.empty();
  }

  /// Returns the operation during which nothing else can be changed, in words. "You can't modify
  /// a stopped DB instance", but a stopped one is not busy: it has to be started.
  static Optional<String> busy(String status) {
    return status.equals(AVAILABLE) || status.equals(STOPPED) || isStuck(status)
        ? Optional.empty()
        : words(status);
  }

  private static Optional<String> words(String status) {
    return Optional.of("it is " + status);
  }

  /// Returns the blocker of a retirement that its status implies.
  ///
  /// @param events the AWS CLI word for the type: `db-instance`
  static Optional<Blocker> blocker(ResourceRef ref, String status, String events) {
    if (isStuck(status)) {
      return Optional.of(
          new Blocker(
              RdsBlockers.STUCK,
              "it is %s, and nothing that molly can do changes that".formatted(status),
              wayOut(ref, status, events),
              false));
    }
    return busy(status)
        .map(
            what ->
                new Blocker(
                    "status",
                    what + ", and AWS changes nothing meanwhile",
                    "try again then",
                    false));
  }

  private static String wayOut(ResourceRef ref, String status, String events) {
    if (status.startsWith(NO_KEY)) {
      return "give AWS the KMS key of %s back, and start it".formatted(ref.identifier());
    }
    return switch (status) {
      case "storage-full" -> "give it more storage";
      default ->
          "see what happened, and repair it or delete it yourself: "
              + CliCommands.inAccount(
                  ref.id().account(),
                  "aws rds describe-events --region %s --source-type %s --source-identifier %s"
                      .formatted(ref.id().region(), events, ShellQuoting.quote(ref.identifier())));
    };
  }

  private static boolean isStuck(String status) {
    return STUCK.contains(status) || status.startsWith(INCOMPATIBLE) || status.startsWith(NO_KEY);
  }
}
