package dev.molly.plan;

import java.util.Arrays;
import java.util.Locale;

/// Where a resource is to be taken, desired setting by desired setting.
public enum Goal {
  /// Out of use, recoverable, and due to be deleted one day.
  RETIRED,
  /// Back to what it was before it was retired.
  RESTORED,
  /// Deleted. The one goal from which there is no way back.
  PURGED;

  /// The goal of that word.
  ///
  /// @throws IllegalArgumentException when there is none
  public static Goal of(String word) {
    return Arrays.stream(values())
        .filter(goal -> goal.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no goal is called '" + word + "'"));
  }

  /// As it is written in records, plans and journals: `retired`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
