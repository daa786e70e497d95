package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.ExitCode;
import dev.molly.report.DueCalendar;
import dev.molly.report.Register;
import dev.molly.report.ReportFile;
import dev.molly.report.RetiredJson;
import dev.molly.report.StatusText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly status`
@Command(
    name = "status",
    description = "Show what is retired, from the resources' own tags. Reads only.",
    footer = {"", "Exit codes: 0 clean, 1 something needs a look, 4 something could not be read."})
final class StatusCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--ics",
      paramLabel = "FILE",
      description = "Write a calendar there too, with a reminder before each falls due.")
  @Nullable Path calendar;

  private final Mollys mollys;
  private final Terminal terminal;

  StatusCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean json = format.isJson();
    Config config = connection.config(terminal);
    var choosing = Choosing.of(places, config, connection, List.of());
    return connection.with(
        mollys, config, choosing.regions(), molly -> run(molly, choosing, json).code());
  }

  private ExitCode run(Molly molly, Choosing choosing, boolean json) {
    Changes changes = molly.changes(choosing.accounts());
    Inventory inventory = choosing.look(molly, changes, terminal, Inventory::isRetired);
    var register =
        new Register(
            changes.now(), inventory.targets(), changes.status(inventory), inventory.gaps());
    Path file = calendar;
    if (file != null) {
      ReportFile.write(file, out -> DueCalendar.write(register, out));
    }
    terminal.print(
        out -> {
          if (json) {
            RetiredJson.write(register, terminal.invocation(), out);
          } else {
            new StatusText(terminal.display()).render(register, out);
          }
        });
    return register.exitCode();
  }
}
