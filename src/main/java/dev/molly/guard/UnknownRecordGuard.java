package dev.molly.guard;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Set;

/// Refuses what nobody confirms on a record that this installation does not know: anyone who may
/// tag can write one. Protection may be turned on by it, and nothing else.
final class UnknownRecordGuard implements Guard {
  private static final Set<ControlId> ATTRIBUTES =
      Set.of(
          LifecycleAttributes.RETIREMENT,
          LifecycleAttributes.LEASE,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.FINAL_COPY,
          LifecycleAttributes.MEMBERS,
          LifecycleAttributes.LIFECYCLE,
          LifecycleAttributes.EXISTENCE);

  /// How a protection reads that is on, of a switch and of versioning.
  private static final Set<String> ON = Set.of("on", "enabled");

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.steps().stream()
        .map(step -> step.change())
        .filter(change -> now.unknown().contains(change.resource().id()))
        .filter(change -> !protects(change))
        .map(change -> change.resource().identifier())
        .distinct()
        .map(UnknownRecordGuard::no)
        .toList();
  }

  /// Whether a change only ever adds protection.
  static boolean protects(Change change) {
    return !ATTRIBUTES.contains(change.control()) && ON.contains(change.to());
  }

  private static Refusal no(String id) {
    return new Refusal(
        "unconfirmed-plan",
        "the record of %s is not known here, and no question is asked".formatted(id),
        "confirm it: molly sweep, at a terminal; or run it where it was begun: molly explain"
            + " retirement-record");
  }
}
