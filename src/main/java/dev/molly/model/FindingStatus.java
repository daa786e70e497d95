package dev.molly.model;

import java.util.Locale;

/// The result of evaluating one rule for one resource. Reports show the values in this order.
public enum FindingStatus {
  /// The control could not be read, so the result is unknown.
  UNKNOWN,
  /// The control is off.
  FAIL,
  /// The control is on, but has no effect.
  INEFFECTIVE,
  /// An unexpired exemption covers the resource.
  EXEMPT,
  /// AWS does not offer the control for this resource.
  NOT_APPLICABLE,
  /// The control is on.
  PASS;

  /// Returns the word used in input and output: `not-applicable`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns whether the lack of this control would permit an accidental destruction of the
  /// resource.
  public boolean violation() {
    return this == FAIL || this == INEFFECTIVE;
  }
}
