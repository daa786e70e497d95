package dev.molly.policy;

import dev.molly.model.Lengths;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.Status;
import dev.molly.model.Tags;

/// Holds one rule against one resource that the rule is about, exemptions aside.
final class Judge {
  private Judge() {}

  static Judgement judge(Rule rule, Resource resource) {
    Protection read = resource.controls().get(rule.require().control());
    if (read == null) {
      return unknown(rule, "nobody read " + rule.require().control(), "");
    }
    return switch (read) {
      case Protection.On on -> on(rule, on);
      case Protection.Kept kept -> kept(rule, kept);
      case Protection.Off off -> new Judgement(rule, Status.FAIL, off.why());
      case Protection.Ineffective no -> new Judgement(rule, Status.INEFFECTIVE, no.why());
      case Protection.NotOffered no -> new Judgement(rule, Status.NOT_APPLICABLE, no.why());
      case Protection.Unknown unread -> unknown(rule, unread.why(), unread.missingPermission());
    };
  }

  /// What to say when the rule may be about this resource, or may leave it alone, and the tags that
  /// decide are not known.
  static Judgement undecided(Rule rule, Resource resource, String question) {
    return switch (resource.tags()) {
      case Tags.Unknown tags ->
          unknown(rule, question + ": " + tags.why(), tags.missingPermission());
      case Tags.Unread unread -> unknown(rule, question + ": nobody read its tags", "");
      case Tags.Known known -> throw new IllegalStateException("known tags decide");
    };
  }

  private static Judgement on(Rule rule, Protection.On on) {
    return switch (rule.require()) {
      case Requirement.Enabled enabled -> new Judgement(rule, Status.PASS, on.why());
      case Requirement.AtLeast atLeast ->
          unknown(rule, on.why() + ", for a time that AWS does not say", "");
    };
  }

  private static Judgement kept(Rule rule, Protection.Kept kept) {
    return switch (rule.require()) {
      case Requirement.Enabled enabled -> new Judgement(rule, Status.PASS, kept.why());
      case Requirement.AtLeast(var control, var length) ->
          kept.length().compareTo(length) >= 0
              ? new Judgement(rule, Status.PASS, kept.why())
              : new Judgement(rule, Status.FAIL, kept.why() + ", not " + Lengths.words(length));
    };
  }

  private static Judgement unknown(Rule rule, String why, String missingPermission) {
    return new Judgement(rule, Status.UNKNOWN, why, missingPermission);
  }
}
