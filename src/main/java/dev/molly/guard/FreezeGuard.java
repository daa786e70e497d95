package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses every plan during a freeze. Undo is exempt from this guard.
final class FreezeGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return now.freezes().stream()
        .filter(freeze -> freeze.covers(now.now()))
        .map(freeze -> new Refusal("freeze", "a freeze is on: " + freeze.why(), freeze.remedy()))
        .toList();
  }
}
