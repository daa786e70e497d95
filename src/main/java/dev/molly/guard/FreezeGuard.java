package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses every plan during a freeze, by this machine's clock or by AWS's: one that is ahead would
/// end a freeze early. Undo is exempt from this guard.
final class FreezeGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return now.freezes().stream()
        .filter(
            freeze ->
                freeze.covers(now.now())
                    || now.awsTimes().values().stream().anyMatch(freeze::covers))
        .map(freeze -> new Refusal("freeze", "a freeze is on: " + freeze.why(), freeze.remedy()))
        .toList();
  }
}
