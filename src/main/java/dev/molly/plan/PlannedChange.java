package dev.molly.plan;

import java.util.Optional;

/// One change of a plan, with what it takes to check and to show it.
///
/// @param fingerprint of the resource as the plan saw it, which must still be so when the change
///     is
///     made; empty for a later step towards a goal, which nobody has seen yet: there the staged
/// deletion is
///     asked again instead
/// @param call what is called
/// @param why what asks for it: a rule, or a person's reason
/// @param goal what it is a step towards; empty for a change that stands alone
public record PlannedChange(
    Change change, String fingerprint, ApiCall call, String why, Optional<Goal> goal) {
  public PlannedChange {
    if (fingerprint.isEmpty() && goal.isEmpty()) {
      throw new IllegalArgumentException("a change that stands alone has a fingerprint");
    }
  }

  /// A change that stands alone.
  public PlannedChange(Change change, String fingerprint, ApiCall call, String why) {
    this(change, fingerprint, call, why, Optional.empty());
  }
}
