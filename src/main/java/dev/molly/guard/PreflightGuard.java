package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan with a resource that what is planned is not for: a spot instance cannot be
/// retired. Nothing of the plan is done then, the rest neither.
final class PreflightGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.refusals();
  }
}
