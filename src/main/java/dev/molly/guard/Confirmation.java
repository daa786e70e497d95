package dev.molly.guard;

import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.Step;
import java.util.List;
import java.util.Optional;

/// Refuses a plan that nobody confirmed who had seen it.
final class Confirmation implements Guard {
  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    Optional<String> wrong =
        switch (now.answer()) {
          case Answer.Nobody nobody -> Optional.of("it was not confirmed");
          case Answer.Typed(var text) ->
              text.strip().equals(Phrase.spoken(plan))
                  ? Optional.empty()
                  : Optional.of("what was typed is not " + Phrase.asked(plan));
          case Answer.Unattended unattended -> wrongUnattended(plan, now);
          case Answer.Given(var phrase) -> Phrase.wrong(phrase, plan, now.now(), now.confirmable());
        };
    return wrong.stream()
        .map(
            what ->
                new Refusal(
                    "confirmation",
                    what,
                    "look at the plan, and give the phrase that is printed with it (molly %s without --apply, or molly apply FILE without --confirm): --confirm \"...\""
                        .formatted(plan.command())))
        .toList();
  }

  /// Whoever wrote the config confirmed it once, for purges: of what has been due for all to see,
  /// and whose owner was told. A plan that does anything else is not one.
  private static Optional<String> wrongUnattended(Plan plan, Situation now) {
    boolean purge =
        plan.command().equals("purge")
            && plan.steps().stream().allMatch(Confirmation::isTowardsPurge);
    if (!purge) {
      return Optional.of("it was not confirmed, and only a purge can do without");
    }
    return now.unattended().isPresent()
        ? Optional.empty()
        : Optional.of(
            "it was not confirmed, and molly.yaml does not allow that: purge: { unattended: true,"
                + " resources: N }");
  }

  private static boolean isTowardsPurge(Step step) {
    return step.fingerprint().isEmpty() && step.goal().equals(Optional.of(Goal.PURGED));
  }
}
