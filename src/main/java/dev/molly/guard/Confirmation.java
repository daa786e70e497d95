package dev.molly.guard;

import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import java.util.List;
import java.util.Optional;

/// Refuses a plan that nobody confirmed who had seen it.
final class Confirmation implements Guard {
  @Override
  public List<Refusal> against(Plan plan, Situation now) {
    Optional<String> wrong =
        switch (now.answer()) {
          case Answer.Nobody nobody -> Optional.of("nobody confirmed it");
          case Answer.Typed(var text) ->
              text.strip().equals(Phrase.spoken(plan))
                  ? Optional.empty()
                  : Optional.of("what was typed is not how many resources, and where");
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
}
