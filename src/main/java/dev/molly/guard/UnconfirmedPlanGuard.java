package dev.molly.guard;

import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Optional;

/// Refuses a plan that goes in another direction than the one that needs no confirmation: a
/// restore, and the continuation of a confirmed retirement, need no confirmation, and so neither
/// may begin anything or delete.
enum UnconfirmedPlanGuard implements Guard {
  /// The restoration of settings, of a whole resource or of protection, or an extension of the
  /// time.
  BACK,

  /// The continuation of a recorded retirement.
  ON;

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    return plan.steps().stream()
        .filter(step -> begins(step) || LifecycleAttributes.deletes(step) || !fits(step))
        .findFirst()
        .map(UnconfirmedPlanGuard::no)
        .stream()
        .toList();
  }

  private boolean fits(PlannedChange step) {
    return switch (this) {
      case BACK -> !goesTo(step, Goal.RETIRED) && !goesTo(step, Goal.PURGED);
      case ON -> goesTo(step, Goal.RETIRED) || isRecord(step);
    };
  }

  private static boolean goesTo(PlannedChange step, Goal goal) {
    return step.goal().equals(Optional.of(goal));
  }

  private static boolean isRecord(PlannedChange step) {
    return step.change().control().equals(LifecycleAttributes.RETIREMENT);
  }

  /// Returns whether it writes the first record, of a retirement or of a lease, on a resource
  /// that has none.
  private static boolean begins(PlannedChange step) {
    Change change = step.change();
    boolean record = isRecord(step) || change.control().equals(LifecycleAttributes.LEASE);
    return record && change.from().isEmpty() && !change.to().isEmpty();
  }

  private static Refusal no(PlannedChange step) {
    return new Refusal(
        "direction",
        "%s of %s is nothing that may be done without a confirmation"
            .formatted(step.change().control(), step.change().resource().identifier()),
        "make a plan of it, and confirm that");
  }
}
