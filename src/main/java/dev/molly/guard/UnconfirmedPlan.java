package dev.molly.guard;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.retire.Levers;
import java.util.List;
import java.util.Set;

/// Refuses what nobody confirms on a record that this installation does not know: anyone who may
/// tag can write one. Protection may be turned on by it, and nothing else.
final class UnconfirmedPlan implements Guard {
  private static final Set<ControlId> LEVERS =
      Set.of(
          Levers.RETIREMENT,
          Levers.LEASE,
          Levers.RUN_STATE,
          Levers.NAME,
          Levers.FINAL_COPY,
          Levers.MEMBERS,
          Levers.LIFECYCLE,
          Levers.EXISTENCE);

  /// How a protection reads that is on, of a switch and of versioning.
  private static final Set<String> ON = Set.of("on", "enabled");

  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    return plan.steps().stream()
        .map(step -> step.action())
        .filter(change -> now.unknown().contains(change.resource().id()))
        .filter(change -> !protects(change))
        .map(change -> change.resource().identifier())
        .distinct()
        .map(UnconfirmedPlan::no)
        .toList();
  }

  /// Whether a change only ever adds protection.
  static boolean protects(Change change) {
    return !LEVERS.contains(change.control()) && ON.contains(change.to());
  }

  private static Refusal no(String id) {
    return new Refusal(
        "unconfirmed-plan",
        "the record of %s is not known here, and no question is asked".formatted(id),
        "confirm it: molly sweep, at a terminal; or run it where it was begun: molly explain"
            + " retirement-record");
  }
}
