package dev.molly.simulation;

import dev.molly.engine.ApplyResult;
import dev.molly.engine.ChangeService;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Plan;
import dev.molly.model.RunId;
import java.util.Optional;

/// What carries plans out: the real thing, or one that was broken on purpose.
@FunctionalInterface
interface ChangePath {
  ApplyResult apply(ChangeService changeService, Plan plan, String phrase);

  /// The real thing.
  static ApplyResult real(ChangeService changeService, Plan plan, String phrase) {
    return changeService.apply(plan, Optional.empty(), new ConfirmationInput.Given(phrase));
  }

  default ApplyResult undo(ChangeService changeService, RunId run) {
    return changeService.undo(run);
  }
}
