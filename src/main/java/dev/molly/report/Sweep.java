package dev.molly.report;

import dev.molly.model.ExitCode;
import dev.molly.model.Refusal;
import dev.molly.model.RunResult;
import dev.molly.retire.Retired;
import java.util.List;

/// What a sweep did, and how everything that is retired stands after it.
///
/// @param told whose owners were told that it falls due
/// @param runs what was written, if anything
/// @param refused what the guards had against it
public record Sweep(
    Register after, List<Retired> told, List<RunResult> runs, List<Refusal> refused) {
  public Sweep {
    told = List.copyOf(told);
    runs = List.copyOf(runs);
    refused = List.copyOf(refused);
  }

  /// The worst of: what failed, what could not be looked at, what a guard refused, what somebody
  /// has to look at.
  public ExitCode exitCode() {
    ExitCode worst = after.exitCode();
    for (RunResult run : runs) {
      worst = worst.or(run.exitCode());
    }
    return refused.isEmpty() ? worst : worst.or(ExitCode.REFUSED);
  }
}
