package dev.molly.cli;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.guard.Answer;
import dev.molly.model.AccountId;
import dev.molly.model.Clue;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.ResourceId;
import dev.molly.report.PlanText;
import dev.molly.report.RunText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Shows a plan, asks, and has it carried out: the same for every command that changes something.
final class Applying {
  private final Changes changes;
  private final Optional<Set<AccountId>> environment;
  private final Terminal terminal;
  private final String again;

  /// For one command.
  ///
  /// @param again the command that tries again
  Applying(Changes changes, Optional<Set<AccountId>> environment, Terminal terminal, String again) {
    this.changes = changes;
    this.environment = environment;
    this.terminal = terminal;
    this.again = again;
  }

  /// Goes on with what was confirmed before.
  Applied sweep(Plan plan) {
    return changes.sweep(plan, environment);
  }

  /// The dry run.
  ExitCode show(Plan plan) {
    return show(plan, Map.of());
  }

  /// The dry run.
  ///
  /// @param clues what is worth knowing about a resource
  ExitCode show(Plan plan, Map<ResourceId, List<Clue>> clues) {
    List<Refusal> objections = changes.objections(plan, environment);
    boolean possible = objections.isEmpty() && !plan.steps().isEmpty();
    Optional<String> phrase = possible ? Optional.of(changes.phrase(plan)) : Optional.empty();
    terminal.print(out -> text(false).render(plan, objections, phrase, clues, out));
    return objections.isEmpty() ? ExitCode.CLEAN : ExitCode.REFUSED;
  }

  /// Shows it, asks, and carries it out. What the guards have against it is said before anybody is
  /// asked anything.
  ExitCode carryOut(Plan plan, ChangeOptions options) {
    return carryOut(plan, Map.of(), () -> options.answer(plan, terminal));
  }

  /// Shows it, asks, and carries it out.
  ///
  /// @param clues what is worth knowing about a resource
  ExitCode carryOut(Plan plan, Map<ResourceId, List<Clue>> clues, Supplier<Answer> answer) {
    return carryOut(plan, clues, answer, text(false), Optional.empty());
  }

  /// The same for a plan of a file. It has no dry run of its own: where nobody can answer, the
  /// phrase that would is shown with it.
  ExitCode carryOutSaved(Plan plan, ChangeOptions options) {
    Optional<String> phrase =
        options.somebodyAnswers(terminal) ? Optional.empty() : Optional.of(changes.phrase(plan));
    return carryOut(plan, Map.of(), () -> options.answer(plan, terminal), text(true), phrase);
  }

  private PlanText text(boolean saved) {
    return new PlanText(terminal.display(), again, saved);
  }

  private ExitCode carryOut(
      Plan plan,
      Map<ResourceId, List<Clue>> clues,
      Supplier<Answer> answer,
      PlanText text,
      Optional<String> phrase) {
    List<Refusal> objections = changes.objections(plan, environment);
    terminal.print(out -> text.render(plan, objections, phrase, clues, out));
    if (!objections.isEmpty()) {
      return ExitCode.REFUSED;
    }
    return plan.steps().isEmpty()
        ? ExitCode.CLEAN
        : tell(changes.apply(plan, environment, answer.get()));
  }

  /// Says how it went.
  ExitCode tell(Applied applied) {
    var text = new RunText(terminal.display());
    terminal.print(
        out -> {
          switch (applied) {
            case Applied.Refused(var reasons) -> text.refused(reasons, again, out);
            case Applied.Ran(var result) -> text.ran(result, again, out);
          }
        });
    return applied.exitCode();
  }
}
