package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.report.format.AtomicReportFile;
import dev.molly.report.staged.DueCalendar;
import dev.molly.report.staged.RetiredJson;
import dev.molly.report.staged.RetirementStatus;
import dev.molly.report.staged.StatusText;
import dev.molly.retire.Inventory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly status` command.
@Command(
    name = "status",
    description =
        "Show retired resources and when they are due, from the resources' own tags. Read-only.",
    footer = {
      "",
      "Exit codes: 0 clean, 1 something needs a look, 4 something could not be read.",
      "What it needs to be allowed: molly iam status"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScopeOptions places = new ScopeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = "Write a calendar there too, with a reminder before each falls due.")
  @Nullable Path calendar;

  private final MollyFactory mollys;
  private final Terminal terminal;

  StatusCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson();
    Config config = connection.config(terminal);
    var resourceSelection =
        ResourceSelection.of(mollys.kinds().retirable(), places, config, connection, List.of());
    return connection.with(
        mollys,
        config,
        resourceSelection.regions(),
        molly -> run(molly, resourceSelection, json).code());
  }

  private ExitCode run(Molly molly, ResourceSelection resourceSelection, boolean json) {
    AccountChanges changes =
        molly.changes(resourceSelection.accounts().stream().map(AccountRef::forReads).toList());
    Inventory inventory = resourceSelection.look(molly, changes, terminal, Inventory::isRetired);
    var retirementStatus =
        new RetirementStatus(
            changes.now(), inventory.targets(), changes.status(inventory), inventory.gaps());
    Path file = calendar;
    if (file != null) {
      AtomicReportFile.write(
          file, out -> DueCalendar.write(retirementStatus, terminal.invocation(), out));
    }
    terminal.print(
        out -> {
          if (json) {
            RetiredJson.write(retirementStatus, terminal.invocation(), out);
          } else {
            new StatusText(terminal.display()).render(retirementStatus, out);
          }
        });
    return retirementStatus.exitCode();
  }
}
