package dev.molly.simulation;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.guard.Answer;
import dev.molly.model.Plan;
import dev.molly.model.RunId;
import java.util.Optional;

/// What carries plans out: the real thing, or one that was broken on purpose.
@FunctionalInterface
interface ChangePath {
  Applied apply(Changes changes, Plan plan, String phrase);

  /// The real thing.
  static Applied real(Changes changes, Plan plan, String phrase) {
    return changes.apply(plan, Optional.empty(), new Answer.Given(phrase));
  }

  default Applied undo(Changes changes, RunId run) {
    return changes.undo(run);
  }
}
