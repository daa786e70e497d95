package dev.molly.model;

import java.util.Locale;

/// The severity of a violated rule, in ascending order.
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /// Returns the word used in input and output: `high`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
