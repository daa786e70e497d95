package dev.molly.cli;

import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.model.AccountId;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.model.RunResult;
import dev.molly.report.Invocation;
import dev.molly.report.VisibleText;
import dev.molly.retire.Next;
import dev.molly.retire.Retired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Whether to wait until AWS is through with it.
final class WaitOptions {
  private static final Duration PAUSE = Duration.ofSeconds(15);

  @Option(
      names = "--wait",
      description = "Go on, and wait for AWS in between, until all is done that can be.")
  boolean wait;

  @Option(
      names = "--wait-at-most",
      paramLabel = "DURATION",
      description = "With --wait: no longer than that, as in 2h. Default: 1h.")
  Duration atMost = Duration.ofHours(1);

  /// Goes on with some resources until there is nothing to go on with.
  ///
  /// @param before what the command did before
  /// @param again finds them again: they may be called something else by now
  ExitCode goOn(
      Changes changes,
      List<RunResult> before,
      Supplier<Inventory> again,
      Optional<Set<AccountId>> environment,
      Terminal terminal) {
    Instant end = changes.now().plus(atMost);
    var applying =
        new Applying(changes, environment, terminal, terminal.invocation().goOn("molly sweep"));
    var starts = new Starts(before);
    List<String> said = List.of();
    while (true) {
      Inventory inventory = again.get();
      List<Retired> found = changes.status(inventory);
      List<Retired> failed = found.stream().filter(starts::cameToNothing).toList();
      List<Retired> retired = starts.without(found);
      List<Retired> under =
          retired.stream().filter(Retired::isUnderWay).filter(Retired::isKnownHere).toList();
      if (under.isEmpty() && inventory.gaps().isEmpty()) {
        return ended(retired, failed, said, terminal);
      }
      ExitCode went = step(changes, inventory, retired, applying, starts);
      if (went != ExitCode.CLEAN) {
        return went;
      }
      List<String> now =
          Stream.of(
                  failed.stream().map(each -> words(each, terminal)),
                  under.stream().map(WaitOptions::words),
                  inventory.gaps().stream().map(WaitOptions::words))
              .flatMap(lines -> lines)
              .toList();
      for (String line : now) {
        if (!said.contains(line)) {
          terminal.err().println("molly: " + VisibleText.of(line));
        }
      }
      said = now;
      if (!changes.now().isBefore(end) || !changes.pass(PAUSE)) {
        terminal
            .err()
            .println(
                "molly: not all is done yet. To go on: " + goingOn(under, terminal.invocation()));
        return inventory.gaps().isEmpty() ? ExitCode.PARTLY_FAILED : ExitCode.INCOMPLETE;
      }
    }
  }

  /// What there is to say when nothing is left to wait for.
  private static ExitCode ended(
      List<Retired> retired, List<Retired> failed, List<String> said, Terminal terminal) {
    failed.stream()
        .map(each -> words(each, terminal))
        .filter(line -> !said.contains(line))
        .forEach(line -> terminal.err().println("molly: " + VisibleText.of(line)));
    if (!failed.isEmpty()) {
      return ExitCode.PARTLY_FAILED;
    }
    terminal.err().println("molly: nothing is left to wait for");
    return retired.stream().anyMatch(Retired::needsSomebody) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }

  /// A restore goes on by the same command, and by a sweep; a retirement by a sweep alone.
  private static String goingOn(List<Retired> under, Invocation typed) {
    return !under.isEmpty() && under.stream().noneMatch(Retired::isOnItsWay)
        ? typed.command(
            under.stream()
                .map(each -> each.resource().ref().identifier())
                .collect(Collectors.joining(" ", "molly restore ", " --wait")))
        : typed.goOn("molly sweep --wait");
  }

  private static ExitCode step(
      Changes changes,
      Inventory inventory,
      List<Retired> retired,
      Applying applying,
      Starts starts) {
    Plan forward = changes.sweeping(inventory, retired).plan();
    ExitCode went =
        forward.steps().isEmpty() ? ExitCode.CLEAN : applying.tell(applying.sweep(forward));
    Plan back = changes.towards(Goal.RESTORED, SweepCommand.goingBack(inventory, retired));
    return went != ExitCode.CLEAN || back.steps().isEmpty()
        ? went
        : applying.tell(starts.add(changes.sweepBack(back)));
  }

  private static String words(Retired failed, Terminal terminal) {
    return terminal.invocation().complete(Starts.words(failed));
  }

  private static String words(Gap gap) {
    String region = gap.region().map(each -> ", " + each).orElse("");
    return "account %s%s cannot be looked at: %s".formatted(gap.account(), region, gap.why());
  }

  private static String words(Retired retired) {
    String id = retired.resource().ref().identifier();
    return switch (retired.standing()) {
      case Retired.Standing.Known(var record, Next.Wait(var forWhat)) -> id + " waits: " + forWhat;
      case Retired.Standing.Unseen(var record, var why) -> id + " cannot be looked at: " + why;
      case Retired.Standing other -> id + " goes on";
    };
  }
}
