package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.config.Config;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.UserError;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.report.change.PlanJson;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The `molly apply` command.
@Command(
    name = "apply",
    description = "Carry out a saved plan, after showing it again, if nothing has drifted.")
final class ApplyCommand implements Callable<Integer> {
  private static final Set<Operation> SAVED =
      EnumSet.of(Operation.PROTECT, Operation.RETIRE, Operation.PURGE);

  @Parameters(paramLabel = "PLAN", description = "What --out saved, of protect, retire or purge.")
  Path file = Path.of("");

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Refuse the plan if it reaches outside this environment of the config.")
  List<String> environments = List.of();

  private final MollyFactory mollys;
  private final Terminal terminal;

  ApplyCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson();
    Config config = connection.config(terminal);
    Plan plan = PlanJson.read(file);
    if (!SAVED.contains(plan.operation())) {
      throw new UserError(
          "%s is a plan of molly %s, and --out saves none of those.\nMake one with molly protect, molly retire or molly purge: --out FILE"
              .formatted(file, plan.operation().command()));
    }
    if (plan.steps().isEmpty()) {
      throw new UserError("the plan in " + file + " has nothing to do.");
    }
    List<RegionId> regions =
        plan.steps().stream().map(s -> s.change().resource().id().region()).distinct().toList();
    terminal.looksIn(regions);
    return connection.with(
        mollys,
        config,
        new RegionSelection.Named(regions),
        molly -> {
          AccountChanges changes =
              change.changes(molly, ScopeOptions.everyAccount(config.withMembers(plan.accounts())));
          if (plan.operation() == Operation.PURGE) {
            UnknownRecordText.warn(changes.unknown(changes.resources(plan)), terminal);
          }
          var applying =
              new PlanRunner(
                      changes, ScopeOptions.environment(config, environments), terminal, json)
                  .showing(change);
          return (dryRun.wanted ? applying.showSaved(plan) : applying.carryOutSaved(plan, change))
              .code();
        });
  }
}
