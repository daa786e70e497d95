package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import java.util.Set;

/// What a status of a database or a cluster means for its staged deletion.
///
/// Source: RDS User Guide, "Viewing Amazon RDS DB instance status"; Aurora User Guide, "Viewing DB
/// cluster status".
final class RdsStatus {
  static final String AVAILABLE = "available";
  static final String STOPPED = "stopped";
  static final String DELETING = "deleting";
  static final String RENAMING = "renaming";

  /// From which nothing comes by itself.
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

  /// "You can't modify a stopped DB instance" (RDS User Guide, USER_StopInstance), nor one that is
  /// on its way to somewhere. While its storage is optimized a database is fully operational (same
  /// guide, "Viewing DB instance status").
  private static final Set<String> MODIFIABLE = Set.of(AVAILABLE, "storage-optimization");

  private RdsStatus() {}

  /// What a stop has against changing it.
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

  /// Why AWS would refuse to change it as it is now, in words; empty when it would not.
  ///
  /// @param start the command that starts it
  static Optional<String> unmodifiable(String status, String start) {
    if (MODIFIABLE.contains(status)) {
      return Optional.empty();
    }
    return stopped(status, start)
        .map(stop -> stop.reason() + "; " + stop.remedy())
        .or(
            () ->
                Optional.of(
                    "it is %s, and AWS changes it only when it is available: try again then"
                        .formatted(status)));
  }

  /// As a setting: a state that it is on the way to counts as reached.
  static String runState(String status) {
    return switch (status) {
      case "stopping", STOPPED -> STOPPED;
      default -> isStuck(status) ? status : AVAILABLE;
    };
  }

  /// What AWS still does about a run state, in words; empty when nothing.
  static Optional<String> unfinished(String status) {
    return status.equals("stopping") || status.equals("starting")
        ? words(status)
        : Optional.empty();
  }

  /// What nothing can be changed beside, in words. "You can't modify a stopped DB instance", but
  /// that is no reason to wait: it has to be started.
  static Optional<String> busy(String status) {
    return status.equals(AVAILABLE) || status.equals(STOPPED) || isStuck(status)
        ? Optional.empty()
        : words(status);
  }

  private static Optional<String> words(String status) {
    return Optional.of("it is " + status);
  }

  /// What its status has against retiring it.
  ///
  /// @param events the word of the AWS CLI for what it is: `db-instance`
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
