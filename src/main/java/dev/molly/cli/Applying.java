package dev.molly.cli;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.model.AccountId;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.report.PlanText;
import dev.molly.report.RunText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /// The dry run.
  ExitCode show(Plan plan) {
    List<Refusal> objections = changes.objections(plan, environment);
    boolean possible = objections.isEmpty() && !plan.steps().isEmpty();
    Optional<String> phrase = possible ? Optional.of(changes.phrase(plan)) : Optional.empty();
    terminal.print(out -> new PlanText(terminal.display()).render(plan, objections, phrase, out));
    return objections.isEmpty() ? ExitCode.CLEAN : ExitCode.REFUSED;
  }

  /// Shows it, asks, and carries it out. What the guards have against it is said before anybody is
  /// asked anything.
  ExitCode carryOut(Plan plan, ChangeOptions options) {
    return carryOut(plan, options, new PlanText(terminal.display()), Optional.empty());
  }

  /// The same for a plan of a file. It has no dry run of its own: where nobody can answer, the
  /// phrase that would is shown with it.
  ExitCode carryOutSaved(Plan plan, ChangeOptions options) {
    Optional<String> phrase =
        options.somebodyAnswers(terminal) ? Optional.empty() : Optional.of(changes.phrase(plan));
    return carryOut(plan, options, new PlanText(terminal.display(), Optional.of(again)), phrase);
  }

  private ExitCode carryOut(
      Plan plan, ChangeOptions options, PlanText text, Optional<String> phrase) {
    List<Refusal> objections = changes.objections(plan, environment);
    terminal.print(out -> text.render(plan, objections, phrase, out));
    if (!objections.isEmpty()) {
      return ExitCode.REFUSED;
    }
    return plan.steps().isEmpty()
        ? ExitCode.CLEAN
        : tell(changes.apply(plan, environment, options.answer(plan, terminal)));
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
