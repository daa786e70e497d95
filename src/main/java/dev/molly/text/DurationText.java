package dev.molly.text;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time as people write and read them: `30m`, `36h`, `14d`, `2w`.
public final class DurationText {
  private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,4})([mhdw])");

  private DurationText() {}

  /// Reads one.
  ///
  /// @throws IllegalArgumentException for anything else than a whole number of minutes, hours, days
  /// or weeks
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

  /// Whole days where it is whole days, else whole hours, else minutes.
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
