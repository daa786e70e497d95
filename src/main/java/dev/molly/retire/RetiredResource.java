package dev.molly.retire;

import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A resource that carries a record of its retirement, or the remains of one, in its current
/// state.
///
/// @param meanwhile AWS's current operation on it, as text: `S3 empties it`; empty if there is
///     none
/// @param failedStart why its restore's last start failed, which the next sweep makes again;
///     empty if it did not
/// @param isKnownHere whether its record was found to be one of this installation's, by its
///     journal or the signature
public record RetiredResource(
    Resource resource,
    Status status,
    Optional<String> meanwhile,
    Optional<Blocker> failedStart,
    boolean isKnownHere) {
  /// Creates a resource on which no AWS operation is known to be in progress, with a record of
  /// this installation.
  public RetiredResource(Resource resource, Status status) {
    this(resource, status, Optional.empty(), Optional.empty(), true);
  }

  /// The status of the resource.
  public sealed interface Status {
    /// The record is readable, and the resource was observed.
    ///
    /// @param next the next action towards the record's own goal
    record Known(RetirementRecord record, NextAction next) implements Status {}

    /// The remains of the record cannot be relied on.
    record InvalidRecord(String why) implements Status {}

    /// The record is readable, but the resource could not be observed.
    record Unreachable(RetirementRecord record, String why) implements Status {}
  }

  /// Returns the record, if there is a reliable one.
  public Optional<RetirementRecord> record() {
    return switch (status) {
      case Status.Known(var record, var next) -> Optional.of(record);
      case Status.Unreachable(var record, var why) -> Optional.of(record);
      case Status.InvalidRecord tampered -> Optional.empty();
    };
  }

  /// Returns the next action, if it is known.
  public Optional<NextAction> next() {
    return status instanceof Status.Known(var record, var next)
        ? Optional.of(next)
        : Optional.empty();
  }

  /// Returns whether the user has to intervene: Molly stops here, or what it goes on with has
  /// failed before.
  public boolean needsSomebody() {
    return switch (status) {
      case Status.Known(var record, var next) ->
          next instanceof NextAction.Blocked || failedStart.isPresent();
      case Status.InvalidRecord tampered -> true;
      case Status.Unreachable unseen -> false;
    };
  }

  /// Returns whether the resource is being retired, and not restored.
  public boolean isOnItsWay() {
    return record().map(record -> record.goal() == Goal.RETIRED).orElse(false);
  }

  /// Returns whether there is work left to do or to wait for.
  public boolean isUnderWay() {
    return switch (status) {
      case Status.Known(var record, var next) ->
          next instanceof NextAction.Apply || next instanceof NextAction.Wait;
      case Status.Unreachable unseen -> true;
      case Status.InvalidRecord tampered -> false;
    };
  }

  /// Returns whether the record permits the deletion, regardless of other blockers.
  public boolean isDue(Instant now) {
    return isOnItsWay() && record().map(record -> record.isDue(now)).orElse(false);
  }

  /// Returns whether the resource is due, or falls due within the given time.
  public boolean fallsDue(Instant now, Duration within) {
    return isDue(now.plus(within));
  }

  /// Returns whether the resource was observed and its record is not one of this installation's.
  public boolean isUnknownHere() {
    return status instanceof Status.Known && !isKnownHere;
  }

  /// Returns whether it would continue, in either direction, if its record were known here.
  public boolean isHeldBack() {
    return isUnknownHere() && isUnderWay();
  }

  /// Returns whether it is being restored, and the next step of the restore can be made now.
  public boolean goesBack() {
    return status instanceof Status.Known(var record, NextAction.Apply next)
        && record.goal() == Goal.RESTORED;
  }
}
