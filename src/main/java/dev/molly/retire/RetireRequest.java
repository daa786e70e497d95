package dev.molly.retire;

import java.time.Duration;
import java.util.Set;

/// A request to retire resources.
///
/// @param keep how long the resources can be restored
/// @param accepted the codes of the accepted blockers
/// @param options further options: `empty`, `keep-name`
public record RetireRequest(String why, Duration keep, Set<String> accepted, Set<String> options) {
  public RetireRequest {
    accepted = Set.copyOf(accepted);
    options = Set.copyOf(options);
    if (why.isBlank()) {
      throw new IllegalArgumentException("a retirement has a reason");
    }
  }
}
