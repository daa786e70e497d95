package dev.molly.model;

import dev.molly.text.IdentifierSyntax;

/// The name of one protection that a kind can have, for example `termination-protection`.
public record ControlId(String value) implements Comparable<ControlId> {
  public ControlId {
    IdentifierSyntax.kebab(value, "a control");
  }

  @Override
  public int compareTo(ControlId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
