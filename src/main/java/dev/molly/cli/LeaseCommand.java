package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.ExitCode;
import dev.molly.model.Lengths;
import dev.molly.model.Plan;
import dev.molly.model.UserError;
import dev.molly.report.LeaseJson;
import dev.molly.report.LeaseText;
import dev.molly.report.Leases;
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
      "To have it back sooner: molly lease ID --end. To see all: molly lease --list.",
      "What it needs to be allowed: molly iam lease"
    })
final class LeaseCommand implements Callable<Integer> {
  @Mixin IdOptions ids = new IdOptions();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin PlaceOptions places = new PlaceOptions();
  @Mixin ApplyOptions apply = new ApplyOptions();
  @Mixin ChangeOptions change = new ChangeOptions();
  @Mixin FormatOptions format = new FormatOptions();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "How long, as in 30m or 2h; at most 7d.")
  @Nullable Duration length;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason. It is kept with each.")
  String why = "";

  @Option(names = "--end", description = "End the lease now, and bring protection back.")
  boolean end;

  @Option(
      names = "--list",
      description = "Show all leases that there are: until when, who, and why. Reads only.")
  boolean list;

  private final Mollys mollys;
  private final Terminal terminal;

  LeaseCommand(Mollys mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    boolean carryOut = apply.wanted();
    boolean json = format.isJson();
    List<Named> named = ids.named();
    check(named);
    Config config = connection.config(terminal);
    var choosing = Choosing.of(places, config, connection, named);
    return connection.with(
        mollys,
        config,
        choosing.regions(),
        molly -> run(molly, config, choosing, carryOut, json).code());
  }

  private void check(List<Named> named) {
    if (list) {
      if (!named.isEmpty() || end || length != null || !why.isEmpty()) {
        throw new UserError(
            "--list shows all leases, and goes with no ID, --for, --why or --end.\n"
                + "To narrow it: --kind, --region, --account");
      }
      return;
    }
    if (named.isEmpty()) {
      throw new UserError(
          "name what to lease: molly lease ID... --for 2h --why \"...\"\n"
              + "To see what is on a lease: molly lease --list");
    }
    if (!end) {
      mustBeWhole();
    }
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

  private ExitCode run(
      Molly molly, Config config, Choosing choosing, boolean carryOut, boolean json) {
    Changes changes = change.changes(molly, choosing.accounts());
    if (list) {
      return list(molly, changes, choosing, json);
    }
    Inventory chosen =
        choosing.look(
            molly,
            changes,
            terminal,
            _ -> false,
            end ? Inventory::isLeased : Choosing.RETIRED.negate());
    if (length == null || end) {
      return end(changes, chosen, new Applying(changes, Optional.empty(), terminal, json));
    }
    Plan plan = changes.lease(chosen, length, why, change.phrase());
    var applying =
        new Applying(changes, places.environment(config), terminal, json).showing(change);
    return carryOut ? applying.carryOut(plan, change) : applying.show(plan);
  }

  private ExitCode list(Molly molly, Changes changes, Choosing choosing, boolean json) {
    Inventory inventory = choosing.look(molly, changes, terminal, Inventory::isLeased);
    var leases =
        new Leases(changes.now(), inventory.targets(), inventory.resources(), inventory.gaps());
    terminal.print(
        out -> {
          if (json) {
            LeaseJson.write(leases, out);
          } else {
            new LeaseText(terminal.display()).render(leases, out);
          }
        });
    return leases.exitCode();
  }

  /// Nobody is asked: getting protection back is easier than going without.
  private ExitCode end(Changes changes, Inventory chosen, Applying applying) {
    Plan plan = changes.renew(chosen, true);
    if (apply.isDryRun()) {
      return applying.preview(plan, "molly scan");
    }
    boolean possible = plan.refused().isEmpty() && !plan.steps().isEmpty();
    Optional<Applied> applied = possible ? Optional.of(changes.back(plan)) : Optional.empty();
    ExitCode went =
        plan.refused().isEmpty()
            ? applied.map(Applied::exitCode).orElse(ExitCode.CLEAN)
            : ExitCode.REFUSED;
    if (applying.isJson()) {
      return applying.document(plan, applied, went);
    }
    if (!plan.refused().isEmpty()) {
      applying.tellRefused(plan.refused(), "molly lease --list");
      return went;
    }
    plan.left().forEach(each -> terminal.say(VisibleText.of(each)));
    applied.ifPresentOrElse(
        applying::tell,
        () ->
            terminal.say(
                terminal.invocation().complete("Nothing was written.\nNext: molly lease --list")));
    return went;
  }
}
