package dev.molly.plan;

import java.util.Optional;

/// One change of a plan, with the data to check and to show it.
///
/// @param fingerprint the fingerprint of the resource as the plan saw it, which must still match
///     when the change is made; empty for a later step towards a goal, whose resource has not
///     been observed in that state yet: staged deletion is evaluated again instead
/// @param call the call that makes the change
/// @param why the reason: a rule, or the user's text
/// @param goal the goal of the step; empty for a standalone change
public record PlannedChange(
    Change change, String fingerprint, ApiCall call, String why, Optional<Goal> goal) {
  public PlannedChange {
    if (fingerprint.isEmpty() && goal.isEmpty()) {
      throw new IllegalArgumentException("a change that stands alone has a fingerprint");
    }
  }

  /// Creates a standalone change.
  public PlannedChange(Change change, String fingerprint, ApiCall call, String why) {
    this(change, fingerprint, call, why, Optional.empty());
  }
}
