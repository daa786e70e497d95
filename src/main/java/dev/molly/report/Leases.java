package dev.molly.report;

import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.model.Target;
import dev.molly.retire.Lease;
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
public record Leases(Instant at, SortedSet<Target> looked, List<Resource> leased, List<Gap> gaps) {
  public Leases {
    looked = Collections.unmodifiableSortedSet(new TreeSet<>(looked));
    leased = List.copyOf(leased);
    gaps = List.copyOf(gaps);
  }

  /// What a resource's tags say of its lease.
  static Lease.Reading reading(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? Lease.read(tags, resource.id().uid())
        : new Lease.Reading.Unreadable("its tags cannot be read");
  }

  /// Whether protection is not on its way back by itself: the record cannot be relied on, or the
  /// lease has ended and no sweep came by.
  boolean needsSomebody(Resource resource) {
    return switch (reading(resource)) {
      case Lease.Reading.Found(var lease) -> lease.hasLapsed(at);
      case Lease.Reading.Unreadable unreadable -> true;
      case Lease.Reading.None none -> false;
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
