package dev.molly.guard;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;

/// Refuses changes of resources that could not be read again before the first write: an unknown
/// state is neither unchanged nor drifted.
final class UnreadGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.steps().stream()
        .map(step -> step.change().resource().id())
        .distinct()
        .flatMap(id -> now.unread(id).stream())
        .map(unread -> unread.refusal(plan.operation()))
        .toList();
  }
}
