package dev.molly.guard;

import java.time.Duration;

/// The limits on the time in which a retired resource can be restored.
///
/// @param keep the default
/// @param least the minimum that can be chosen
/// @param most the maximum
/// @param notice the time between the notification of the owner and a purge
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
