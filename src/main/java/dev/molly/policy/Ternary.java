package dev.molly.policy;

/// Whether a condition holds. The third value means that its input could not be read, or has not
/// been read yet.
public enum Ternary {
  YES,
  NO,
  UNKNOWN;

  /// Returns the conjunction of both conditions.
  Ternary and(Ternary other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : UNKNOWN;
  }

  static Ternary of(boolean holds) {
    return holds ? YES : NO;
  }
}
