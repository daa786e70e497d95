package dev.molly.policy;

import dev.molly.model.Status;

/// What came of holding one rule against one resource.
///
/// @param missingPermission the IAM action that was denied, when that is why nobody knows; else
///     empty
public record Judgement(Rule rule, Status status, String reason, String missingPermission) {
  Judgement(Rule rule, Status status, String reason) {
    this(rule, status, reason, "");
  }

  /// The same, and one more thing to know about it.
  public Judgement because(String more) {
    return new Judgement(rule, status, reason + "; " + more, missingPermission);
  }
}
