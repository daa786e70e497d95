package dev.molly.cli;

import dev.molly.config.Config;
import dev.molly.model.RunId;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `molly undo`
@Command(
    name = "undo",
    description =
        "Take back what a run changed, where it is still as that run left it. Asks nothing.")
final class UndoCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "As 'molly journal show' has it.")
  @Nullable RunId run;

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  private final Mollys mollys;
  private final Terminal terminal;

  UndoCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Config config = connection.config(terminal);
    RunId id = Objects.requireNonNull(run);
    return connection.with(
        mollys,
        config,
        connection.anyRegion(config),
        molly -> {
          var changes = molly.changes(PlaceOptions.everyAccount(config));
          return new Applying(changes, Optional.empty(), terminal, "molly undo " + id)
              .tell(changes.undo(id))
              .code();
        });
  }
}
