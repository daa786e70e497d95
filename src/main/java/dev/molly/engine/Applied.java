package dev.molly.engine;

import dev.molly.model.ExitCode;
import dev.molly.model.Refusal;
import dev.molly.model.RunResult;
import java.util.List;

/// What came of wanting a plan carried out.
public sealed interface Applied {
  ExitCode exitCode();

  /// The guards said no, and nothing was written.
  record Refused(List<Refusal> reasons) implements Applied {
    public Refused {
      reasons = List.copyOf(reasons);
    }

    @Override
    public ExitCode exitCode() {
      return ExitCode.REFUSED;
    }
  }

  /// It was carried out, as far as it went.
  record Ran(RunResult result) implements Applied {
    @Override
    public ExitCode exitCode() {
      return result.exitCode();
    }
  }
}
