package dev.molly.report.staged;

import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.ProtectionLease;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// All resources on a lease, as found at one time.
///
/// @param at the time of the report
/// @param looked the accounts and regions that were searched
/// @param gaps the places that could not be read, and may contain more leases
public record LeaseReport(
    Instant at, SortedSet<AccountRegion> looked, List<LeasedResource> leased, List<Gap> gaps) {
  public LeaseReport {
    looked = Collections.unmodifiableSortedSet(new TreeSet<>(looked));
    leased = List.copyOf(leased);
    gaps = List.copyOf(gaps);
  }

  /// Returns whether protection does not return by itself: the record is unreliable, or the
  /// lease has ended and no sweep has restored the protection.
  boolean needsSomebody(LeasedResource leased) {
    return switch (leased.reading()) {
      case ProtectionLease.Reading.Found(var lease) -> lease.hasLapsed(at);
      case ProtectionLease.Reading.Unreadable unreadable -> true;
      case ProtectionLease.Reading.None none -> false;
    };
  }

  /// Returns incomplete if there are gaps, or else findings if a lease needs attention.
  public ExitCode exitCode() {
    if (!gaps.isEmpty()) {
      return ExitCode.INCOMPLETE;
    }
    return leased.stream().anyMatch(this::needsSomebody) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
