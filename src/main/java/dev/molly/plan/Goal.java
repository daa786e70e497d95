package dev.molly.plan;

import java.util.Arrays;
import java.util.Locale;

/// The goal of staged deletion for a resource, reached by one desired setting after another.
public enum Goal {
  /// Out of use, recoverable, and scheduled for deletion.
  RETIRED,
  /// In the state from before the retirement.
  RESTORED,
  /// Deleted. The only irreversible goal.
  PURGED;

  /// Returns the goal with a name.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Goal of(String word) {
    return Arrays.stream(values())
        .filter(goal -> goal.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no goal is called '" + word + "'"));
  }

  /// Returns the name in records, plans and journals: `retired`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
