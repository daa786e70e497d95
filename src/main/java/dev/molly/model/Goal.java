package dev.molly.model;

import java.util.Locale;

/// Where a resource is to be taken, rung by rung.
public enum Goal {
  /// Out of use, recoverable, and due to be deleted one day.
  RETIRED,
  /// Back to what it was before it was retired.
  RESTORED,
  /// Deleted. The one goal from which there is no way back.
  PURGED;

  /// As it is written in records, plans and journals: `retired`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
