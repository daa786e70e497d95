package dev.molly.report.staged;

import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetiredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The result of a sweep, and the status of all retired resources after it.
///
/// @param told the resources whose owners were notified that they become due
/// @param untold the resources that become due and whose owners were not notified
/// @param runs the runs of the writes, if any
/// @param refused the refusals of the guards, for which a whole run wrote nothing
/// @param leftOut why resources were left out, while the rest went on
public record SweepReport(
    RetirementStatus after,
    List<RetiredResource> told,
    List<Unannounced> untold,
    List<RunResult> runs,
    List<Refusal> refused,
    List<Refusal> leftOut) {
  /// A resource that becomes due, and whose owner was not notified.
  ///
  /// @param noChannel whether no notification channel exists: then later sweeps cannot notify
  ///     either, and the resource is never purged
  /// @param why the reason, and how to fix it
  public record Unannounced(RetiredResource retired, boolean noChannel, String why) {}

  public SweepReport {
    told = List.copyOf(told);
    untold = List.copyOf(untold);
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
    leftOut = List.copyOf(leftOut);
  }

  /// Creates the report of a sweep that notified all owners.
  public SweepReport(
      RetirementStatus after,
      List<RetiredResource> told,
      List<RunResult> runs,
      List<Refusal> refused) {
    this(after, told, List.of(), runs, refused, List.of());
  }

  /// Returns the report of a sweep. Whether an owner was notified is determined by the results of
  /// the writes.
  ///
  /// @param fallsDue the resources that become due soon and whose owners have not been notified
  ///     before
  /// @param leftOut the resources that the runs left out
  /// @param unplanned the refusals for which no write to a resource was planned
  /// @param channel whether a notification channel is configured
  public static SweepReport of(
      RetirementStatus after,
      List<RetiredResource> fallsDue,
      List<RunResult> runs,
      List<Refusal> refused,
      List<LeftOut> leftOut,
      List<Refusal> unplanned,
      boolean channel) {
    var told = new ArrayList<RetiredResource>();
    var untold = new ArrayList<Unannounced>();
    for (RetiredResource each : fallsDue) {
      Optional<Outcome> outcome = outcome(each.resource().id(), runs);
      if (outcome.map(Outcome::result).filter(SweepReport::isWritten).isPresent()) {
        told.add(each);
      } else {
        boolean noChannel = !channel && outcome.isEmpty() && each.isKnownHere();
        String why =
            leftOut(each.resource().id(), leftOut)
                .orElseGet(() -> why(each, outcome.orElse(null), noChannel));
        untold.add(new Unannounced(each, noChannel, why));
      }
    }
    List<Refusal> left =
        Stream.concat(LeftOut.reasons(leftOut).stream(), unplanned.stream()).toList();
    return new SweepReport(after, told, untold, runs, refused, left);
  }

  private static Optional<String> leftOut(ResourceId id, List<LeftOut> all) {
    return all.stream()
        .filter(each -> each.resource().id().equals(id))
        .map(each -> "it was left out: " + each.reasons().getFirst().reason())
        .findFirst();
  }

  private static boolean isWritten(Result result) {
    return result == Result.DONE || result == Result.ALREADY;
  }

  private static String why(RetiredResource each, @Nullable Outcome outcome, boolean noChannel) {
    if (noChannel) {
      return ("there is no channel to tell its owner by, and it is not purged before its owner was"
              + " told. Name one in molly.yaml (molly explain notify); or tell its owner"
              + " yourself, and say so: molly sweep --told %s")
          .formatted(each.resource().ref().typed());
    }
    if (!each.isKnownHere()) {
      return "its record is not known here, and no owner is told by such a record. Sweep where it"
          + " was begun: molly explain retirement-record";
    }
    return Optional.ofNullable(outcome)
        .map(Outcome::detail)
        .filter(detail -> !detail.isEmpty())
        .orElse("nothing was written to it in this sweep; the next one tries again");
  }

  /// Returns the outcome of the write of a resource's retirement record.
  private static Optional<Outcome> outcome(ResourceId id, List<RunResult> runs) {
    return runs.stream()
        .flatMap(run -> run.outcomes().stream())
        .filter(outcome -> outcome.change().resource().id().equals(id))
        .filter(outcome -> outcome.change().control().equals(LifecycleAttributes.RETIREMENT))
        .findFirst();
  }

  /// Returns the resources that become due and cannot be announced on any channel.
  List<RetiredResource> unannounced() {
    return untold.stream().filter(Unannounced::noChannel).map(Unannounced::retired).toList();
  }

  /// Returns the most severe of: failures, places that could not be read or owners who were not
  /// notified, refusals of a guard, resources that need attention.
  public ExitCode exitCode() {
    return untold.isEmpty() ? exitCodeOfWrites() : exitCodeOfWrites().or(ExitCode.INCOMPLETE);
  }

  /// Returns the exit code without regard to missing announcements; it decides whether a sweep
  /// continues.
  public ExitCode exitCodeOfWrites() {
    ExitCode worst = after.exitCode();
    for (RunResult run : runs) {
      worst = worst.or(run.exitCode());
    }
    if (!leftOut.isEmpty()) {
      worst = worst.or(ExitCode.INCOMPLETE);
    }
    return worst.or(Refusal.exitCode(refused));
  }
}
