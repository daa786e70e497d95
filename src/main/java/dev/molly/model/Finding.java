package dev.molly.model;

import java.util.Comparator;
import java.util.Optional;

/// The result of one rule for one resource.
///
/// @param reason a sentence that describes the observation
/// @param missingPermission the denied IAM action, if that is why the status is unknown
/// @param fix one AWS CLI command that makes the finding pass, if a single command can: it has
///     no effect if the credentials are for another account
/// @param protectable whether `molly protect` makes it pass, as far as a scan can determine it
/// @param explain the page that `molly explain` prints for it
/// @param owner the owner of the resource
public record Finding(
    RuleId rule,
    Severity severity,
    ResourceRef resource,
    ControlId control,
    FindingStatus status,
    String reason,
    Optional<String> missingPermission,
    Optional<String> fix,
    boolean protectable,
    String explain,
    Owner owner)
    implements Comparable<Finding> {
  /// Orders by account and region, the worst first, then by resource and rule: a total order, so
  /// that reports are reproducible.
  private static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding f) -> f.resource().id().account())
          .thenComparing(f -> f.resource().id().region())
          .thenComparing(Finding::status)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(f -> f.resource().id())
          .thenComparing(f -> f.resource().identifier())
          .thenComparing(Finding::rule);

  /// The prefix of the reason if a lease has removed the protection.
  public static final String ON_A_LEASE = "on a lease of ";

  /// Returns whether it is exempt because of a lease, and not by an exemption of a policy.
  public boolean isLeased() {
    return status == FindingStatus.EXEMPT && reason.startsWith(ON_A_LEASE);
  }

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }
}
