package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.engine.run.ChangeService;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.model.AccountRef;
import dev.molly.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much a change may touch, and how it is confirmed.
final class ChangeOptions {
  @Option(
      names = "--confirm",
      paramLabel = "PHRASE",
      description = "The phrase that the dry run printed, in place of the question.")
  @Nullable String confirm;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many resources this run may touch, whatever the config says. 0 is none.")
  @Nullable BlastLimit limit;

  @Option(
      names = "--details",
      description = "Show each step of each resource, with its command, however many there are.")
  boolean details;

  /// The way in which things are changed, within the limit that was given, else the config's.
  ChangeService changes(Molly molly, List<AccountRef> accounts) {
    return limit == null ? molly.changes(accounts) : molly.changes(accounts, limit);
  }

  /// The phrase that was given; empty when none was.
  String phrase() {
    return confirm == null ? "" : confirm;
  }

  /// Whether a phrase was given, or there is somebody to ask.
  boolean somebodyAnswers(Terminal terminal) {
    return confirm != null || terminal.keyboard().isPresent();
  }

  /// A typing mistake is asked about once more; a second one is an answer. Nothing typed is a no.
  private static String ask(Plan plan, UnaryOperator<String> keyboard) {
    String typed = keyboard.apply(ConfirmationPhrase.question(plan));
    boolean mistyped = !typed.isBlank() && !typed.strip().equals(ConfirmationPhrase.spoken(plan));
    return mistyped
        ? keyboard.apply(
            "That is not %s. Once more, or nothing for no.\n%s"
                .formatted(ConfirmationPhrase.asked(plan), ConfirmationPhrase.question(plan)))
        : typed;
  }

  /// Asks somebody at a terminal, who has been shown the plan; without a terminal, what was given
  /// counts, and nothing given is a no.
  ConfirmationInput answer(Plan plan, Terminal terminal) {
    if (confirm != null) {
      return new ConfirmationInput.Given(confirm);
    }
    return terminal
        .keyboard()
        .map(ask -> ask(plan, ask))
        .filter(typed -> !typed.isBlank())
        .<ConfirmationInput>map(ConfirmationInput.Typed::new)
        .orElseGet(ConfirmationInput.None::new);
  }
}
