package dev.molly.cli;

import dev.molly.guard.Answer;
import dev.molly.model.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a change is confirmed.
final class ChangeOptions {
  /// It does not hold its own answer: that is in the plan.
  private static final String QUESTION =
      "How many resources will change, and in which account? Type it as in: 3 in 000000000000";

  @Option(
      names = "--confirm",
      paramLabel = "PHRASE",
      description = "The phrase that the dry run printed, in place of the question.")
  @Nullable String confirm;

  /// Asks somebody at a terminal, who has been shown the plan; without a terminal, what was given
  /// counts, and nothing given is a no.
  Answer answer(Plan plan, Terminal terminal) {
    if (confirm != null) {
      return new Answer.Given(confirm);
    }
    return terminal
        .keyboard()
        .map(ask -> ask.apply(QUESTION))
        .filter(typed -> !typed.isBlank())
        .<Answer>map(Answer.Typed::new)
        .orElseGet(Answer.Nobody::new);
  }
}
