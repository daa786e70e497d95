package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.config.Config;
import dev.molly.journal.JournalFolder;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The `molly undo` command.
@Command(
    name = "undo",
    description = "Revert a run, where its changes are still as it left them. Asks nothing.")
final class UndoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "As 'molly journal show' has it.")
  @Nullable RunId run;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();

  private final MollyFactory mollys;
  private final Terminal terminal;

  UndoCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson();
    Config config = connection.config(terminal);
    RunId id = Objects.requireNonNull(run);
    JournalFolder.in(connection.state.folder()).mustHave(id);
    return connection.with(
        mollys,
        config,
        connection.anyRegion(config),
        molly -> {
          List<AccountId> touched =
              molly.changes(List.of()).touched(id).stream()
                  .map(resource -> resource.id().account())
                  .toList();
          var changes = molly.changes(ScopeOptions.everyAccount(config.withMembers(touched)));
          var applying = new PlanRunner(changes, Environment.ANY, terminal, json);
          return undo(changes, id, applying).code();
        });
  }

  private ExitCode undo(AccountChanges changes, RunId id, PlanRunner applying) {
    if (dryRun.wanted) {
      return applying.preview(changes.planUndo(id), "molly journal show --run " + id);
    }
    if (!applying.isJson()) {
      return applying.tell(changes.undo(id));
    }
    Plan plan = changes.planUndo(id);
    ApplyResult applyResult = changes.undo(id);
    Plan carriedOut =
        applyResult instanceof ApplyResult.Executed(var result, _) ? result.plan() : plan;
    return applying.document(carriedOut, applyResult, applyResult.exitCode());
  }
}
