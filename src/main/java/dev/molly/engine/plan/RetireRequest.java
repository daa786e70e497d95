package dev.molly.engine.plan;

import java.time.Duration;
import java.util.Set;

/// What somebody wants who retires something.
///
/// @param keep how long it can be restored
/// @param accepted the blockers that are accepted, by their word
/// @param options what else is chosen: `empty`, `keep-name`
public record RetireRequest(String why, Duration keep, Set<String> accepted, Set<String> options) {
  public RetireRequest {
    accepted = Set.copyOf(accepted);
    options = Set.copyOf(options);
    if (why.isBlank()) {
      throw new IllegalArgumentException("a retirement has a reason");
    }
  }
}
