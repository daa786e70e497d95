package dev.molly.gate;

import java.util.Locale;

/// What a plan does with a resource.
public enum PlanAction {
  CREATE,
  UPDATE,
  /// Deletes it and makes a new one, in either order.
  REPLACE,
  DELETE,
  /// Leaves it as it is: it is only read, or only its place in the state changes.
  NONE;

  /// Returns whether the resource that there is does not outlive the action.
  public boolean destroys() {
    return this == DELETE || this == REPLACE;
  }

  /// Returns the word used in policies and reports: `replace`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
