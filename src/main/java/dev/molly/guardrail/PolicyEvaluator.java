package dev.molly.guardrail;

import dev.molly.guardrail.PolicyStatement.Effect;
import dev.molly.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Evaluates a request against service control policies and identity policies.
///
/// A request is denied by a Deny of any policy. Identity policies have to allow it as well. A
/// service control policy closes a door only by a Deny: which Allow is attached beside it, such as
/// FullAWSAccess, is not known.
///
/// Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP
/// evaluation".
final class PolicyEvaluator {
  private PolicyEvaluator() {}

  /// The answer for one request.
  sealed interface Answer {
    /// It is refused.
    ///
    /// @param by the statement, or the reason, as text
    record Refused(String by) implements Answer {}

    /// Nothing refuses it.
    record Permitted() implements Answer {}

    /// It could not be decided.
    ///
    /// @param why the statement and what was not understood, as text
    record Undecided(String why) implements Answer {}
  }

  /// Evaluates identity policies: a Deny refuses, and nothing is permitted without an Allow.
  static Answer identified(List<PolicyDocument> policies, ApiRequest request) {
    Answer denied = denied(policies, request);
    if (!(denied instanceof Answer.Permitted)) {
      return denied;
    }
    var allows = new ArrayList<Certainty>();
    var unclear = new ArrayList<String>();
    for (PolicyDocument policy : policies) {
      for (PolicyStatement statement : policy.statements()) {
        if (statement.effect() == Effect.ALLOW) {
          Certainty applies = applies(statement, request);
          allows.add(applies);
          if (applies == Certainty.UNKNOWN) {
            unclear.add(unclear(policy, statement));
          }
        }
      }
    }
    return switch (Certainty.any(allows)) {
      case YES -> new Answer.Permitted();
      case NO -> new Answer.Refused("no policy allows " + request.action());
      case UNKNOWN -> new Answer.Undecided(String.join("; ", unclear));
    };
  }

  /// Evaluates the Deny statements alone, as for service control policies.
  static Answer denied(List<PolicyDocument> policies, ApiRequest request) {
    var refused = new ArrayList<String>();
    var unclear = new ArrayList<String>();
    for (PolicyDocument policy : policies) {
      for (PolicyStatement statement : policy.statements()) {
        if (statement.effect() == Effect.DENY) {
          switch (applies(statement, request)) {
            case YES -> refused.add("%s of %s".formatted(statement.name(), policy.name()));
            case NO -> {}
            case UNKNOWN -> unclear.add(unclear(policy, statement));
          }
        }
      }
    }
    if (!refused.isEmpty()) {
      return new Answer.Refused(String.join(", ", refused));
    }
    return unclear.isEmpty()
        ? new Answer.Permitted()
        : new Answer.Undecided(String.join("; ", unclear));
  }

  /// Returns whether a statement applies to a request.
  private static Certainty applies(PolicyStatement statement, ApiRequest request) {
    var parts = new ArrayList<Certainty>();
    parts.add(Certainty.of(coversAction(statement, request.action())));
    parts.add(coversResource(statement, request.resource()));
    for (PolicyCondition condition : statement.conditions()) {
      parts.add(ConditionOperator.evaluate(condition, request));
    }
    if (!statement.unknown().isEmpty()) {
      parts.add(Certainty.UNKNOWN);
    }
    return Certainty.all(parts);
  }

  /// IAM compares actions without regard to case.
  private static boolean coversAction(PolicyStatement statement, String action) {
    String wanted = action.toLowerCase(Locale.ROOT);
    return statement.actions().isEmpty()
        ? statement.notActions().stream().noneMatch(each -> isAction(each, wanted))
        : statement.actions().stream().anyMatch(each -> isAction(each, wanted));
  }

  private static boolean isAction(String pattern, String action) {
    return new Glob(pattern.toLowerCase(Locale.ROOT)).matches(action);
  }

  private static Certainty coversResource(PolicyStatement statement, String arn) {
    return statement.resources().isEmpty()
        ? Certainty.any(statement.notResources().stream().map(each -> is(each, arn)).toList()).not()
        : Certainty.any(statement.resources().stream().map(each -> is(each, arn)).toList());
  }

  /// A policy variable stands for a text that is not known here.
  private static Certainty is(String pattern, String arn) {
    return pattern.contains("${")
        ? Certainty.UNKNOWN
        : Certainty.of(new Glob(pattern).matches(arn));
  }

  private static String unclear(PolicyDocument policy, PolicyStatement statement) {
    var what = new ArrayList<>(statement.unknown());
    statement.conditions().stream()
        .map(condition -> condition.operator() + " " + condition.key())
        .forEach(what::add);
    return "%s of %s cannot be evaluated offline (%s)"
        .formatted(statement.name(), policy.name(), String.join(", ", what));
  }
}
