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
import dev.molly.retire.Inventory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly extend` command.
@Command(
    name = "extend",
    description = "Postpone the deletion of retired resources. Never makes it earlier.",
    footer = {"", "What it needs to be allowed: molly iam restore"})
final class ExtendCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();

  @Option(
      names = "--by",
      required = true,
      paramLabel = "DURATION",
      description = "How much later it falls due, as in 7d.")
  Duration by = Duration.ZERO;

  private final MollyFactory mollys;
  private final Terminal terminal;

  ExtendCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson();
    List<ResourceName> named = ids.named(mollys.kinds().retirable());
    if (named.isEmpty()) {
      throw new UserError(
          "name what to give more time: molly extend ID... --by 7d\nTo see what is retired: molly"
              + " status");
    }
    Config config = connection.config(terminal);
    var resourceSelection =
        ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, named);
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, resourceSelection, json).code());
  }

  private ExitCode run(Molly molly, ResourceSelection resourceSelection, boolean json) {
    AccountChanges changes = molly.changes(resourceSelection.accounts());
    Inventory chosen =
        resourceSelection.look(molly, changes, terminal, _ -> false, ResourceSelection.RETIRED);
    Plan plan = changes.extend(chosen, by);
    var applying = new PlanRunner(changes, Environment.ANY, terminal, json);
    if (dryRun.wanted) {
      return applying.preview(plan, "molly status");
    }
    if (!plan.refusals().isEmpty()) {
      ExitCode refused = Refusal.exitCode(plan.refusals());
      if (json) {
        return applying.document(plan, null, refused);
      }
      applying.tellRefused(plan.refusals(), "molly status");
      return refused;
    }
    ApplyResult applyResult = changes.applyUnconfirmed(plan);
    return json
        ? applying.document(plan, applyResult, applyResult.exitCode())
        : applying.tell(applyResult);
  }
}
