package dev.molly.guard;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Set;

/// Refuses unconfirmed changes based on a record that is unknown to this installation: any
/// principal with permission to tag can write one. The only permitted change is to turn
/// protection on.
final class UnknownRecordGuard implements Guard {
  private static final Set<ControlId> ATTRIBUTES =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.FINAL_COPY,
          LifecycleAttributes.MEMBERS,
          LifecycleAttributes.LIFECYCLE,
          LifecycleAttributes.EXISTENCE);

  /// The settings of a protection that is on, for a switch and for versioning.
  private static final Set<String> ON = Set.of("on", "enabled");

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.steps().stream()
        .map(step -> step.change())
        .filter(change -> now.unknown().contains(change.resource().id()))
        .filter(change -> !protects(change))
        .map(change -> change.resource().identifier())
        .distinct()
        .map(id -> no(id, plan.operation()))
        .toList();
  }

  /// Returns whether a change can only add protection.
  static boolean protects(Change change) {
    return !isAttribute(change.control()) && ON.contains(change.to());
  }

  /// Returns whether only staged deletion and leases change it.
  static boolean isAttribute(ControlId control) {
    return ATTRIBUTES.contains(control);
  }

  private static Refusal no(String id, Operation operation) {
    String how =
        operation == Operation.PURGE
            ? "molly purge, without --unattended"
            : "molly sweep, at a terminal";
    return new Refusal(
        "unconfirmed-plan",
        "the record of %s is not known here, and no question is asked".formatted(id),
        "confirm it: %s; or run it where it was begun: molly explain retirement-record"
            .formatted(how));
  }
}
