package dev.molly.retire;

import dev.molly.model.Goal;
import dev.molly.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A resource that carries a record of its retirement, or what is left of one, as it is now.
///
/// @param meanwhile what AWS does to it, in words: `S3 empties it`; empty when nothing
/// @param isKnownHere whether its record was found to be one of this installation's, by its journal
///     or the signature
public record Retired(
    Resource resource, Standing standing, Optional<String> meanwhile, boolean isKnownHere) {
  /// One that AWS does nothing to, as far as is known, with a record of this installation.
  public Retired(Resource resource, Standing standing) {
    this(resource, standing, Optional.empty(), true);
  }

  /// How it stands.
  public sealed interface Standing {
    /// Its record can be read, and it was looked at.
    ///
    /// @param next on the way to the record's own goal
    record Known(Retirement record, Next next) implements Standing {}

    /// What is left of its record cannot be relied on.
    record Tampered(String why) implements Standing {}

    /// Its record can be read, and it could not be looked at.
    record Unseen(Retirement record, String why) implements Standing {}
  }

  /// Its record, where there is one to rely on.
  public Optional<Retirement> record() {
    return switch (standing) {
      case Standing.Known(var record, var next) -> Optional.of(record);
      case Standing.Unseen(var record, var why) -> Optional.of(record);
      case Standing.Tampered tampered -> Optional.empty();
    };
  }

  /// What is next, where that is known.
  public Optional<Next> next() {
    return standing instanceof Standing.Known(var record, var next)
        ? Optional.of(next)
        : Optional.empty();
  }

  /// Whether molly goes no further with it before somebody has looked.
  public boolean needsSomebody() {
    return switch (standing) {
      case Standing.Known(var record, var next) -> next instanceof Next.Blocked;
      case Standing.Tampered tampered -> true;
      case Standing.Unseen unseen -> false;
    };
  }

  /// Whether it is on its way out, and not back.
  public boolean isOnItsWay() {
    return record().map(record -> record.goal() == Goal.RETIRED).orElse(false);
  }

  /// Whether something is left to do or to wait for.
  public boolean isUnderWay() {
    return switch (standing) {
      case Standing.Known(var record, var next) ->
          next instanceof Next.Do || next instanceof Next.Wait;
      case Standing.Unseen unseen -> true;
      case Standing.Tampered tampered -> false;
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
    return standing instanceof Standing.Known && !isKnownHere;
  }

  /// Whether it would go on, either way, if its record were known here.
  public boolean isHeldBack() {
    return isUnknownHere() && isUnderWay();
  }

  /// Whether it is on its way back, and the next step there can be made now.
  public boolean goesBack() {
    return standing instanceof Standing.Known(var record, Next.Do next)
        && record.goal() == Goal.RESTORED;
  }
}
