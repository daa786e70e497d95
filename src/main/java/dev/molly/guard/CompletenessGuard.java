package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses a plan made from an inventory with gaps: the missing resources, and the plan's share
/// of the fleet, are unknown. An unattended purge goes on without the missing resources: it has a
/// limit that is no share of the fleet, and one unreadable tag must not hold up the others.
final class CompletenessGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    if (now.answer() instanceof ConfirmationInput.Unattended) {
      return List.of();
    }
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
