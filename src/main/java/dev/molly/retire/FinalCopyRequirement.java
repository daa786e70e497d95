package dev.molly.retire;

import java.time.Duration;
import java.time.Instant;

/// The requirements of a purge on the times that AWS reports for a final copy. A tag can contain
/// anything; only AWS is a reliable source for the start time of a snapshot.
///
/// @param retiredAt the time of the retirement according to the record
/// @param least the minimum time to undo a retirement
/// @param now the current time, not later than the time according to AWS
public record FinalCopyRequirement(Instant retiredAt, Duration least, Instant now) {
  /// The maximum error of the clock that dated a record.
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  /// Returns the earliest possible start of a copy that was taken for this retirement.
  public Instant earliest() {
    return retiredAt.minus(CLOCKS_APART);
  }

  /// Returns the end of the time in which an action of the given time can be undone.
  public Instant until(Instant done) {
    return done.plus(least);
  }
}
