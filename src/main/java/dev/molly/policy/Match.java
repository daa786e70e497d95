package dev.molly.policy;

/// Whether a condition holds. There is a third answer: what it asks about could not be read, or was
/// not read yet.
public enum Match {
  YES,
  NO,
  UNKNOWN;

  /// Both must hold.
  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : UNKNOWN;
  }

  static Match of(boolean holds) {
    return holds ? YES : NO;
  }
}
