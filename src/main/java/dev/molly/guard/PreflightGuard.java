package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan with a resource that the planned action cannot be applied to: a spot instance
/// cannot be retired. The entire plan is refused, including its other resources.
final class PreflightGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.refusals();
  }
}
