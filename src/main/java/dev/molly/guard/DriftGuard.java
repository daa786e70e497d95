package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan if a resource has changed since the plan was made.
final class DriftGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return now.drifted().stream()
        .map(
            resource ->
                new Refusal(
                    "drift",
                    "%s (%s) is no longer what the plan saw"
                        .formatted(resource.identifier(), resource.name()),
                    "make the plan again: molly %s, with --out FILE if it was saved"
                        .formatted(plan.operation().command())))
        .toList();
  }
}
