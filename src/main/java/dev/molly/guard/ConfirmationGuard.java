package dev.molly.guard;

import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import java.util.List;
import java.util.Optional;

/// Refuses a plan that was not confirmed by a user who had seen it.
final class ConfirmationGuard implements Guard {
  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    Optional<String> wrong =
        switch (now.answer()) {
          case ConfirmationInput.None none -> Optional.of("it was not confirmed");
          case ConfirmationInput.Typed(var text) ->
              text.strip().equals(ConfirmationPhrase.spoken(plan))
                  ? Optional.empty()
                  : Optional.of("what was typed is not " + ConfirmationPhrase.asked(plan));
          case ConfirmationInput.Unattended unattended -> wrongUnattended(plan, now);
          case ConfirmationInput.Given(var phrase) ->
              ConfirmationPhrase.wrong(phrase, plan, now.now(), now.confirmable());
        };
    return wrong.stream()
        .map(
            what ->
                new Refusal(
                    "confirmation",
                    what,
                    "look at the plan, and give the phrase that is printed with it: --confirm \"...\""))
        .toList();
  }

  /// The author of the config confirmed purges once, for resources that have been visibly due
  /// and whose owners were notified. A plan that does anything else is not covered.
  private static Optional<String> wrongUnattended(Plan plan, GuardContext now) {
    boolean purge =
        plan.operation() == Operation.PURGE
            && plan.steps().stream().allMatch(ConfirmationGuard::isTowardsPurge);
    if (!purge) {
      return Optional.of("it was not confirmed, and only a purge can do without");
    }
    return now.unattended().isPresent()
        ? Optional.empty()
        : Optional.of(
            "it was not confirmed, and molly.yaml does not allow that: purge: { unattended: true,"
                + " resources: N }");
  }

  private static boolean isTowardsPurge(PlannedChange step) {
    return step.fingerprint().isEmpty() && step.goal().equals(Optional.of(Goal.PURGED));
  }
}
