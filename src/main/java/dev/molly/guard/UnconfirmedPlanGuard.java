package dev.molly.guard;

import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Optional;

/// Refuses a plan that goes another way than the one that needs no confirmation: nobody is asked to
/// get something back, or to go on with what was confirmed, and so neither may begin anything or
/// delete.
enum UnconfirmedPlanGuard implements Guard {
  /// Getting back: settings, a whole resource, protection, or more time.
  BACK,

  /// Going on with a retirement that is on record.
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

  /// Whether it writes the record of something that has none: of a retirement or of a lease.
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
