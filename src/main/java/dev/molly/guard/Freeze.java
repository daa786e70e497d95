package dev.molly.guard;

import java.time.Instant;
import java.util.Optional;

/// A period in which nothing is changed.
///
/// @param why the reason for the freeze
/// @param until the end; empty if the freeze has to be ended by hand
/// @param end how to end it by hand
public record Freeze(String why, Instant from, Optional<Instant> until, String end) {
  /// How to end a freeze that a user declared.
  public static final String OFF = "end it, if it is yours to end: molly freeze off";

  public Freeze {
    if (until.isPresent() && !until.get().isAfter(from)) {
      throw new IllegalArgumentException("a freeze ends after it begins");
    }
  }

  /// Returns what to do, for the user whose change it stops.
  public String remedy() {
    return until.map(at -> "wait until " + at).orElse(end);
  }

  /// Returns the same freeze as one that a user declared, and that is in effect at once: the clock
  /// by which it was declared may have been ahead of this one.
  public Freeze declared() {
    return new Freeze(why, Instant.MIN, until, end);
  }

  /// Returns whether the freeze is in effect at the given time.
  public boolean covers(Instant now) {
    return !now.isBefore(from) && until.map(now::isBefore).orElse(true);
  }
}
