package dev.molly.report.staged;

import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.retire.RetiredResource;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Everything that is retired, as it was found at one time.
///
/// @param at when
/// @param looked where
/// @param gaps what could not be looked at: there may be more that is retired
public record RetirementStatus(
    Instant at, SortedSet<AccountRegion> looked, List<RetiredResource> retired, List<Gap> gaps) {
  public RetirementStatus {
    looked = Collections.unmodifiableSortedSet(new TreeSet<>(looked));
    retired = List.copyOf(retired);
    gaps = List.copyOf(gaps);
  }

  /// Those that somebody has to look at.
  List<RetiredResource> stuck() {
    return retired.stream().filter(RetiredResource::needsSomebody).toList();
  }

  /// Those that could not be looked at count as a gap: nobody knows how they stand.
  boolean complete() {
    return gaps.isEmpty()
        && retired.stream()
            .noneMatch(each -> each.status() instanceof RetiredResource.Status.Unreachable);
  }

  /// Incomplete with a gap, else findings when somebody has to look at one.
  public ExitCode exitCode() {
    if (!complete()) {
      return ExitCode.INCOMPLETE;
    }
    return stuck().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
