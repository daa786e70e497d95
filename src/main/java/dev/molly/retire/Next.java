package dev.molly.retire;

import dev.molly.model.Change;
import dev.molly.model.Refusal;

/// One resource, one goal, one look at it: what now?
public sealed interface Next {
  /// This is the next change.
  record Do(Change change) implements Next {}

  /// AWS has to finish something first.
  ///
  /// @param forWhat in words: `it is stopping`
  record Wait(String forWhat) implements Next {}

  /// It must not go on, and somebody has to see to it.
  record Blocked(Refusal why) implements Next {}

  /// It is there.
  record Reached() implements Next {}
}
