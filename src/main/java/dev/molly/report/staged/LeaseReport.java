package dev.molly.report.staged;

import dev.molly.model.AccountRegion;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.ProtectionLease;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Every resource that is on a lease, as it was found at one time.
///
/// @param at when
/// @param looked where
/// @param gaps what could not be looked at: there may be more leases
public record LeaseReport(
    Instant at, SortedSet<AccountRegion> looked, List<Resource> leased, List<Gap> gaps) {
  public LeaseReport {
    looked = Collections.unmodifiableSortedSet(new TreeSet<>(looked));
    leased = List.copyOf(leased);
    gaps = List.copyOf(gaps);
  }

  /// What a resource's tags say of its lease.
  static ProtectionLease.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? ProtectionLease.read(tags, resource.id().uid())
        : new ProtectionLease.Reading.Unreadable("its tags cannot be read");
  }

  /// Whether protection is not on its way back by itself: the record cannot be relied on, or the
  /// lease has ended and no sweep came by.
  boolean needsSomebody(Resource resource) {
    return switch (reading(resource)) {
      case ProtectionLease.Reading.Found(var lease) -> lease.hasLapsed(at);
      case ProtectionLease.Reading.Unreadable unreadable -> true;
      case ProtectionLease.Reading.None none -> false;
    };
  }

  /// Incomplete with a gap, else findings when one needs somebody.
  public ExitCode exitCode() {
    if (!gaps.isEmpty()) {
      return ExitCode.INCOMPLETE;
    }
    return leased.stream().anyMatch(this::needsSomebody) ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
