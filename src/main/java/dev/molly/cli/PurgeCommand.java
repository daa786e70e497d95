package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Retirer;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.UserError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly purge`
@Command(
    name = "purge",
    description =
        "Show what would be deleted for good: what is due, and nothing else. Deletes only with"
            + " --apply.",
    footer = {"", "What it needs to be allowed: molly iam purge"})
final class PurgeCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();
  @Mixin PlanOptions plans = new PlanOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--unattended",
      description =
          "With --apply: ask no question. Only where molly.yaml allows it (molly explain purge).")
  boolean unattended;

  private final Mollys mollys;
  private final Terminal terminal;

  PurgeCommand(Mollys mollys, Terminal terminal) {
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
    var choosing = Choosing.of(places, config, connection, ids.named());
    return connection.with(
        mollys,
        config,
        choosing.regions(),
        molly -> run(molly, config, choosing, apply, json).code());
  }

  private ExitCode run(Molly molly, Config config, Choosing choosing, boolean apply, boolean json) {
    Changes changes = change.changes(molly, choosing.accounts());
    boolean all = choosing.named().isEmpty();
    Inventory chosen =
        choosing.look(
            molly,
            changes,
            terminal,
            resource -> all && Inventory.isRetired(resource),
            Choosing.RETIRED);
    Retirer.Purging purging =
        all ? due(changes, chosen) : new Retirer.Purging(changes.purge(chosen), List.of());
    Plan plan = purging.plan();
    if (!unattended) {
      Unknown.warn(changes.unknown(chosen), terminal);
    }
    plans.save(plan);
    var applying =
        new Applying(changes, places.environment(config), terminal, json).showing(change);
    if (plan.steps().isEmpty()) {
      WrongTime.warn(changes, plan.refused(), terminal);
    }
    ExitCode went = purging.unseen().isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
    if (!apply) {
      return went.or(applying.show(plan));
    }
    return went.or(
        unattended ? applying.carryOutUnattended(plan) : applying.carryOut(plan, change));
  }

  private Retirer.Purging due(Changes changes, Inventory chosen) {
    return unattended ? changes.purgingKnown(chosen) : changes.purgingDue(chosen);
  }
}
