package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.retire.Inventory;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly purge` command.
@Command(
    name = "purge",
    description =
        "Plan the final deletion of retired resources that are due (dry run). Deletes only with"
            + " --apply.",
    footer = {"", "What it needs to be allowed: molly iam purge"})
final class PurgeCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin PlanOptions plans = new PlanOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--unattended",
      description =
          "With --apply: ask no question. Only where molly.yaml allows it (molly explain purge).")
  boolean unattended;

  private final MollyFactory mollys;
  private final Terminal terminal;

  PurgeCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean apply = plans.apply.wanted();
    boolean json = format.isJson();
    if (unattended && (!apply || change.confirm != null)) {
      throw new UserError("--unattended goes with --apply, and without --confirm.");
    }
    Config config = connection.config(terminal);
    var resourceSelection =
        ResourceSelection.of(
            mollys.kinds().retirable(),
            places,
            config,
            connection,
            ids.named(mollys.kinds().retirable()));
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, config, resourceSelection, apply, json).code());
  }

  private ExitCode run(
      Molly molly,
      Config config,
      ResourceSelection resourceSelection,
      boolean apply,
      boolean json) {
    AccountChanges changes = change.changes(molly, resourceSelection.accounts());
    boolean all = resourceSelection.named().isEmpty();
    Inventory chosen =
        resourceSelection.look(
            molly,
            changes,
            terminal,
            resource -> all && Inventory.isRetired(resource),
            ResourceSelection.RETIRED);
    PurgePlan purging =
        all ? due(changes, chosen) : new PurgePlan(changes.purge(chosen), List.of());
    Plan plan = purging.plan();
    if (!unattended) {
      UnknownRecordText.warn(changes.unknown(chosen), terminal);
    }
    plans.save(plan);
    // By a clock that is off, nothing may seem to be due.
    boolean off = plan.steps().isEmpty() && ClockWarning.warn(changes, plan.refusals(), terminal);
    boolean complete = !off && purging.unseen().isEmpty() && (!unattended || plan.gaps().isEmpty());
    ExitCode went = complete ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    var applying =
        new PlanRunner(changes, places.environment(config), terminal, json)
            .showing(change)
            .after(went);
    if (!apply) {
      return went.or(applying.show(plan));
    }
    return went.or(
        unattended ? applying.carryOutUnattended(plan) : applying.carryOut(plan, change));
  }

  private PurgePlan due(AccountChanges changes, Inventory chosen) {
    return unattended ? changes.planPurgeOfKnown(chosen) : changes.planPurgeOfDue(chosen);
  }
}
