package dev.molly.engine.run;

import dev.molly.model.ExitCode;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import java.util.List;
import java.util.stream.Stream;

/// What came of wanting a plan carried out.
public sealed interface ApplyResult {
  ExitCode exitCode();

  /// The run in which it was carried out; none when it was not.
  default Stream<RunResult> runs() {
    return this instanceof Executed(var result) ? Stream.of(result) : Stream.empty();
  }

  /// The guards said no, and nothing was written.
  record Refused(List<Refusal> reasons) implements ApplyResult {
    public Refused {
      reasons = List.copyOf(reasons);
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.REFUSED;
    }
  }

  /// It was carried out, as far as it went.
  record Executed(RunResult result) implements ApplyResult {
    @Override
    public ExitCode exitCode() {
      return result.exitCode();
    }
  }
}
