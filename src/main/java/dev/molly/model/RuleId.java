package dev.molly.model;

import dev.molly.text.IdentifierSyntax;

/// The name of a rule in a policy, for example `ec2-termination-protection`. Unique across all
/// policies of one run.
public record RuleId(String value) implements Comparable<RuleId> {
  public RuleId {
    IdentifierSyntax.kebab(value, "a rule's id");
  }

  @Override
  public int compareTo(RuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
