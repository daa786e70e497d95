package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Retirer;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.ResourceId;
import dev.molly.model.RunResult;
import dev.molly.model.UserError;
import dev.molly.report.Register;
import dev.molly.report.RetiredJson;
import dev.molly.report.Sweep;
import dev.molly.report.SweepText;
import dev.molly.retire.Retired;
import dev.molly.retire.Retirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly sweep`
@Command(
    name = "sweep",
    description =
        "Move on what is retired or being restored, and tell what falls due. Deletes nothing; made"
            + " to run each night.",
    footer = {
      "",
      "Exit codes: 0 clean, 1 something needs a look, 3 refused by a guard,",
      "4 something could not be looked at or announced, 5 partly failed.",
      "What it needs to be allowed: molly iam sweep"
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();
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

  private final Mollys mollys;
  private final Terminal terminal;

  SweepCommand(Mollys mollys, Terminal terminal) {
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
    var choosing = Choosing.of(places, config, connection, List.of());
    return connection.with(
        mollys, config, choosing.regions(), molly -> run(molly, config, choosing).code());
  }

  private ExitCode run(Molly molly, Config config, Choosing choosing) {
    Changes changes = change.changes(molly, choosing.accounts());
    Inventory all =
        choosing.look(
            molly, changes, terminal, one -> Inventory.isRetired(one) || Inventory.isLeased(one));
    Inventory inventory = all.only(Inventory::isRetired);
    List<Retired> retired = changes.status(inventory);
    Set<ResourceId> byHand = toldByHand(retired);
    if (dryRun.wanted) {
      return preview(changes, config, all, inventory, retired);
    }
    var done = new Done();
    Plan leases = changes.renew(all.only(Inventory::isLeased), false);
    done.by(leases, () -> changes.back(leases));
    Retirer.Sweeping sweeping = changes.sweeping(inventory, retired, byHand);
    done.by(
        sweeping.plan(), () -> changes.sweep(sweeping.plan(), places.environment(config), byHand));
    Plan back = changes.towards(Goal.RESTORED, goingBack(inventory, retired));
    done.by(back, () -> changes.sweepBack(back));
    ExitCode unknown = unknown(changes, inventory, retired, config);
    Inventory after = done.isEmpty() ? inventory : choosing.again(changes, inventory);
    var notices = Notices.of(sweeping.fallsDue(), done.runs, changes.tells());
    var sweep =
        new Sweep(
            new Register(changes.now(), all.targets(), changes.status(after), gaps(all, after)),
            notices.told(),
            notices.untold(),
            done.runs,
            done.refused);
    ExitCode wrote = sweep.exitCodeOfWrites().or(unknown);
    terminal.print(
        out -> {
          if (format.isJson()) {
            RetiredJson.write(sweep, terminal.invocation(), out);
          } else {
            new SweepText(terminal.display()).render(sweep, out);
          }
        });
    WrongTime.warn(changes, sweep.refused(), terminal);
    boolean through = sweeping.plan().leftForTheNextSweep().isEmpty();
    ExitCode went =
        wrote == ExitCode.CLEAN && waiting.wait && through
            ? waiting.goOn(
                changes,
                done.runs,
                () -> choosing.again(changes, inventory),
                places.environment(config),
                terminal)
            : wrote;
    return went.or(sweep.exitCode());
  }

  /// What goes by records that are not known here is shown and confirmed, and left where nobody can
  /// answer.
  private ExitCode unknown(
      Changes changes, Inventory inventory, List<Retired> retired, Config config) {
    List<Retired> held = retired.stream().filter(Retired::isHeldBack).toList();
    if (held.isEmpty()) {
      return ExitCode.CLEAN;
    }
    Unknown.warn(held.stream().map(Retired::resource).toList(), terminal);
    Plan plan = changes.sweepingUnknown(inventory, retired);
    var applying =
        new Applying(changes, places.environment(config), terminal, false).showing(change);
    // One JSON document has no place for a question.
    boolean answers = !format.isJson() && change.somebodyAnswers(terminal);
    if (answers && !plan.steps().isEmpty()) {
      return applying.carryOutSaved(plan, change);
    }
    if (!format.isJson() && !plan.steps().isEmpty()) {
      applying.showSaved(plan);
    }
    return answers ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
  }

  /// What it would write, by what it is for.
  private ExitCode preview(
      Changes changes, Config config, Inventory all, Inventory inventory, List<Retired> retired) {
    var applying = new Applying(changes, places.environment(config), terminal, false);
    Unknown.warn(
        retired.stream().filter(Retired::isHeldBack).map(Retired::resource).toList(), terminal);
    Plan leases = changes.renew(all.only(Inventory::isLeased), false);
    Plan forward = changes.sweeping(inventory, retired, toldByHand(retired)).plan();
    Plan back = changes.towards(Goal.RESTORED, goingBack(inventory, retired));
    ExitCode worst = all.gaps().isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
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

  private static boolean saysSomething(Plan plan) {
    return !plan.steps().isEmpty() || !plan.refused().isEmpty();
  }

  /// The resources whose owners a person says to have told.
  private Set<ResourceId> toldByHand(List<Retired> retired) {
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

  /// By what it is called now, or was before it was retired.
  private static boolean isNamed(Retired retired, String word) {
    var ref = retired.resource().ref();
    return word.equals(ref.identifier())
        || word.equals(ref.arn())
        || retired.record().flatMap(Retirement::name).filter(word::equals).isPresent();
  }

  /// What the first look or the second could not look at.
  private static List<Gap> gaps(Inventory before, Inventory after) {
    return Stream.concat(before.gaps().stream(), after.gaps().stream()).distinct().toList();
  }

  /// Those of an inventory whose next step back can be made now.
  static Inventory goingBack(Inventory inventory, List<Retired> retired) {
    Set<ResourceId> back =
        retired.stream()
            .filter(Retired::goesBack)
            .filter(Retired::isKnownHere)
            .map(each -> each.resource().id())
            .collect(Collectors.toSet());
    return inventory.only(each -> back.contains(each.id()));
  }

  /// What came of it.
  private static final class Done {
    private final List<RunResult> runs = new ArrayList<>();
    private final List<Refusal> refused = new ArrayList<>();

    void by(Plan plan, Supplier<Applied> carryOut) {
      refused.addAll(plan.refused());
      if (plan.steps().isEmpty()) {
        return;
      }
      switch (carryOut.get()) {
        case Applied.Refused(var reasons) -> refused.addAll(reasons);
        case Applied.Ran(var result) -> runs.add(result);
      }
    }

    boolean isEmpty() {
      return runs.isEmpty();
    }
  }
}
