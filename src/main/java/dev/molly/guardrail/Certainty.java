package dev.molly.guardrail;

import java.util.Collection;

/// The answer to whether something holds.
enum Certainty {
  YES,
  NO,
  UNKNOWN;

  static Certainty of(boolean holds) {
    return holds ? YES : NO;
  }

  /// Returns whether all of them hold.
  static Certainty all(Collection<Certainty> each) {
    if (each.contains(NO)) {
      return NO;
    }
    return each.contains(UNKNOWN) ? UNKNOWN : YES;
  }

  /// Returns whether any of them holds.
  static Certainty any(Collection<Certainty> each) {
    if (each.contains(YES)) {
      return YES;
    }
    return each.contains(UNKNOWN) ? UNKNOWN : NO;
  }

  Certainty not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
