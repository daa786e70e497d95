package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.ExitCode;
import dev.molly.model.Lengths;
import dev.molly.model.Plan;
import dev.molly.model.UserError;
import dev.molly.report.RunText;
import dev.molly.report.VisibleText;
import dev.molly.retire.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `molly lease`
@Command(
    name = "lease",
    description =
        "Show how protection would be taken off for a while, for maintenance. Writes only with"
            + " --apply; molly sweep brings it back.",
    footer = {
      "",
      "To have it back sooner: molly lease ID --end. What it needs to be allowed: molly iam lease"
    })
final class LeaseCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();
  @Mixin Again again = new Again();
  @Mixin ChangeOptions change = new ChangeOptions();

  @Option(names = "--for", paramLabel = "DURATION", description = "How long, as in 2h; at most 7d.")
  @Nullable Duration length;

  @Option(names = "--why", description = "The reason. It is kept with each.")
  String why = "";

  @Option(names = "--end", description = "End the lease now, and bring protection back.")
  boolean end;

  @Option(names = "--apply", description = "Carry the plan out, after a confirmation.")
  boolean apply;

  private final Mollys mollys;
  private final Terminal terminal;

  LeaseCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Named> named = ids.named();
    if (named.isEmpty()) {
      throw new UserError("name what to lease: molly lease ID... --for 2h --why \"...\"");
    }
    if (!end) {
      mustBeWhole();
    }
    Config config = connection.config(terminal);
    var choosing = Choosing.of(places, config, connection, named);
    return connection.with(
        mollys, config, choosing.regions(), molly -> run(molly, config, choosing).code());
  }

  private void mustBeWhole() {
    if (length == null || why.isBlank()) {
      throw new UserError(
          "a lease has a length and a reason: molly lease ID... --for 2h --why \"...\"");
    }
    if (length.compareTo(Lease.LONGEST) > 0) {
      throw new UserError(
          "--for: a lease is for at most %s.\nTo do without protection for longer, exempt it: molly explain policy"
              .formatted(Lengths.words(Lease.LONGEST)));
    }
  }

  private ExitCode run(Molly molly, Config config, Choosing choosing) {
    Changes changes = change.changes(molly, choosing.accounts());
    Inventory chosen = choosing.look(molly, changes, terminal, _ -> false);
    return length == null || end ? end(changes, chosen) : begin(changes, chosen, length, config);
  }

  private ExitCode begin(Changes changes, Inventory chosen, Duration how, Config config) {
    Plan plan = changes.lease(chosen, how, why, change.phrase());
    var applying = new Applying(changes, places.environment(config), terminal, again.words());
    return apply ? applying.carryOut(plan, change) : applying.show(plan);
  }

  /// Nobody is asked: getting protection back is easier than going without.
  private ExitCode end(Changes changes, Inventory chosen) {
    Plan plan = changes.renew(chosen, true);
    if (!plan.refused().isEmpty()) {
      terminal.print(
          out -> new RunText(terminal.display()).refused(plan.refused(), "molly scan", out));
      return ExitCode.REFUSED;
    }
    plan.left().forEach(each -> terminal.err().println("molly: " + VisibleText.of(each)));
    return plan.steps().isEmpty()
        ? ExitCode.CLEAN
        : new Applying(changes, Optional.empty(), terminal, "molly lease --end")
            .tell(changes.back(plan));
  }
}
