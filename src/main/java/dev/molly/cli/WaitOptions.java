package dev.molly.cli;

import dev.molly.AccountChanges;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.PrintableText;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Options to wait until AWS has completed the changes.
final class WaitOptions {
  @Option(
      names = "--wait",
      description = "Go on, and wait for AWS in between, until all is done that can be.")
  boolean wait;

  @Option(
      names = "--wait-at-most",
      paramLabel = "DURATION",
      description = "With --wait: no longer than that, as in 2h. Default: 1h.")
  Duration atMost = Duration.ofHours(1);

  /// Continues with some resources until none has a further step.
  ///
  /// @param before the runs that the command made before
  /// @param again reads the resources again, since their names may have changed
  ExitCode goOn(
      AccountChanges changes,
      List<RunResult> before,
      Supplier<Inventory> again,
      Environment environment,
      Terminal terminal) {
    Instant end = changes.now().plus(atMost);
    var applying =
        new PlanRunner(changes, environment, terminal, terminal.invocation().goOn("molly sweep"));
    var starts = new RunStateChanges(before);
    List<String> said = List.of();
    while (true) {
      Inventory inventory = again.get();
      List<RetiredResource> found = changes.status(inventory);
      List<RetiredResource> failed = found.stream().filter(starts::cameToNothing).toList();
      List<RetiredResource> retired = starts.without(found);
      List<RetiredResource> under =
          retired.stream()
              .filter(RetiredResource::isUnderWay)
              .filter(RetiredResource::isKnownHere)
              .toList();
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
          terminal.err().println("molly: " + PrintableText.of(line));
        }
      }
      said = now;
      List<RetiredResource> waiting = inventory.gaps().isEmpty() ? under : List.of();
      Duration left = Duration.between(changes.now(), end);
      if (!left.isPositive() || !changes.await(waiting, left)) {
        terminal
            .err()
            .println(
                "molly: not all is done yet. To go on: " + goingOn(under, terminal.invocation()));
        return inventory.gaps().isEmpty() ? ExitCode.PARTLY_FAILED : ExitCode.INCOMPLETE;
      }
    }
  }

  /// Prints the final messages when nothing is left to wait for, and returns the exit code.
  private static ExitCode ended(
      List<RetiredResource> retired,
      List<RetiredResource> failed,
      List<String> said,
      Terminal terminal) {
    failed.stream()
        .map(each -> words(each, terminal))
        .filter(line -> !said.contains(line))
        .forEach(line -> terminal.err().println("molly: " + PrintableText.of(line)));
    if (!failed.isEmpty()) {
      return ExitCode.PARTLY_FAILED;
    }
    terminal.err().println("molly: nothing is left to wait for");
    return retired.stream().anyMatch(RetiredResource::needsSomebody)
        ? ExitCode.FINDINGS
        : ExitCode.CLEAN;
  }

  /// Returns the command that continues. A restore is continued by the same command or by a
  /// sweep; a retirement by a sweep alone.
  private static String goingOn(List<RetiredResource> under, Invocation typed) {
    return !under.isEmpty() && under.stream().noneMatch(RetiredResource::isOnItsWay)
        ? typed.command(
            under.stream()
                .map(WaitOptions::later)
                .collect(Collectors.joining(" ", "molly restore ", " --wait")))
        : typed.goOn("molly sweep --wait");
  }

  /// Returns a resource that is being restored, as it is typed: a database by its original name,
  /// which finds it before and after the restore renames it.
  private static String later(RetiredResource each) {
    ResourceRef ref = each.resource().ref();
    String typed = ref.typed();
    return each.record()
        .flatMap(RetirementRecord::name)
        .filter(_ -> !typed.equals(ref.identifier()) && typed.endsWith(ref.identifier()))
        .map(name -> typed.substring(0, typed.length() - ref.identifier().length()) + name)
        .orElse(typed);
  }

  private static ExitCode step(
      AccountChanges changes,
      Inventory inventory,
      List<RetiredResource> retired,
      PlanRunner applying,
      RunStateChanges starts) {
    Plan forward = changes.planSweep(inventory, retired).plan();
    ExitCode went =
        forward.steps().isEmpty() ? ExitCode.CLEAN : applying.tell(applying.sweep(forward));
    Plan back = changes.planBack(inventory, retired);
    return went != ExitCode.CLEAN || back.steps().isEmpty()
        ? went
        : applying.tell(starts.add(changes.sweepBack(back)));
  }

  private static String words(RetiredResource failed, Terminal terminal) {
    return terminal.invocation().complete(RunStateChanges.words(failed));
  }

  private static String words(Gap gap) {
    String region = gap.region().map(each -> ", " + each).orElse("");
    return "account %s%s cannot be looked at: %s".formatted(gap.account(), region, gap.why());
  }

  private static String words(RetiredResource retired) {
    String id = retired.resource().ref().identifier();
    return switch (retired.status()) {
      case RetiredResource.Status.Known(var record, NextAction.Wait(_, var forWhat)) ->
          id + " waits: " + forWhat;
      case RetiredResource.Status.Unreachable(var record, var why) ->
          id + " cannot be looked at: " + why;
      case RetiredResource.Status other -> id + " goes on";
    };
  }
}
