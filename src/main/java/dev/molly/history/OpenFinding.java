package dev.molly.history;

import dev.molly.model.Owner;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.Comparator;

/// A violation that a scan saw, and that no later scan has seen end.
///
/// @param since when the first scan saw it
/// @param orEarlier whether it may have begun before: the scan before that one did not check it
/// @param lastSeen when the last scan saw it; earlier scans than the last, if that one could not
///     read the resource
/// @param owner the owner of the resource, as the scan that last saw it read it
public record OpenFinding(
    ResourceRef resource,
    RuleId rule,
    Severity severity,
    Instant since,
    boolean orEarlier,
    Instant lastSeen,
    Owner owner)
    implements Comparable<OpenFinding> {
  private static final Comparator<OpenFinding> ORDER =
      Comparator.comparing((OpenFinding each) -> each.resource().id())
          .thenComparing(OpenFinding::rule);

  /// Returns the identity of the finding.
  public FindingKey key() {
    return new FindingKey(resource.id(), rule);
  }

  @Override
  public int compareTo(OpenFinding other) {
    return ORDER.compare(this, other);
  }
}
