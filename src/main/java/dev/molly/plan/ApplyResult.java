package dev.molly.plan;

import dev.molly.model.ExitCode;
import java.util.List;
import java.util.stream.Stream;

/// The result of an attempt to apply a plan.
public sealed interface ApplyResult {
  ExitCode exitCode();

  /// Returns the run in which the plan was applied.
  ///
  /// @return empty if the plan was refused
  default Stream<RunResult> runs() {
    return this instanceof Executed(var result) ? Stream.of(result) : Stream.empty();
  }

  /// The guards refused the plan, and nothing was written.
  record Refused(List<Refusal> reasons) implements ApplyResult {
    public Refused {
      reasons = List.copyOf(reasons);
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.REFUSED;
    }
  }

  /// The plan was applied, completely or in part.
  record Executed(RunResult result) implements ApplyResult {
    @Override
    public ExitCode exitCode() {
      return result.exitCode();
    }
  }
}
