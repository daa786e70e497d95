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

/// All retired resources, as found at one time.
///
/// @param at the time of the report
/// @param looked the accounts and regions that were searched
/// @param gaps the places that could not be read, and may contain more retired resources
public record RetirementStatus(
    Instant at, SortedSet<AccountRegion> looked, List<RetiredResource> retired, List<Gap> gaps) {
  public RetirementStatus {
    looked = Collections.unmodifiableSortedSet(new TreeSet<>(looked));
    retired = List.copyOf(retired);
    gaps = List.copyOf(gaps);
  }

  /// Returns the resources that need attention.
  List<RetiredResource> stuck() {
    return retired.stream().filter(RetiredResource::needsSomebody).toList();
  }

  /// Returns whether the report is complete. A resource that could not be read counts as a gap,
  /// because its status is unknown.
  boolean complete() {
    return gaps.isEmpty()
        && retired.stream()
            .noneMatch(each -> each.status() instanceof RetiredResource.Status.Unreachable);
  }

  /// Returns incomplete if there are gaps, or else findings if a resource needs attention.
  public ExitCode exitCode() {
    if (!complete()) {
      return ExitCode.INCOMPLETE;
    }
    return stuck().isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
  }
}
