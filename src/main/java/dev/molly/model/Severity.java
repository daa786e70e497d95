package dev.molly.model;

import java.util.Locale;

/// The severity of a violated rule, in ascending order.
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /// Returns whether it is this severity or a higher one.
  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /// Returns the word used in input and output: `high`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
