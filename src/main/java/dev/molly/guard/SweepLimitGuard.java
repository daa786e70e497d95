package dev.molly.guard;

import dev.molly.model.ResourceId;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The blast radius of a sweep. A resource that is only stopped again is not counted: RDS starts
/// all stopped databases after seven days, so the larger the fleet of retired databases, the
/// more likely it would exceed the limit and none of them would ever be stopped again.
/// Everything that they were stopped for was confirmed, and a restore starts them. A limit of
/// zero still permits no change at all.
///
/// Source: Amazon RDS User Guide, "Stopping an Amazon RDS DB instance temporarily".
public final class SweepLimitGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    long allowed = now.limit().of(plan.fleetSize());
    long touched = allowed == 0 ? plan.resources() : counted(plan).size();
    return touched <= allowed
        ? List.of()
        : List.of(BlastRadiusGuard.refusal(plan, touched, allowed));
  }

  /// Returns the number of resources that the run may touch, including those that are not
  /// counted.
  static long allowed(Plan plan, GuardContext now) {
    long allowed = now.limit().of(plan.fleetSize());
    return allowed == 0 ? 0 : allowed + plan.resources() - counted(plan).size();
  }

  /// Returns the part of a sweep that one run may carry out: a sweep is already confirmed, so it
  /// need not be refused as a whole, and the remainder is done by the next sweep. The plan
  /// states the size of the remainder.
  public static Plan within(Plan plan, BlastLimit limit) {
    long allowed = limit.of(plan.fleetSize());
    Set<ResourceId> counted = counted(plan);
    if (allowed == 0 || counted.size() <= allowed) {
      return plan;
    }
    var dropped = new HashSet<ResourceId>();
    var kept = new HashSet<ResourceId>();
    for (PlannedChange step : plan.steps()) {
      ResourceId id = step.change().resource().id();
      if (counted.contains(id) && !kept.contains(id)) {
        (kept.size() < allowed ? kept : dropped).add(id);
      }
    }
    var left = new ArrayList<>(plan.skipped());
    left.add(
        "%d of %d%s: one run may touch %d"
            .formatted(dropped.size(), plan.resources(), Plan.FOR_THE_NEXT_SWEEP, allowed));
    List<PlannedChange> steps =
        plan.steps().stream()
            .filter(step -> !dropped.contains(step.change().resource().id()))
            .toList();
    return new Plan(
        plan.operation(),
        steps,
        plan.fleetSize(),
        plan.gaps(),
        left,
        plan.refusals(),
        plan.notes());
  }

  /// Returns the resources with any step other than stopping them.
  private static Set<ResourceId> counted(Plan plan) {
    return plan.steps().stream()
        .filter(step -> !stops(step))
        .map(step -> step.change().resource().id())
        .collect(Collectors.toSet());
  }

  private static boolean stops(PlannedChange step) {
    return step.change().control().equals(LifecycleAttributes.RUN_STATE)
        && step.change().to().equals(LifecycleAttributes.STOPPED);
  }
}
