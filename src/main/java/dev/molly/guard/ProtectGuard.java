package dev.molly.guard;

import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Refuses a plan that is called a protect and takes protection away, or writes what only a
/// retirement or a lease may write. molly makes none; a file can be edited.
final class ProtectGuard implements Guard {
  /// The settings of a protection that is off, for a switch, versioning and the shutdown of an
  /// instance.
  private static final Set<String> OFF = Set.of("off", "suspended", "terminate");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.operation() == Operation.PROTECT
        ? plan.steps().stream()
            .filter(step -> !protects(step))
            .map(step -> no(step.change()))
            .distinct()
            .toList()
        : List.of();
  }

  private static boolean protects(PlannedChange step) {
    Change change = step.change();
    return step.goal().isEmpty()
        && !UnknownRecordGuard.isAttribute(change.control())
        && !OFF.contains(change.to())
        && !isLess(change.from(), change.to());
  }

  private static boolean isLess(String from, String to) {
    return NUMBER.matcher(from).matches()
        && NUMBER.matcher(to).matches()
        && Integer.parseInt(to) < Integer.parseInt(from);
  }

  private static Refusal no(Change change) {
    return new Refusal(
        "direction",
        "%s of %s: this plan is called a protect, and does not protect"
            .formatted(change.control(), change.resource().identifier()),
        "make the plan again: molly protect; to switch protection off: molly lease");
  }
}
