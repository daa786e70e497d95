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
import dev.molly.model.RunResult;
import dev.molly.report.AfterRefusal;
import dev.molly.report.ChangeJson;
import dev.molly.report.PlanText;
import dev.molly.report.RunText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Shows a plan, asks, and has it carried out: the same for every command that changes something,
/// for people or as one JSON document.
final class Applying {
  private final Changes changes;
  private final Optional<Set<AccountId>> environment;
  private final Terminal terminal;
  private final String again;
  private final boolean json;
  private final boolean details;

  /// For the command that was typed, which tries again when it is typed again.
  ///
  /// @param json whether what it says is for programs
  Applying(Changes changes, Optional<Set<AccountId>> environment, Terminal terminal, boolean json) {
    this(changes, environment, terminal, terminal.invocation().again(), json, false);
  }

  /// For a command that goes on with what another began.
  ///
  /// @param again the command that tries again
  Applying(Changes changes, Optional<Set<AccountId>> environment, Terminal terminal, String again) {
    this(changes, environment, terminal, again, false, false);
  }

  private Applying(
      Changes changes,
      Optional<Set<AccountId>> environment,
      Terminal terminal,
      String again,
      boolean json,
      boolean details) {
    this.changes = changes;
    this.environment = environment;
    this.terminal = terminal;
    this.again = again;
    this.json = json;
    this.details = details;
  }

  /// The same, and how much of a plan it shows.
  Applying showing(ChangeOptions options) {
    return new Applying(changes, environment, terminal, again, json, options.details);
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
    return show(plan, clues, false);
  }

  /// The dry run of a plan of a file.
  ExitCode showSaved(Plan plan) {
    return show(plan, Map.of(), true);
  }

  private ExitCode show(Plan plan, Map<ResourceId, List<Clue>> clues, boolean saved) {
    List<Refusal> objections =
        saved
            ? changes.objectionsToSaved(plan, environment)
            : changes.objections(plan, environment);
    boolean possible = objections.isEmpty() && !plan.steps().isEmpty();
    Optional<String> phrase = possible ? Optional.of(changes.phrase(plan)) : Optional.empty();
    ExitCode code = Refusal.exitCode(objections);
    if (json) {
      Optional<String> next =
          phrase.map(words -> again + (saved ? "" : " --apply") + " --confirm \"" + words + "\"");
      write(new ChangeJson.Document(plan, code, objections, phrase, next, Optional.empty()));
    } else {
      terminal.print(out -> text(saved).render(plan, objections, phrase, clues, out));
    }
    return code;
  }

  /// Shows it, asks, and carries it out. What the guards have against it is said before anybody is
  /// asked anything.
  ExitCode carryOut(Plan plan, ChangeOptions options) {
    return carryOut(plan, Map.of(), options);
  }

  /// Shows it, asks, and carries it out.
  ///
  /// @param clues what is worth knowing about a resource
  ExitCode carryOut(Plan plan, Map<ResourceId, List<Clue>> clues, ChangeOptions options) {
    return carryOut(
        plan,
        changes.objections(plan, environment),
        clues,
        () -> options.answer(plan, terminal),
        text(false),
        Optional.empty());
  }

  /// Shows it, and carries it out where the config says that nobody need be asked.
  ExitCode carryOutUnattended(Plan plan) {
    List<Refusal> objections = changes.objections(plan, environment);
    return carryOut(
        plan, objections, Map.of(), Answer.Unattended::new, text(false), Optional.empty());
  }

  /// The same for a plan of a file. It has no dry run of its own: where nobody can answer, the
  /// phrase that would is shown with it.
  ExitCode carryOutSaved(Plan plan, ChangeOptions options) {
    Optional<String> phrase =
        options.somebodyAnswers(terminal) ? Optional.empty() : Optional.of(changes.phrase(plan));
    List<Refusal> objections = changes.objectionsToSaved(plan, environment);
    return carryOut(
        plan, objections, Map.of(), () -> options.answer(plan, terminal), text(true), phrase);
  }

  private PlanText text(boolean saved) {
    return new PlanText(json ? terminal.errDisplay() : terminal.display(), saved, details);
  }

  private ExitCode carryOut(
      Plan plan,
      List<Refusal> objections,
      Map<ResourceId, List<Clue>> clues,
      Supplier<Answer> answer,
      PlanText text,
      Optional<String> phrase) {
    Terminal.Output shown = out -> text.render(plan, objections, phrase, clues, out);
    if (!json) {
      terminal.print(shown);
    }
    if (!objections.isEmpty() || plan.steps().isEmpty()) {
      ExitCode code = Refusal.exitCode(objections);
      if (json) {
        write(document(plan, code, objections, phrase));
      }
      return code;
    }
    if (json && terminal.keyboard().isPresent()) {
      // Nobody may be asked about a plan that was not shown.
      terminal.printErr(shown);
    }
    Applied applied = changes.apply(plan, environment, answer.get());
    if (!json) {
      return tell(applied, plan);
    }
    write(
        switch (applied) {
          case Applied.Refused(var reasons) -> document(plan, applied.exitCode(), reasons, phrase);
          case Applied.Ran(var result) -> document(plan, applied.exitCode(), result);
        });
    return applied.exitCode();
  }

  /// The dry run of a command that asks nothing.
  ///
  /// @param next what to type where something is refused
  ExitCode preview(Plan plan, String next) {
    return preview(plan, changes.objectionsToGoingBack(plan), next);
  }

  /// The dry run of what a sweep goes on with.
  ExitCode previewSweep(Plan plan, String next) {
    return preview(plan, changes.objectionsToSweeping(plan, environment), next);
  }

  private ExitCode preview(Plan plan, List<Refusal> objections, String next) {
    List<Refusal> refused = new ArrayList<>(objections);
    refused.addAll(plan.refused());
    ExitCode code = Refusal.exitCode(refused);
    if (json) {
      Optional<String> go =
          plan.steps().isEmpty() || !refused.isEmpty() ? Optional.empty() : Optional.of(again);
      write(new ChangeJson.Document(plan, code, refused, Optional.empty(), go, Optional.empty()));
      return code;
    }
    if (!plan.steps().isEmpty() || refused.isEmpty()) {
      var possible =
          new Plan(plan.command(), plan.steps(), plan.seen(), plan.gaps(), plan.left(), List.of());
      terminal.print(out -> text(false).renderUnasked(possible, out));
    }
    if (!refused.isEmpty()) {
      tellRefused(refused, next);
    }
    return code;
  }

  /// Says how a command went that asks nothing, and which goes on when some of it is refused.
  ///
  /// @param applied how it went; empty when there was nothing to do
  /// @param code what the command ends with
  /// @return that code
  ExitCode document(Plan plan, Optional<Applied> applied, ExitCode code) {
    var refused = new ArrayList<Refusal>(plan.refused());
    Optional<RunResult> result = Optional.empty();
    if (applied.isPresent()) {
      switch (applied.get()) {
        case Applied.Refused(var reasons) -> refused.addAll(reasons);
        case Applied.Ran(var ran) -> result = Optional.of(ran);
      }
    }
    write(new ChangeJson.Document(plan, code, refused, Optional.empty(), Optional.empty(), result));
    return code;
  }

  /// Whether it speaks to programs.
  boolean isJson() {
    return json;
  }

  private static ChangeJson.Document document(
      Plan plan, ExitCode code, List<Refusal> refused, Optional<String> phrase) {
    return new ChangeJson.Document(plan, code, refused, phrase, Optional.empty(), Optional.empty());
  }

  private static ChangeJson.Document document(Plan plan, ExitCode code, RunResult result) {
    return new ChangeJson.Document(
        plan, code, List.of(), Optional.empty(), Optional.empty(), Optional.of(result));
  }

  private void write(ChangeJson.Document document) {
    terminal.print(out -> ChangeJson.write(document, terminal.invocation(), out));
  }

  /// Says why nothing was done.
  void tellRefused(List<Refusal> refused, String next) {
    terminal.print(out -> new RunText(terminal.display()).refused(refused, next, out));
  }

  /// Says how it went with a plan.
  private ExitCode tell(Applied applied, Plan plan) {
    return switch (applied) {
      case Applied.Refused(var reasons) ->
          tell(applied, AfterRefusal.command(again, terminal.invocation(), plan, reasons));
      case Applied.Ran ran -> tell(applied);
    };
  }

  /// Says how it went.
  ExitCode tell(Applied applied) {
    return tell(applied, again);
  }

  private ExitCode tell(Applied applied, String again) {
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
