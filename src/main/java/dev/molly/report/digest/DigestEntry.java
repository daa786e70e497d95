package dev.molly.report.digest;

import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// A resource in a digest, and its findings of one state.
///
/// @param severity the worst of these findings
/// @param rules their rules
/// @param since since when the oldest of them fails, or failed; empty if that is not known
record DigestEntry(
    DigestState state,
    Severity severity,
    ResourceRef resource,
    SortedSet<RuleId> rules,
    Optional<Instant> since) {
  /// The most urgent entry first.
  static final Comparator<DigestEntry> ORDER =
      Comparator.comparing(DigestEntry::state)
          .thenComparing(DigestEntry::severity, Comparator.reverseOrder())
          .thenComparing(each -> each.resource().id());

  /// Returns whether another entry is about the same resource in the same state.
  boolean isSameAs(DigestEntry other) {
    return state == other.state && resource.id().equals(other.resource.id());
  }

  /// Returns this entry and another one of the same resource and state as one.
  DigestEntry with(DigestEntry other) {
    var all = new TreeSet<>(rules);
    all.addAll(other.rules);
    return new DigestEntry(
        state,
        severity.isAtLeast(other.severity) ? severity : other.severity,
        resource,
        all,
        since
            .flatMap(
                mine -> other.since.map(its -> its.isBefore(mine) ? its : mine).or(() -> since))
            .or(other::since));
  }
}
