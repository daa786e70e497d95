package dev.molly.guard;

import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Refuses a plan if a resource has changed since the plan was made.
final class DriftGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    Set<ResourceId> changed =
        plan.steps().stream()
            .map(step -> step.change().resource().id())
            .collect(Collectors.toSet());
    return now.drifted().stream()
        .filter(resource -> changed.contains(resource.id()))
        .map(resource -> refusal(resource, plan.operation()))
        .toList();
  }

  private static Refusal refusal(ResourceRef resource, Operation operation) {
    return new Refusal(
        "drift",
        "%s (%s) is no longer what the plan saw".formatted(resource.identifier(), resource.name()),
        switch (operation) {
          case SWEEP -> "the next sweep looks at it again";
          case PROTECT, UNDO, RETIRE, RESTORE, EXTEND, PURGE, LEASE, RENEW ->
              "make the plan again, with --out FILE if it was saved";
        });
  }
}
