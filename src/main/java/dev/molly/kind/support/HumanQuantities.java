package dev.molly.kind.support;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Formats numbers, sizes and times for people.
public final class HumanQuantities {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB", "PB");

  private HumanQuantities() {}

  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// Returns `1,204,991`, with one decimal place if the number is not whole.
  public static String number(double value) {
    boolean whole = value == Math.rint(value);
    return String.format(Locale.ROOT, whole ? "%,.0f" : "%,.1f", value);
  }

  /// Returns `9.1 GB`, in powers of 1000.
  public static String bytes(double count) {
    double left = count;
    int unit = 0;
    while (left >= 1000 && unit < UNITS.size() - 1) {
      left /= 1000;
      unit++;
    }
    return number(unit == 0 ? Math.rint(left) : Math.round(left * 10) / 10.0)
        + " "
        + UNITS.get(unit);
  }

  /// Returns `1 snapshot` or `2 snapshots`.
  public static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// Returns `2026-01-31, 296 days ago`.
  public static String since(Instant then, Instant now) {
    return DATE.format(then) + ", " + span(Duration.between(then, now)) + " ago";
  }

  /// Returns `2026-01-31 08:15 UTC`.
  public static String minute(Instant then) {
    return MINUTE.format(then);
  }

  /// Returns `296 days`, `5 hours` or `less than an hour`.
  public static String span(Duration length) {
    if (length.compareTo(Duration.ofHours(1)) < 0) {
      return "less than an hour";
    }
    return length.compareTo(Duration.ofDays(1)) < 0
        ? count(length.toHours(), "hour")
        : count(length.toDays(), "day");
  }
}
