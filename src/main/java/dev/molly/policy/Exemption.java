package dev.molly.policy;

import dev.molly.model.RuleId;
import java.time.LocalDate;

/// Exempts resources from a rule for a limited time.
///
/// @param until the last day (UTC) on which it applies
public record Exemption(RuleId rule, ResourceSelector where, String reason, LocalDate until) {
  /// Returns whether it has expired on this day (UTC).
  public boolean expired(LocalDate today) {
    return today.isAfter(until);
  }
}
