package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Refusal;

/// The next action for one resource, one goal and one observation.
public sealed interface NextAction {
  /// A change is to be made next.
  record Apply(Change change) implements NextAction {}

  /// AWS has to finish something first.
  ///
  /// @param attribute the attribute that AWS is changing
  /// @param forWhat the reason as text: `it is stopping`
  record Wait(ControlId attribute, String forWhat) implements NextAction {}

  /// The staged deletion must not continue, and the user has to intervene.
  record Blocked(Refusal why) implements NextAction {}

  /// The goal is reached.
  record Done() implements NextAction {}
}
