package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.UserError;
import dev.molly.report.RunText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly extend`
@Command(
    name = "extend",
    description = "Give what is retired more time. Longer is always allowed, shorter never.",
    footer = {"", "What it needs to be allowed: molly iam restore"})
final class ExtendCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();

  @Option(
      names = "--by",
      required = true,
      paramLabel = "DURATION",
      description = "How much later it falls due, as in 7d.")
  Duration by = Duration.ZERO;

  private final Mollys mollys;
  private final Terminal terminal;

  ExtendCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Named> named = ids.named();
    if (named.isEmpty()) {
      throw new UserError(
          "name what to give more time: molly extend ID... --by 7d\nTo see what is retired: molly"
              + " status");
    }
    Config config = connection.config(terminal);
    var choosing = Choosing.of(places, config, connection, named);
    return connection.with(
        mollys, config, choosing.regions(), molly -> run(molly, choosing).code());
  }

  private ExitCode run(Molly molly, Choosing choosing) {
    Changes changes = molly.changes(choosing.accounts());
    Inventory chosen = choosing.look(molly, changes, terminal, _ -> false);
    Plan plan = changes.extend(chosen, by);
    if (!plan.refused().isEmpty()) {
      terminal.print(
          out -> new RunText(terminal.display()).refused(plan.refused(), "molly status", out));
      return ExitCode.REFUSED;
    }
    return new Applying(changes, Optional.empty(), terminal, "molly extend")
        .tell(changes.back(plan));
  }
}
