package dev.molly.report.staged;

import dev.molly.model.ExitCode;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.retire.RetiredResource;
import java.util.List;

/// What a sweep did, and how everything that is retired stands after it.
///
/// @param told whose owners were told that it falls due
/// @param untold what falls due without its owner having been told
/// @param runs what was written, if anything
/// @param refused what the guards had against it
public record SweepReport(
    RetirementStatus after,
    List<RetiredResource> told,
    List<Unannounced> untold,
    List<RunResult> runs,
    List<Refusal> refused) {
  /// What falls due without its owner having been told.
  ///
  /// @param noChannel whether there is no channel to tell by: then no later sweep tells either, and
  ///     it is never purged
  /// @param why also what to do
  public record Unannounced(RetiredResource retired, boolean noChannel, String why) {}

  public SweepReport {
    told = List.copyOf(told);
    untold = List.copyOf(untold);
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
  }

  /// A sweep that left no owner untold.
  public SweepReport(
      RetirementStatus after,
      List<RetiredResource> told,
      List<RunResult> runs,
      List<Refusal> refused) {
    this(after, told, List.of(), runs, refused);
  }

  /// What falls due and no channel can tell of.
  List<RetiredResource> unannounced() {
    return untold.stream().filter(Unannounced::noChannel).map(Unannounced::retired).toList();
  }

  /// The worst of: what failed, what could not be looked at or announced, what a guard refused,
  /// what needs a look.
  public ExitCode exitCode() {
    return unannounced().isEmpty()
        ? exitCodeOfWrites()
        : exitCodeOfWrites().or(ExitCode.INCOMPLETE);
  }

  /// The same, whatever could not be announced: by this a sweep goes on.
  public ExitCode exitCodeOfWrites() {
    ExitCode worst = after.exitCode();
    for (RunResult run : runs) {
      worst = worst.or(run.exitCode());
    }
    return worst.or(Refusal.exitCode(refused));
  }
}
