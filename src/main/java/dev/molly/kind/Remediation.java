package dev.molly.kind;

import dev.molly.model.ControlId;

/// What would make a control pass on one resource.
public sealed interface Remediation {
  /// One setting, changed.
  ///
  /// @param attribute the control whose setting it is: mostly the one that fails, not always
  /// @param from the setting as it is now
  /// @param to the setting that helps
  record Fix(ControlId attribute, String from, String to) implements Remediation {}

  /// Nothing is wrong any more.
  record Compliant() implements Remediation {}

  /// Molly cannot do it, or should not: why, and what somebody can do.
  record NotPossible(String why) implements Remediation {}

  /// What it takes to get from one setting to another: nothing when they are the same.
  static Remediation set(ControlId attribute, String from, String to) {
    return from.equals(to) ? new Compliant() : new Fix(attribute, from, to);
  }
}
