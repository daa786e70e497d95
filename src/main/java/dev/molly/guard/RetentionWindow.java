package dev.molly.guard;

import java.time.Duration;

/// How long what is retired can be restored.
///
/// @param keep when nobody says otherwise
/// @param least the shortest that anybody may choose
/// @param most the longest
/// @param notice how long before a purge its owner is told
public record RetentionWindow(Duration keep, Duration least, Duration most, Duration notice) {
  public static final RetentionWindow DEFAULT =
      new RetentionWindow(
          Duration.ofDays(14), Duration.ofDays(7), Duration.ofDays(365), Duration.ofDays(2));

  public RetentionWindow {
    boolean ordered = least.compareTo(keep) <= 0 && keep.compareTo(most) <= 0;
    if (!ordered || !least.isPositive() || notice.isNegative()) {
      throw new IllegalArgumentException(
          "what is retired is kept for at least 'least', for 'keep' by default, and for at most"
              + " 'most'");
    }
  }
}
