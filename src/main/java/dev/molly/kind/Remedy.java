package dev.molly.kind;

import dev.molly.model.ControlId;

/// What would make a control pass on one resource.
public sealed interface Remedy {
  /// One setting, changed.
  ///
  /// @param lever the control whose setting it is: mostly the one that fails, not always
  /// @param from the setting as it is now
  /// @param to the setting that helps
  record Set(ControlId lever, String from, String to) implements Remedy {}

  /// Nothing is wrong any more.
  record NotNeeded() implements Remedy {}

  /// Molly cannot do it, or should not: why, and what somebody can do.
  record Nothing(String why) implements Remedy {}

  /// What it takes to get from one setting to another: nothing when they are the same.
  static Remedy set(ControlId lever, String from, String to) {
    return from.equals(to) ? new NotNeeded() : new Set(lever, from, to);
  }
}
