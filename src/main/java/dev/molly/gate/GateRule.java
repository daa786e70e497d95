package dev.molly.gate;

import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The rules of `molly gate`. Each has a page: `molly explain gate-delete`.
public enum GateRule {
  GATE_DELETE(
      Severity.CRITICAL, "A resource that holds data, or that others depend on, is deleted."),
  GATE_REPLACE(Severity.CRITICAL, "Such a resource is deleted, and a new, empty one made."),
  GATE_PROTECTION_OFF(Severity.HIGH, "A protection against deletion is switched off."),
  GATE_FORCE_DELETE(
      Severity.HIGH, "The next delete will be final: no final copy, or with all content."),
  GATE_BACKUP_OFF(Severity.HIGH, "Backups or versions are switched off."),
  GATE_EXPIRY(Severity.HIGH, "AWS itself deletes what is kept, sooner than before."),
  GATE_DENY_REMOVED(Severity.HIGH, "A Deny statement is removed from a resource policy."),
  GATE_UNSURE(
      Severity.MEDIUM,
      "A resource of a type that molly does not know may hold data, and is deleted."),
  GATE_BLAST_RADIUS(Severity.HIGH, "The plan as a whole changes more than the policy allows.");

  private final Severity severity;
  private final String summary;

  GateRule(Severity severity, String summary) {
    this.severity = severity;
    this.summary = summary;
  }

  /// Returns the severity of its findings, unless the type of the resource says otherwise.
  public Severity severity() {
    return severity;
  }

  /// Returns what it finds, in one sentence.
  public String summary() {
    return summary;
  }

  /// Returns its id, which is also the name of its page: `gate-delete`.
  public RuleId id() {
    return new RuleId(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /// Returns the rule with an id.
  public static Optional<GateRule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id().value().equals(id)).findFirst();
  }
}
