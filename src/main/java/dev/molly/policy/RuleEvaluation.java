package dev.molly.policy;

import dev.molly.model.FindingStatus;

/// What came of holding one rule against one resource.
///
/// @param missingPermission the IAM action that was denied, when that is why nobody knows; else
///     empty
public record RuleEvaluation(
    Rule rule, FindingStatus status, String reason, String missingPermission) {
  RuleEvaluation(Rule rule, FindingStatus status, String reason) {
    this(rule, status, reason, "");
  }

  /// The same, and one more thing to know about it.
  public RuleEvaluation because(String more) {
    return new RuleEvaluation(rule, status, reason + "; " + more, missingPermission);
  }
}
