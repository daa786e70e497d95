package dev.molly.policy;

import dev.molly.model.FindingStatus;

/// The result of evaluating one rule for one resource.
///
/// @param missingPermission the denied IAM action, if that is why the result is unknown;
///     otherwise empty
public record RuleEvaluation(
    Rule rule, FindingStatus status, String reason, String missingPermission) {
  RuleEvaluation(Rule rule, FindingStatus status, String reason) {
    this(rule, status, reason, "");
  }

  /// Returns the same result with an additional reason.
  public RuleEvaluation because(String more) {
    return new RuleEvaluation(rule, status, reason + "; " + more, missingPermission);
  }
}
