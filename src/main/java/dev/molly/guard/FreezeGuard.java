package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses everything while a freeze is on. An undo is not asked.
final class FreezeGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return now.freezes().stream()
        .filter(freeze -> freeze.covers(now.now()))
        .map(
            freeze ->
                new Refusal(
                    "freeze",
                    "a freeze is on: " + freeze.why(),
                    freeze
                        .until()
                        .map(until -> "wait until " + until)
                        .orElse("end it, if it is yours to end: molly freeze off")))
        .toList();
  }
}
