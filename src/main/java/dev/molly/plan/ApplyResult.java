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
    return this instanceof Executed(var result, _) ? Stream.of(result) : Stream.empty();
  }

  /// Returns the resources that the run left out because of objections to them alone. Only a run
  /// whose plan was not confirmed as a whole leaves any out.
  List<LeftOut> leftOut();

  /// The guards refused the plan, and nothing was written.
  ///
  /// @param leftOut the resources, if there is an objection to each of them and none to the run
  record Refused(List<Refusal> reasons, List<LeftOut> leftOut) implements ApplyResult {
    /// The guards refused the run.
    public Refused(List<Refusal> reasons) {
      this(reasons, List.of());
    }

    public Refused {
      reasons = List.copyOf(reasons);
      leftOut = List.copyOf(leftOut);
    }

    @Override
    public ExitCode exitCode() {
      return leftOut.isEmpty() ? ExitCode.REFUSED : ExitCode.INCOMPLETE;
    }
  }

  /// The plan was applied, completely or in part.
  record Executed(RunResult result, List<LeftOut> leftOut) implements ApplyResult {
    /// The run left no resource out.
    public Executed(RunResult result) {
      this(result, List.of());
    }

    public Executed {
      leftOut = List.copyOf(leftOut);
    }

    @Override
    public ExitCode exitCode() {
      return leftOut.isEmpty() ? result.exitCode() : result.exitCode().or(ExitCode.INCOMPLETE);
    }
  }
}
