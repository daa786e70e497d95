package dev.molly.retire;

import dev.molly.model.Resource;
import dev.molly.plan.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A resource that carries a record of its retirement, or what is left of one, as it is now.
///
/// @param meanwhile what AWS does to it, in words: `S3 empties it`; empty when nothing
/// @param isKnownHere whether its record was found to be one of this installation's, by its journal
///     or the signature
public record RetiredResource(
    Resource resource, Status status, Optional<String> meanwhile, boolean isKnownHere) {
  /// One that AWS does nothing to, as far as is known, with a record of this installation.
  public RetiredResource(Resource resource, Status status) {
    this(resource, status, Optional.empty(), true);
  }

  /// How it stands.
  public sealed interface Status {
    /// Its record can be read, and it was looked at.
    ///
    /// @param next on the way to the record's own goal
    record Known(RetirementRecord record, NextAction next) implements Status {}

    /// What is left of its record cannot be relied on.
    record InvalidRecord(String why) implements Status {}

    /// Its record can be read, and it could not be looked at.
    record Unreachable(RetirementRecord record, String why) implements Status {}
  }

  /// Its record, where there is one to rely on.
  public Optional<RetirementRecord> record() {
    return switch (status) {
      case Status.Known(var record, var next) -> Optional.of(record);
      case Status.Unreachable(var record, var why) -> Optional.of(record);
      case Status.InvalidRecord tampered -> Optional.empty();
    };
  }

  /// What is next, where that is known.
  public Optional<NextAction> next() {
    return status instanceof Status.Known(var record, var next)
        ? Optional.of(next)
        : Optional.empty();
  }

  /// Whether molly goes no further with it before somebody has looked.
  public boolean needsSomebody() {
    return switch (status) {
      case Status.Known(var record, var next) -> next instanceof NextAction.Blocked;
      case Status.InvalidRecord tampered -> true;
      case Status.Unreachable unseen -> false;
    };
  }

  /// Whether it is on its way out, and not back.
  public boolean isOnItsWay() {
    return record().map(record -> record.goal() == Goal.RETIRED).orElse(false);
  }

  /// Whether something is left to do or to wait for.
  public boolean isUnderWay() {
    return switch (status) {
      case Status.Known(var record, var next) ->
          next instanceof NextAction.Apply || next instanceof NextAction.Wait;
      case Status.Unreachable unseen -> true;
      case Status.InvalidRecord tampered -> false;
    };
  }

  /// Whether it may be deleted by its record, whatever else stands against it.
  public boolean isDue(Instant now) {
    return isOnItsWay() && record().map(record -> record.isDue(now)).orElse(false);
  }

  /// Whether it falls due within some time, or is due.
  public boolean fallsDue(Instant now, Duration within) {
    return isDue(now.plus(within));
  }

  /// Whether it was looked at, and its record is not one of this installation's.
  public boolean isUnknownHere() {
    return status instanceof Status.Known && !isKnownHere;
  }

  /// Whether it would go on, either way, if its record were known here.
  public boolean isHeldBack() {
    return isUnknownHere() && isUnderWay();
  }

  /// Whether it is on its way back, and the next step there can be made now.
  public boolean goesBack() {
    return status instanceof Status.Known(var record, NextAction.Apply next)
        && record.goal() == Goal.RESTORED;
  }
}
