package dev.molly.simulation;

import dev.molly.engine.run.ApplyResult;
import dev.molly.engine.run.ChangeService;
import dev.molly.guard.ConfirmationInput;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
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
