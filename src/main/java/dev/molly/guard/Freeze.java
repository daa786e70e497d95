package dev.molly.guard;

import java.time.Instant;
import java.util.Optional;

/// A period in which nothing is changed.
///
/// @param why the reason for the freeze
/// @param until the end; empty if the freeze has to be ended by hand
public record Freeze(String why, Instant from, Optional<Instant> until) {
  public Freeze {
    if (until.isPresent() && !until.get().isAfter(from)) {
      throw new IllegalArgumentException("a freeze ends after it begins");
    }
  }

  /// Returns whether the freeze is in effect at the given time.
  public boolean covers(Instant now) {
    return !now.isBefore(from) && until.map(now::isBefore).orElse(true);
  }
}
