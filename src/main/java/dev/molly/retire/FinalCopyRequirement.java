package dev.molly.retire;

import java.time.Duration;
import java.time.Instant;

/// What a purge demands of the times that AWS tells of a final copy. A tag can say anything; when a
/// snapshot was begun, only AWS says.
///
/// @param retiredAt when the record says that it was retired
/// @param least how long everybody has to undo a retirement
/// @param now the time, which is not later than AWS says that it is
public record FinalCopyRequirement(Instant retiredAt, Duration least, Instant now) {
  /// How far a clock may have been off that a record was dated by.
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  /// The earliest that a copy can have been begun that was taken for this retirement.
  public Instant earliest() {
    return retiredAt.minus(CLOCKS_APART);
  }

  /// When everybody has had the time that there is to undo what was done then.
  public Instant until(Instant done) {
    return done.plus(least);
  }
}
