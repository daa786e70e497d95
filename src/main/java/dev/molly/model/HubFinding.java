package dev.molly.model;

import java.time.Instant;

/// One finding as Security Hub gets it.
///
/// @param id the same for the same resource and rule in every scan
/// @param severity the severity of the rule
/// @param status the result of the check
/// @param archived whether it ended without a fix: the resource is gone or exempt, for example
/// @param createdAt when it began to fail, as far as scans go back
/// @param updatedAt when the scan began
/// @param description what was observed
/// @param remediation the command that fixes it; may be empty
/// @param documentation the address of AWS's documentation; may be empty
public record HubFinding(
    String id,
    RuleId rule,
    ResourceRef resource,
    Severity severity,
    Status status,
    boolean archived,
    Instant createdAt,
    Instant updatedAt,
    String description,
    String remediation,
    String documentation) {
  /// The result of a check, in Security Hub's words.
  ///
  /// Source: Security Hub API Reference, Compliance, `Status`.
  public enum Status {
    PASSED,
    FAILED,
    /// The check could not be performed, or does not apply.
    NOT_AVAILABLE
  }

  /// Returns the account and region whose Security Hub accepts it.
  public AccountRegion place() {
    return resource.id().target();
  }
}
