package dev.molly.kind;

import dev.molly.model.ControlId;

/// The change that would make a control pass on one resource.
public sealed interface Remediation {
  /// A change of one setting.
  ///
  /// @param attribute the control whose setting is changed: usually, but not always, the failing
  ///     one
  /// @param from the current setting
  /// @param to the setting that makes the control pass
  record Fix(ControlId attribute, String from, String to) implements Remediation {}

  /// The control passes now.
  record Compliant() implements Remediation {}

  /// Molly cannot or should not make the change: the reason, and the manual remedy.
  record NotPossible(String why) implements Remediation {}

  /// Returns the remediation that changes one setting to another; compliant if they are the
  /// same.
  static Remediation set(ControlId attribute, String from, String to) {
    return from.equals(to) ? new Compliant() : new Fix(attribute, from, to);
  }
}
