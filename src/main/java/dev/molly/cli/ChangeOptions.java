package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.model.AccountRef;
import dev.molly.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for the size limit of a change and for its confirmation.
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

  /// Returns the change service with the limit of the command line, or else that of the config.
  AccountChanges changes(Molly molly, List<AccountRef> accounts) {
    return limit == null ? molly.changes(accounts) : molly.changes(accounts, limit);
  }

  /// Returns the given phrase; empty when none was given.
  String phrase() {
    return confirm == null ? "" : confirm;
  }

  /// Returns whether a confirmation is possible: a phrase was given, or a user is at the
  /// terminal.
  boolean somebodyAnswers(Terminal terminal) {
    return confirm != null || terminal.keyboard().isPresent();
  }

  /// Asks once more after a typing mistake; the second answer counts. Empty input means no.
  private static String ask(Plan plan, UnaryOperator<String> keyboard) {
    String typed = keyboard.apply(ConfirmationPhrase.question(plan));
    boolean mistyped = !typed.isBlank() && !typed.strip().equals(ConfirmationPhrase.spoken(plan));
    return mistyped
        ? keyboard.apply(
            "That is not %s. Once more, or nothing for no.\n%s"
                .formatted(ConfirmationPhrase.asked(plan), ConfirmationPhrase.question(plan)))
        : typed;
  }

  /// Returns the phrase that was given, or asks the user at the terminal, who has seen the plan.
  /// Without a terminal and without a phrase, the answer is no.
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
