package dev.molly.retire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/// The names of retired resources: the original name, a marker that the resource is deleted, and
/// the date.
public final class RetiredNames {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'-'HHmmss").withZone(ZoneOffset.UTC);
  private static final Pattern HYPHENS_AT_THE_END = Pattern.compile("-+$");

  /// The setting of a resource without a Name tag.
  public static final String ABSENT = "";

  private static final String EMPTY = "\"\"";
  private static final Pattern QUOTES = Pattern.compile("\"{2,}");

  private RetiredNames() {}

  /// Returns the name as a tag's value: `web-01_deleted_20261122`.
  ///
  /// @param most the maximum number of characters that AWS accepts; a longer name is truncated,
  ///     the date never is
  public static String tag(String name, Instant at, int most) {
    String end = "_deleted_" + DAY.format(at);
    return shortened(name, most - end.length()) + end;
  }

  /// Returns the name as a DB identifier, which has no underscores and no two hyphens in a row:
  /// `mydb-deleted-20261122`.
  public static String identifier(String name, Instant at, int most) {
    String end = "-deleted-" + DAY.format(at);
    String kept = shortened(name, most - end.length());
    return HYPHENS_AT_THE_END.matcher(kept).replaceFirst("") + end;
  }

  /// Returns a Name tag as a setting: `""` if its value is empty. A value that consists of two or
  /// more quotes gets one more, to distinguish it from the empty value. The setting [#ABSENT] says
  /// that there is no tag.
  public static String setting(String value) {
    return value.isEmpty() ? EMPTY : QUOTES.matcher(value).matches() ? value + '"' : value;
  }

  /// Returns the tag's value for a setting; empty if there is no such tag.
  public static Optional<String> value(String setting) {
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    if (setting.equals(EMPTY)) {
      return Optional.of("");
    }
    boolean more = QUOTES.matcher(setting).matches();
    return Optional.of(more ? setting.substring(1) : setting);
  }

  static String second(Instant at) {
    return SECOND.format(at);
  }

  private static String shortened(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    return name.substring(0, Character.isHighSurrogate(name.charAt(most - 1)) ? most - 1 : most);
  }
}
