package dev.molly.model;

import dev.molly.text.IdentifierSyntax;
import java.util.regex.Pattern;

/// An AWS region's code, for example `eu-west-1`. Only its syntax is checked here; only AWS can
/// determine whether it exists.
public record RegionId(String value) implements Comparable<RegionId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  public RegionId {
    IdentifierSyntax.matching(SHAPE, value, "a region looks like eu-west-1");
  }

  @Override
  public int compareTo(RegionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
