package dev.molly.cli;

import dev.molly.guard.Answer;
import dev.molly.guard.Phrase;
import dev.molly.model.Plan;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a change is confirmed.
final class ChangeOptions {
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
        .map(ask -> ask.apply(Phrase.question(plan)))
        .filter(typed -> !typed.isBlank())
        .<Answer>map(Answer.Typed::new)
        .orElseGet(Answer.Nobody::new);
  }
}
