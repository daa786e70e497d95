package dev.molly.policy;

/// Whether a condition holds. There is a third answer: what it asks about could not be read, or was
/// not read yet.
public enum Ternary {
  YES,
  NO,
  UNKNOWN;

  /// Both must hold.
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
