package dev.molly.model;

import java.util.Comparator;
import java.util.Optional;

/// One rule held against one resource.
///
/// @param reason what was seen, in a sentence
/// @param missingPermission the IAM action that was denied, when that is why the status is unknown
/// @param fix one command that makes the finding pass, where one command can
/// @param explain the page `molly explain` prints for it
public record Finding(
    RuleId rule,
    Severity severity,
    ResourceRef resource,
    ControlId control,
    Status status,
    String reason,
    Optional<String> missingPermission,
    Optional<String> fix,
    String explain)
    implements Comparable<Finding> {
  /// By account and region, the worst first, then by resource and rule: total, so that reports are
  /// the same each time.
  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.resource().id().account())
          .thenComparing(f -> f.resource().id().region())
          .thenComparing(Finding::status)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(f -> f.resource().id())
          .thenComparing(f -> f.resource().identifier())
          .thenComparing(Finding::rule);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
