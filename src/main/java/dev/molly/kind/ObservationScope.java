package dev.molly.kind;

import dev.molly.plan.Goal;

/// The decision for which a resource is observed, which determines what has to be read.
public enum ObservationScope {
  /// Writing the record that begins a retirement: what the record contains, and whether it could
  /// be undone. Final copies and later names matter from the next step on.
  RECORD,

  /// The steps of a retirement.
  RETIRE,

  /// The steps of a restore.
  RESTORE,

  /// The steps of a purge.
  PURGE;

  /// Returns the scope of the steps towards a goal.
  public static ObservationScope of(Goal goal) {
    return switch (goal) {
      case RETIRED -> RETIRE;
      case RESTORED -> RESTORE;
      case PURGED -> PURGE;
    };
  }
}
