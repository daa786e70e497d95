package dev.molly.model;

import java.util.Locale;

/// What came of holding one rule against one resource. The order is the order in which reports show
/// them.
public enum FindingStatus {
  /// It could not be read, so nobody knows.
  UNKNOWN,
  /// The control is off.
  FAIL,
  /// The control is on, but does not help.
  INEFFECTIVE,
  /// An exemption that has not expired covers it.
  EXEMPT,
  /// AWS does not offer the control for this resource.
  NOT_APPLICABLE,
  /// The control is on.
  PASS;

  /// The word people type and read: `not-applicable`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether somebody could destroy the resource by accident for want of this control.
  public boolean violation() {
    return this == FAIL || this == INEFFECTIVE;
  }
}
