package dev.molly.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations in the notation of users: `30m`, `36h`, `14d`, `2w`.
public final class DurationText {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");

  private DurationText() {}

  /// Parses a duration.
  ///
  /// @throws IllegalArgumentException for anything other than a whole number of minutes, hours,
  ///     days or weeks
  public static Duration parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a length of time such as 30m, 36h, 14d or 2w");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofDays(7 * number);
    };
  }

  /// Returns the duration in whole days if it is a multiple of a day, or else in whole hours, or
  /// else in minutes.
  public static String words(Duration length) {
    long hours = length.toHours();
    if (length.toMinutesPart() != 0) {
      return length.toMinutes() + (length.toMinutes() == 1 ? " minute" : " minutes");
    }
    if (hours % 24 != 0) {
      return hours + (hours == 1 ? " hour" : " hours");
    }
    return hours / 24 + (hours == 24 ? " day" : " days");
  }
}
