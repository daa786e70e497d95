package dev.molly.policy;

import dev.molly.model.RuleId;
import java.time.LocalDate;

/// Resources that a rule leaves alone for a while.
///
/// @param until the last day (UTC) on which it holds
public record Exemption(RuleId rule, ResourceSelector where, String reason, LocalDate until) {
  /// Whether it has run out on this day (UTC).
  public boolean expired(LocalDate today) {
    return today.isAfter(until);
  }
}
