package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.ResourceName;
import dev.molly.config.Config;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.report.format.PrintableText;
import dev.molly.report.staged.LeaseJson;
import dev.molly.report.staged.LeaseReport;
import dev.molly.report.staged.LeaseText;
import dev.molly.retire.Inventory;
import dev.molly.retire.ProtectionLease;
import dev.molly.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly lease` command.
@Command(
    name = "lease",
    description =
        "Plan to switch protection off for a while, for maintenance (dry run). Writes only with"
            + " --apply; molly sweep switches it on again.",
    footer = {
      "",
      "To have it back sooner: molly lease ID --end. To see all: molly lease --list.",
      "What it needs to be allowed: molly iam lease"
    })
final class LeaseCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin ApplyOptions apply = new ApplyOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long, as in 30m or 2h; at most 7d.")
  @Nullable Duration length;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason. It is kept with each.")
  String why = "";

  @Option(names = "--end", description = "End the lease now, and bring protection back.")
  boolean end;

  @Option(
      names = "--list",
      description = "Show all leases that there are: until when, who, and why. Reads only.")
  boolean list;

  private final MollyFactory mollys;
  private final Terminal terminal;

  LeaseCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean carryOut = apply.wanted();
    boolean json = format.isJson();
    List<ResourceName> named = ids.named(mollys.kinds().retirable());
    check(named);
    Config config = connection.config(terminal);
    var resourceSelection =
        ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, named);
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, config, resourceSelection, carryOut, json).code());
  }

  private void check(List<ResourceName> named) {
    if (list) {
      if (!named.isEmpty() || end || length != null || !why.isEmpty()) {
        throw new UserError(
            "--list shows all leases, and goes with no ID, --for, --why or --end.\n"
                + "To narrow it: --kind, --region, --account");
      }
      return;
    }
    if (named.isEmpty()) {
      throw new UserError(
          (end
                  ? "name what is on a lease: molly lease ID... --end"
                  : "name what to lease: molly lease ID... --for 2h --why \"...\"")
              + "\nTo see what is on a lease: molly lease --list");
    }
    if (end && length != null) {
      throw new UserError(
          "--end ends a lease now, and --for says how long one lasts: leave out one of them.");
    }
    if (!end) {
      mustBeWhole();
    }
  }

  private void mustBeWhole() {
    if (length == null || why.isBlank()) {
      throw new UserError(
          "a lease has a length and a reason: molly lease ID... --for 2h --why \"...\"");
    }
    if (length.compareTo(ProtectionLease.LONGEST) > 0) {
      throw new UserError(
          "--for: a lease is for at most %s.\nTo do without protection for longer, exempt it: molly explain policy"
              .formatted(DurationText.words(ProtectionLease.LONGEST)));
    }
  }

  private ExitCode run(
      Molly molly,
      Config config,
      ResourceSelection resourceSelection,
      boolean carryOut,
      boolean json) {
    AccountChanges changes = change.changes(molly, resourceSelection.accounts());
    if (list) {
      return list(molly, changes, resourceSelection, json);
    }
    Inventory chosen =
        resourceSelection.look(
            molly,
            changes,
            terminal,
            _ -> false,
            end ? Inventory::isLeased : ResourceSelection.RETIRED.negate());
    if (length == null || end) {
      return end(changes, chosen, new PlanRunner(changes, Environment.ANY, terminal, json));
    }
    Plan plan = changes.lease(chosen, length, why, change.phrase());
    var applying =
        new PlanRunner(changes, places.environment(config), terminal, json).showing(change);
    return carryOut ? applying.carryOut(plan, change) : applying.show(plan);
  }

  private ExitCode list(
      Molly molly, AccountChanges changes, ResourceSelection resourceSelection, boolean json) {
    Inventory inventory = resourceSelection.look(molly, changes, terminal, Inventory::isLeased);
    var leases =
        new LeaseReport(
            changes.now(), inventory.targets(), changes.leases(inventory), inventory.gaps());
    terminal.print(
        out -> {
          if (json) {
            LeaseJson.write(leases, out);
          } else {
            new LeaseText(terminal.display()).render(leases, out);
          }
        });
    return leases.exitCode();
  }

  /// Ends leases without confirmation: restoring protection must be easier than removing it.
  private ExitCode end(AccountChanges changes, Inventory chosen, PlanRunner applying) {
    Plan plan = changes.endLeases(chosen, true);
    if (apply.isDryRun()) {
      return applying.preview(plan, "molly scan");
    }
    boolean possible = plan.refusals().isEmpty() && !plan.steps().isEmpty();
    ApplyResult applyResult = possible ? changes.applyUnconfirmed(plan) : null;
    ExitCode went =
        plan.refusals().isEmpty()
            ? (applyResult == null ? ExitCode.CLEAN : applyResult.exitCode())
            : Refusal.exitCode(plan.refusals());
    if (applying.isJson()) {
      return applying.document(plan, applyResult, went);
    }
    if (!plan.refusals().isEmpty()) {
      applying.tellRefused(plan.refusals(), "molly lease --list");
      return went;
    }
    plan.skipped().forEach(each -> terminal.say(PrintableText.of(each)));
    if (applyResult == null) {
      terminal.say(
          terminal.invocation().complete("Nothing was written.\nNext: molly lease --list"));
    } else {
      applying.tell(applyResult);
    }
    return went;
  }
}
