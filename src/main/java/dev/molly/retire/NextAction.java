package dev.molly.retire;

import dev.molly.plan.Change;
import dev.molly.plan.Refusal;

/// One resource, one goal, one look at it: what now?
public sealed interface NextAction {
  /// This is the next change.
  record Apply(Change change) implements NextAction {}

  /// AWS has to finish something first.
  ///
  /// @param forWhat in words: `it is stopping`
  record Wait(String forWhat) implements NextAction {}

  /// It must not go on, and somebody has to see to it.
  record Blocked(Refusal why) implements NextAction {}

  /// It is there.
  record Done() implements NextAction {}
}
