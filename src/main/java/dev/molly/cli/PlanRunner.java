package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.model.Environment;
import dev.molly.model.Evidence;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.change.ChangeJson;
import dev.molly.report.change.PlanText;
import dev.molly.report.change.RefusalNextCommand;
import dev.molly.report.change.RunText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Shows a plan, asks for confirmation, and carries it out: the same for every command that
/// changes resources, as text or as one JSON document.
final class PlanRunner {
  private final AccountChanges changes;
  private final Environment environment;
  private final Terminal terminal;
  private final String again;
  private final boolean json;
  private final boolean details;
  private final ExitCode before;

  /// Creates a runner for the typed command, which is retried by typing it again.
  ///
  /// @param json whether the output is JSON
  PlanRunner(AccountChanges changes, Environment environment, Terminal terminal, boolean json) {
    this(
        changes, environment, terminal, terminal.invocation().again(), json, false, ExitCode.CLEAN);
  }

  /// Creates a runner for a command that continues the work of another.
  ///
  /// @param again the command that retries
  PlanRunner(AccountChanges changes, Environment environment, Terminal terminal, String again) {
    this(changes, environment, terminal, again, false, false, ExitCode.CLEAN);
  }

  private PlanRunner(
      AccountChanges changes,
      Environment environment,
      Terminal terminal,
      String again,
      boolean json,
      boolean details,
      ExitCode before) {
    this.changes = changes;
    this.environment = environment;
    this.terminal = terminal;
    this.again = again;
    this.json = json;
    this.details = details;
    this.before = before;
  }

  /// Returns the same runner with the options' level of detail for plans.
  PlanRunner showing(ChangeOptions options) {
    return new PlanRunner(changes, environment, terminal, again, json, options.details, before);
  }

  /// Returns the same runner for a command that ends with this exit code at least, which its JSON
  /// has to say too.
  PlanRunner after(ExitCode went) {
    return new PlanRunner(changes, environment, terminal, again, json, details, went);
  }

  /// Carries out a sweep of changes that were confirmed before.
  ApplyResult sweep(Plan plan) {
    return changes.sweep(plan, environment);
  }

  /// Shows the dry run of a plan.
  ExitCode show(Plan plan) {
    return show(plan, Map.of());
  }

  /// Shows the dry run of a plan.
  ///
  /// @param evidence the evidence for each resource that the user should know
  ExitCode show(Plan plan, Map<ResourceId, List<Evidence>> evidence) {
    return show(plan, evidence, false);
  }

  /// Shows the dry run of a plan that was read from a file.
  ExitCode showSaved(Plan plan) {
    return show(plan, Map.of(), true);
  }

  private ExitCode show(Plan plan, Map<ResourceId, List<Evidence>> evidence, boolean saved) {
    List<Refusal> objections =
        saved ? changes.checkSaved(plan, environment) : changes.check(plan, environment);
    boolean possible = objections.isEmpty() && !plan.steps().isEmpty();
    Optional<String> phrase = possible ? phrase(plan) : Optional.empty();
    ExitCode code = Refusal.exitCode(objections);
    if (json) {
      Optional<String> next =
          phrase.map(words -> again + (saved ? "" : " --apply") + " --confirm \"" + words + "\"");
      write(
          new ChangeJson.Document(plan, code, objections, phrase, next, Optional.empty()),
          evidence);
    } else {
      terminal.print(out -> text(saved).render(plan, objections, phrase.orElse(""), evidence, out));
    }
    return code;
  }

  /// Shows the plan, asks for confirmation, and carries it out. Objections of the guards are
  /// printed before the user is asked.
  ExitCode carryOut(Plan plan, ChangeOptions options) {
    return carryOut(plan, Map.of(), options);
  }

  /// Shows the plan, asks for confirmation, and carries it out.
  ///
  /// @param evidence the evidence for each resource that the user should know
  ExitCode carryOut(Plan plan, Map<ResourceId, List<Evidence>> evidence, ChangeOptions options) {
    return carryOut(
        plan,
        changes.check(plan, environment),
        evidence,
        () -> options.answer(plan, terminal),
        text(false).confirmedBy(phraseAsGiven(plan, options)),
        null);
  }

  /// Returns the phrase that confirms a plan; empty if the output must not have it.
  private Optional<String> phrase(Plan plan) {
    return terminal.outputSettings().isForModel()
        ? Optional.empty()
        : Optional.of(changes.phrase(plan));
  }

  /// Returns the phrase of a plan at the time of the phrase that was given: the same one, unless
  /// the plan has changed.
  ///
  /// @return empty if none was given
  private static String phraseAsGiven(Plan plan, ChangeOptions options) {
    return ConfirmationPhrase.printed(options.phrase())
        .map(then -> ConfirmationPhrase.of(plan, then))
        .orElse("");
  }

  /// Shows the plan, and carries it out if the config permits this without confirmation.
  ExitCode carryOutUnattended(Plan plan) {
    List<Refusal> objections = changes.checkUnattended(plan, environment);
    return carryOut(
        plan, objections, Map.of(), ConfirmationInput.Unattended::new, text(false), null);
  }

  /// Carries out a plan that was read from a file. It has no dry run of its own: where no user
  /// can answer, the plan is printed with the confirmation phrase.
  ExitCode carryOutSaved(Plan plan, ChangeOptions options) {
    String phrase = options.somebodyAnswers(terminal) ? null : phrase(plan).orElse(null);
    List<Refusal> objections = changes.checkSaved(plan, environment);
    return carryOut(
        plan,
        objections,
        Map.of(),
        () -> options.answer(plan, terminal),
        text(true).confirmedBy(phraseAsGiven(plan, options)),
        phrase);
  }

  private PlanText text(boolean saved) {
    return new PlanText(json ? terminal.errDisplay() : terminal.display(), saved, details);
  }

  private ExitCode carryOut(
      Plan plan,
      List<Refusal> objections,
      Map<ResourceId, List<Evidence>> evidence,
      Supplier<ConfirmationInput> answer,
      PlanText text,
      @Nullable String phrase) {
    Terminal.Output shown =
        out -> text.render(plan, objections, phrase == null ? "" : phrase, evidence, out);
    if (!json) {
      terminal.print(shown);
    }
    if (!objections.isEmpty() || plan.steps().isEmpty()) {
      ExitCode code = Refusal.exitCode(objections);
      if (json) {
        write(document(plan, code, objections, phrase), evidence);
      }
      return code;
    }
    if (json && terminal.keyboard().isPresent()) {
      // The user must see a plan before being asked about it.
      terminal.printErr(shown);
    }
    ApplyResult applyResult = changes.apply(plan, environment, answer.get());
    if (!json) {
      return tell(applyResult, plan);
    }
    write(
        switch (applyResult) {
          case ApplyResult.Refused(var reasons, _) ->
              document(plan, applyResult.exitCode(), reasons, phrase);
          case ApplyResult.Executed ran -> document(plan, ran);
        },
        evidence);
    return applyResult.exitCode();
  }

  /// Shows the dry run of a command that needs no confirmation.
  ///
  /// @param next the next command when a resource is refused
  ExitCode preview(Plan plan, String next) {
    return preview(plan, changes.checkUnconfirmed(plan), next);
  }

  /// Shows the dry run of the changes that a sweep continues.
  ExitCode previewSweep(Plan plan, String next) {
    return preview(plan, changes.checkSweep(plan, environment), next);
  }

  private ExitCode preview(Plan plan, List<Refusal> objections, String next) {
    List<Refusal> refused = new ArrayList<>(objections);
    refused.addAll(plan.refusals());
    ExitCode read = plan.gaps().isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    ExitCode code = Refusal.exitCode(refused).or(read);
    if (json) {
      Optional<String> go =
          plan.steps().isEmpty() || !refused.isEmpty() ? Optional.empty() : Optional.of(again);
      write(new ChangeJson.Document(plan, code, refused, Optional.empty(), go, Optional.empty()));
      return code;
    }
    if (!plan.steps().isEmpty() || refused.isEmpty()) {
      var possible =
          new Plan(
              plan.operation(),
              plan.steps(),
              plan.fleetSize(),
              plan.gaps(),
              plan.skipped(),
              List.of());
      terminal.print(out -> text(false).renderUnasked(possible, out));
    }
    if (!refused.isEmpty()) {
      tellRefused(refused, next);
    }
    return code;
  }

  /// Prints the result of a command that needs no confirmation, and that continues when a part
  /// of it is refused.
  ///
  /// @param applyResult the result; null when there was nothing to do
  /// @param code the exit code of the command
  /// @return that code
  ExitCode document(Plan plan, @Nullable ApplyResult applyResult, ExitCode code) {
    var refused = new ArrayList<Refusal>(plan.refusals());
    Optional<RunResult> result = Optional.empty();
    if (applyResult != null) {
      switch (applyResult) {
        case ApplyResult.Refused(var reasons, _) -> refused.addAll(reasons);
        case ApplyResult.Executed(var ran, var left) -> {
          refused.addAll(LeftOut.reasons(left));
          result = Optional.of(ran);
        }
      }
    }
    write(new ChangeJson.Document(plan, code, refused, Optional.empty(), Optional.empty(), result));
    return code;
  }

  /// Returns whether the output is JSON.
  boolean isJson() {
    return json;
  }

  private static ChangeJson.Document document(
      Plan plan, ExitCode code, List<Refusal> refused, @Nullable String phrase) {
    return new ChangeJson.Document(
        plan, code, refused, Optional.ofNullable(phrase), Optional.empty(), Optional.empty());
  }

  private static ChangeJson.Document document(Plan plan, ApplyResult.Executed ran) {
    return new ChangeJson.Document(
        plan,
        ran.exitCode(),
        LeftOut.reasons(ran.leftOut()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(ran.result()));
  }

  private void write(ChangeJson.Document document) {
    write(document, Map.of());
  }

  private void write(ChangeJson.Document document, Map<ResourceId, List<Evidence>> evidence) {
    ChangeJson.Document whole = document.with(before.or(document.exitCode()));
    terminal.print(out -> ChangeJson.write(whole, evidence, terminal.invocation(), out));
  }

  /// Prints why nothing was done.
  void tellRefused(List<Refusal> refused, String next) {
    terminal.print(out -> new RunText(terminal.display()).refused(refused, next, out));
  }

  /// Prints the result of a plan.
  private ExitCode tell(ApplyResult applyResult, Plan plan) {
    return switch (applyResult) {
      case ApplyResult.Refused(var reasons, _) ->
          tell(
              applyResult, RefusalNextCommand.command(again, terminal.invocation(), plan, reasons));
      case ApplyResult.Executed ran -> tell(applyResult);
    };
  }

  /// Prints the result of a run.
  ExitCode tell(ApplyResult applyResult) {
    return tell(applyResult, again);
  }

  private ExitCode tell(ApplyResult applyResult, String again) {
    var text = new RunText(terminal.display());
    terminal.print(
        out -> {
          switch (applyResult) {
            case ApplyResult.Refused(var reasons, _) -> text.refused(reasons, again, out);
            case ApplyResult.Executed(var result, var left) -> {
              text.leftOut(LeftOut.reasons(left), out);
              text.ran(result, again, out);
            }
          }
        });
    return applyResult.exitCode();
  }
}
