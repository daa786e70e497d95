package dev.molly.guard;

import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// An unconfirmed plan, split: resources that a guard objects to are left out, and the rest goes
/// on. Anyone who may tag one resource can cause such an objection, and must not hold up the others
/// by it. What is about the run (limits, freezes, clocks, accounts) is left to the verdict on the
/// rest, which runs every guard again.
///
/// @param rest the plan of the other resources; its skipped lines name what was left out
public record Screening(Plan rest, List<LeftOut> leftOut) {
  private static final List<Guard> OF_ONE_RESOURCE =
      List.of(new UndoWindowGuard(), new UnknownRecordGuard(), new UnreadGuard(), new DriftGuard());

  public Screening {
    leftOut = List.copyOf(leftOut);
  }

  /// Returns a plan with all of its resources.
  public static Screening none(Plan plan) {
    return new Screening(plan, List.of());
  }

  /// Splits a plan by the objections to each of its resources.
  public static Screening of(Plan plan, GuardContext now) {
    Map<ResourceId, List<PlannedChange>> byResource =
        plan.steps().stream()
            .collect(
                Collectors.groupingBy(
                    step -> step.change().resource().id(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    var leftOut = new ArrayList<LeftOut>();
    for (List<PlannedChange> steps : byResource.values()) {
      List<Refusal> reasons = against(with(plan, steps, plan.skipped()), now);
      if (!reasons.isEmpty()) {
        ResourceRef resource = steps.getFirst().change().resource();
        leftOut.add(new LeftOut(resource, reasons));
      }
    }
    return leftOut.isEmpty() ? none(plan) : new Screening(without(plan, leftOut), leftOut);
  }

  /// Returns whether no resource is left.
  public boolean isEmpty() {
    return !leftOut.isEmpty() && rest.steps().isEmpty();
  }

  /// Returns the reasons for which resources were left out.
  public List<Refusal> reasons() {
    return LeftOut.reasons(leftOut);
  }

  private static List<Refusal> against(Plan ofOne, GuardContext now) {
    return OF_ONE_RESOURCE.stream()
        .flatMap(guard -> guard.against(ofOne, now).stream())
        .distinct()
        .toList();
  }

  private static Plan without(Plan plan, List<LeftOut> leftOut) {
    Set<ResourceId> ids =
        leftOut.stream().map(each -> each.resource().id()).collect(Collectors.toSet());
    var skipped = new ArrayList<>(plan.skipped());
    LeftOut.reasons(leftOut).forEach(no -> skipped.add("left out: " + no.reason()));
    List<PlannedChange> steps =
        plan.steps().stream().filter(step -> !ids.contains(step.change().resource().id())).toList();
    return with(plan, steps, skipped);
  }

  private static Plan with(Plan plan, List<PlannedChange> steps, List<String> skipped) {
    return new Plan(
        plan.operation(),
        steps,
        plan.fleetSize(),
        plan.gaps(),
        skipped,
        plan.refusals(),
        plan.notes());
  }
}
