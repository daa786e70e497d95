package dev.molly.policy;

import dev.molly.model.FindingStatus;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.text.DurationText;

/// Evaluates one rule for one resource that the rule applies to, without regard to exemptions.
final class RuleEvaluator {
  private RuleEvaluator() {}

  static RuleEvaluation judge(Rule rule, Resource resource) {
    Protection read = resource.controls().get(rule.require().control());
    if (read == null) {
      return unknown(rule, rule.require().control() + " was not read", "");
    }
    return switch (read) {
      case Protection.On on -> on(rule, on);
      case Protection.OnFor kept -> kept(rule, kept);
      case Protection.Off off -> new RuleEvaluation(rule, FindingStatus.FAIL, off.why());
      case Protection.Ineffective no ->
          new RuleEvaluation(rule, FindingStatus.INEFFECTIVE, no.why());
      case Protection.NotOffered no ->
          new RuleEvaluation(rule, FindingStatus.NOT_APPLICABLE, no.why());
      case Protection.Unknown unread -> unknown(rule, unread.why(), unread.missingPermission());
    };
  }

  /// Returns the result if the rule or an exemption may apply to this resource, and the tags
  /// that decide it are unknown.
  static RuleEvaluation undecided(Rule rule, Resource resource, String question) {
    return switch (resource.tags()) {
      case Tags.Unknown tags ->
          unknown(rule, question + ": " + tags.why(), tags.missingPermission());
      case Tags.Unread unread -> unknown(rule, question + ": its tags were not read", "");
      case Tags.Known known -> throw new IllegalStateException("known tags decide");
    };
  }

  private static RuleEvaluation on(Rule rule, Protection.On on) {
    return switch (rule.require()) {
      case Requirement.Enabled enabled -> new RuleEvaluation(rule, FindingStatus.PASS, on.why());
      case Requirement.AtLeast atLeast ->
          unknown(rule, on.why() + ", for a time that AWS does not say", "");
    };
  }

  private static RuleEvaluation kept(Rule rule, Protection.OnFor kept) {
    return switch (rule.require()) {
      case Requirement.Enabled enabled -> new RuleEvaluation(rule, FindingStatus.PASS, kept.why());
      case Requirement.AtLeast(var control, var length) ->
          kept.length().compareTo(length) >= 0
              ? new RuleEvaluation(rule, FindingStatus.PASS, kept.why())
              : new RuleEvaluation(
                  rule, FindingStatus.FAIL, kept.why() + ", not " + DurationText.words(length));
    };
  }

  private static RuleEvaluation unknown(Rule rule, String why, String missingPermission) {
    return new RuleEvaluation(rule, FindingStatus.UNKNOWN, why, missingPermission);
  }
}
