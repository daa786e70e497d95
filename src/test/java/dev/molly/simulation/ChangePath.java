package dev.molly.simulation;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;

/// What carries plans out: the real thing, or one that was broken on purpose.
@FunctionalInterface
interface ChangePath {
  ApplyResult apply(AccountChanges changes, Plan plan, String phrase);

  /// The real thing.
  static ApplyResult real(AccountChanges changes, Plan plan, String phrase) {
    return changes.apply(plan, Environment.ANY, new ConfirmationInput.Given(phrase));
  }

  default ApplyResult undo(AccountChanges changes, RunId run) {
    return changes.undo(run);
  }
}
