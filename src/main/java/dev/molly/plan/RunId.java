package dev.molly.plan;

import dev.molly.text.IdentifierSyntax;
import java.util.regex.Pattern;

/// The name of one run that wrote, or tried to: a time and a few letters, sortable by time.
public record RunId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}");

  public RunId {
    IdentifierSyntax.matching(SHAPE, value, "a run is called like 20261122T235800Z-3fa4b1");
  }

  @Override
  public String toString() {
    return value;
  }
}
