package dev.molly.report;

import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.retire.Retired;
import java.time.Instant;
import java.util.List;

/// Everything that is retired, as it was found at one time.
///
/// @param at when
/// @param gaps what could not be looked at: there may be more that is retired
public record Register(Instant at, List<Retired> retired, List<Gap> gaps) {
  public Register {
    retired = List.copyOf(retired);
    gaps = List.copyOf(gaps);
  }

  /// Those that somebody has to look at.
  List<Retired> stuck() {
    return retired.stream().filter(Retired::needsSomebody).toList();
  }

  /// Those that could not be looked at count as a gap: nobody knows how they stand.
  boolean complete() {
    return gaps.isEmpty()
        && retired.stream().noneMatch(each -> each.standing() instanceof Retired.Standing.Unseen);
  }

  /// Incomplete with a gap, else findings when somebody has to look at one.
  public ExitCode exitCode() {
    if (!complete()) {
      return ExitCode.INCOMPLETE;
    }
    return stuck().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
