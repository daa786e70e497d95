package dev.molly.model;

import dev.molly.text.IdentifierSyntax;

/// The name of a kind of resource, for example `ec2-instance`: identical on the command line, in
/// YAML and in reports.
public record KindId(String value) implements Comparable<KindId> {
  public KindId {
    IdentifierSyntax.kebab(value, "a kind");
  }

  @Override
  public int compareTo(KindId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
