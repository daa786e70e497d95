package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.ExitCode;
import dev.molly.model.Plan;
import dev.molly.model.UserError;
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
  @Mixin FormatOptions format = new FormatOptions();
  @Mixin DryRunOption dryRun = new DryRunOption();

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
    boolean json = format.isJson();
    List<Named> named = ids.named();
    if (named.isEmpty()) {
      throw new UserError(
          "name what to give more time: molly extend ID... --by 7d\nTo see what is retired: molly"
              + " status");
    }
    Config config = connection.config(terminal);
    var choosing = Choosing.of(places, config, connection, named);
    return connection.with(
        mollys, config, choosing.regions(), molly -> run(molly, choosing, json).code());
  }

  private ExitCode run(Molly molly, Choosing choosing, boolean json) {
    Changes changes = molly.changes(choosing.accounts());
    Inventory chosen = choosing.look(molly, changes, terminal, _ -> false, Choosing.RETIRED);
    Plan plan = changes.extend(chosen, by);
    var applying = new Applying(changes, Optional.empty(), terminal, json);
    if (dryRun.wanted) {
      return applying.preview(plan, "molly status");
    }
    if (!plan.refused().isEmpty()) {
      if (json) {
        return applying.document(plan, Optional.empty(), ExitCode.REFUSED);
      }
      applying.tellRefused(plan.refused(), "molly status");
      return ExitCode.REFUSED;
    }
    Applied applied = changes.back(plan);
    return json
        ? applying.document(plan, Optional.of(applied), applied.exitCode())
        : applying.tell(applied);
  }
}
