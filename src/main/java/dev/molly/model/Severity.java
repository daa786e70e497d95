package dev.molly.model;

import java.util.Locale;

/// How bad it is when a rule does not hold, from mild to bad.
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /// The word people type and read: `high`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
