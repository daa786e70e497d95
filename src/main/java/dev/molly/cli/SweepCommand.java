package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.SweepResult;
import dev.molly.config.Config;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.model.UserError;
import dev.molly.plan.Plan;
import dev.molly.report.staged.RetiredJson;
import dev.molly.report.staged.RetirementStatus;
import dev.molly.report.staged.SweepReport;
import dev.molly.report.staged.SweepText;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.SweepPlan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly sweep` command.
@Command(
    name = "sweep",
    description =
        "Advance pending retirements and restores; announce those due soon. Deletes nothing; made"
            + " to run each night.",
    footer = {
      "",
      "Exit codes: 0 clean, 1 something needs a look, 3 refused by a guard,",
      "4 something could not be looked at or announced, 5 partly failed.",
      "What it needs to be allowed: molly iam sweep --notify"
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();
  @Mixin WaitOptions waiting = new WaitOptions();
  @Mixin ChangeOptions change = new ChangeOptions();

  @Option(
      names = "--told",
      split = ",",
      paramLabel = "ID",
      description =
          "Say that you told the owners of these yourself. It is written down with who said so, and"
              + " the notice counts from now.")
  List<String> told = List.of();

  private final MollyFactory mollys;
  private final Terminal terminal;

  SweepCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (format.isJson(waiting) && dryRun.wanted) {
      throw new UserError(
          "--format json is what a sweep did, and --dry-run does nothing: choose one.");
    }
    Config config = connection.config(terminal);
    var resourceSelection =
        ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, List.of());
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, config, resourceSelection).code());
  }

  private ExitCode run(Molly molly, Config config, ResourceSelection resourceSelection) {
    AccountChanges changes = change.changes(molly, resourceSelection.accounts());
    Inventory all =
        resourceSelection.look(
            molly, changes, terminal, one -> Inventory.isRetired(one) || Inventory.isLeased(one));
    Inventory inventory = all.only(Inventory::isRetired);
    List<RetiredResource> retired = changes.status(inventory);
    Set<ResourceId> byHand = toldByHand(retired);
    if (dryRun.wanted) {
      return preview(changes, config, all, inventory, retired);
    }
    SweepResult swept = changes.sweep(all, retired, byHand, places.environment(config));
    ExitCode unknown = unknown(changes, inventory, retired, config);
    Inventory after =
        swept.runs().isEmpty() ? inventory : resourceSelection.again(changes, inventory);
    SweepReport sweep =
        SweepReport.of(
            new RetirementStatus(
                changes.now(), all.targets(), changes.status(after), gaps(all, after)),
            swept.plan().fallsDue(),
            swept.runs(),
            swept.refused(),
            swept.leftOut(),
            swept.unplanned(),
            changes.announces());
    ExitCode wrote = sweep.exitCodeOfWrites().or(unknown);
    terminal.print(
        out -> {
          if (format.isJson()) {
            RetiredJson.write(sweep, wrote.or(sweep.exitCode()), terminal.invocation(), out);
          } else {
            new SweepText(terminal.display()).render(sweep, out);
          }
        });
    ClockWarning.warn(changes, sweep.refused(), terminal);
    boolean through = swept.plan().plan().leftForTheNextSweep().isEmpty();
    ExitCode went =
        wrote == ExitCode.CLEAN && waiting.wait && through
            ? waiting.goOn(
                changes,
                swept.runs(),
                () -> resourceSelection.again(changes, inventory),
                places.environment(config),
                terminal)
            : wrote;
    return went.or(sweep.exitCode());
  }

  /// Handles resources whose records this installation does not know: their changes are shown
  /// and confirmed, and left undone where no user can answer.
  private ExitCode unknown(
      AccountChanges changes, Inventory inventory, List<RetiredResource> retired, Config config) {
    List<RetiredResource> held = retired.stream().filter(RetiredResource::isHeldBack).toList();
    if (held.isEmpty()) {
      return ExitCode.CLEAN;
    }
    UnknownRecordText.warnOfSweep(held, terminal);
    Plan plan = changes.planSweepOfUnknown(inventory, retired);
    var applying =
        new PlanRunner(changes, places.environment(config), terminal, false).showing(change);
    // A JSON document cannot contain a question.
    boolean answers = !format.isJson() && change.somebodyAnswers(terminal);
    if (answers && !plan.steps().isEmpty()) {
      return applying.carryOutSaved(plan, change);
    }
    if (!format.isJson() && !plan.steps().isEmpty()) {
      applying.showSaved(plan);
    }
    return answers ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
  }

  /// Shows the changes that the sweep would make, grouped by purpose.
  private ExitCode preview(
      AccountChanges changes,
      Config config,
      Inventory all,
      Inventory inventory,
      List<RetiredResource> retired) {
    var applying = new PlanRunner(changes, places.environment(config), terminal, false);
    Plan leases = changes.planEndOfLeases(all);
    Set<ResourceId> byHand = toldByHand(retired);
    SweepPlan sweeping = changes.planSweep(inventory, retired, byHand);
    Plan forward = sweeping.plan();
    Plan back = changes.planBack(inventory, retired);
    List<RetiredResource> held =
        retired.stream()
            .filter(each -> each.isHeldBack() || isUnknownAndDue(each, sweeping))
            .toList();
    UnknownRecordText.warnOfSweep(held, terminal);
    List<RetiredResource> unannounced =
        sweeping.fallsDue().stream()
            .filter(RetiredResource::isKnownHere)
            .filter(each -> !changes.announces() && !byHand.contains(each.resource().id()))
            .toList();
    terminal.print(out -> new SweepText(terminal.display()).unannounced(unannounced, out));
    boolean complete = all.gaps().isEmpty() && unannounced.isEmpty() && held.isEmpty();
    ExitCode worst = complete ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    if (Stream.of(leases, forward, back).noneMatch(SweepCommand::saysSomething)) {
      terminal.say(
          "Nothing to do: molly sweep would write nothing."
              + terminal.invocation().complete("\nNext: molly status"));
    }
    for (Plan plan : List.of(leases, back)) {
      worst = saysSomething(plan) ? worst.or(applying.preview(plan, "molly status")) : worst;
    }
    return saysSomething(forward)
        ? worst.or(applying.previewSweep(forward, "molly status"))
        : worst;
  }

  private static boolean isUnknownAndDue(RetiredResource retired, SweepPlan sweeping) {
    return retired.isUnknownHere() && sweeping.fallsDue().contains(retired);
  }

  private static boolean saysSomething(Plan plan) {
    return !plan.steps().isEmpty() || !plan.refusals().isEmpty();
  }

  /// Returns the resources whose owners the user has notified outside of molly.
  private Set<ResourceId> toldByHand(List<RetiredResource> retired) {
    var ids = new HashSet<ResourceId>();
    for (String word : told) {
      List<ResourceId> those =
          retired.stream()
              .filter(each -> isNamed(each, word))
              .map(each -> each.resource().id())
              .toList();
      if (those.size() != 1) {
        throw new UserError(
            "--told %s: %s. To see what is retired: molly status"
                .formatted(
                    word,
                    those.isEmpty() ? "no retired resource is called so" : "that is several"));
      }
      ids.addAll(those);
    }
    return ids;
  }

  /// Returns whether a word is the resource's current name, or its name before it was retired.
  private static boolean isNamed(RetiredResource retired, String word) {
    var ref = retired.resource().ref();
    return word.equals(ref.identifier())
        || word.equals(ref.arn())
        || retired.record().flatMap(RetirementRecord::name).filter(word::equals).isPresent();
  }

  /// Returns the gaps of the first or the second inventory.
  private static List<Gap> gaps(Inventory before, Inventory after) {
    return Stream.concat(before.gaps().stream(), after.gaps().stream()).distinct().toList();
  }
}
