package dev.molly.model;

import java.util.Comparator;
import java.util.Optional;

/// One rule held against one resource.
///
/// @param reason what was seen, in a sentence
/// @param missingPermission the IAM action that was denied, when that is why the status is unknown
/// @param fix one AWS CLI command that makes the finding pass, where one command can: it
///     does nothing where the credentials are for another account
/// @param explain the page `molly explain` prints for it
public record Finding(
    RuleId rule,
    Severity severity,
    ResourceRef resource,
    ControlId control,
    FindingStatus status,
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

  /// How the reason begins where a lease takes the protection off.
  public static final String ON_A_LEASE = "on a lease of ";

  /// Whether it is exempt because of a lease, and not by an exemption of a policy.
  public boolean isLeased() {
    return status == FindingStatus.EXEMPT && reason.startsWith(ON_A_LEASE);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
