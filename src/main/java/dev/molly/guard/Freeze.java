package dev.molly.guard;

import java.time.Instant;
import java.util.Optional;

/// A time in which nothing is changed.
///
/// @param why what is going on
/// @param until when it ends; empty when somebody has to end it
public record Freeze(String why, Instant from, Optional<Instant> until) {
  public Freeze {
    if (until.isPresent() && !until.get().isAfter(from)) {
      throw new IllegalArgumentException("a freeze ends after it begins");
    }
  }

  /// Whether it is on.
  public boolean covers(Instant now) {
    return !now.isBefore(from) && until.map(now::isBefore).orElse(true);
  }
}
