package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// One check that can refuse a plan. Which guards run for a plan is in [Verdict].
interface Guard {
  /// Returns the refusals of the plan; empty if there are none.
  List<Refusal> against(Plan plan, GuardContext now);
}
