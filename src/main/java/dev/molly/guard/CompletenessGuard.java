package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan made from an inventory with gaps: the missing resources, and the plan's share
/// of the fleet, are unknown.
final class CompletenessGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.gaps().stream()
        .map(
            gap ->
                new Refusal(
                    "completeness",
                    "the inventory behind it has a gap: " + gap,
                    "grant what is missing (molly explain permissions), or leave that place out"
                        + " (--account, --region, --kind)"))
        .toList();
  }
}
