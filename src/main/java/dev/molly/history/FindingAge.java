package dev.molly.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Since when a finding of this scan fails.
///
/// @param isNew whether the last scan did not report it
/// @param since when the first scan saw it
/// @param orEarlier whether it may have begun before, because no scan had checked it
/// @param because why a new finding may not be a new fault, as a phrase; may be empty
public record FindingAge(boolean isNew, Instant since, boolean orEarlier, String because) {
  /// Returns the word for programs.
  public String word() {
    return isNew ? "new" : "still-failing";
  }

  /// Returns the age as a phrase: `failing for 12 days, since 2026-11-17`.
  ///
  /// @param now when this scan began
  public String words(Instant now) {
    if (isNew) {
      return because.isEmpty() ? "new" : "new: " + because;
    }
    return "failing "
        + length(since, orEarlier, now)
        + "since "
        + day(since)
        + (orEarlier ? " or earlier" : "")
        + (because.isEmpty() ? "" : "; " + because);
  }

  /// Returns a phrase that ends with a comma; empty if the clock was changed, so that there is no
  /// length to tell.
  static String length(Instant since, boolean orEarlier, Instant now) {
    Duration length = Duration.between(since, now);
    if (length.isNegative()) {
      return "";
    }
    long days = length.toDays();
    String least = orEarlier ? "at least " : "";
    return switch ((int) Math.min(days, 2)) {
      case 0 -> orEarlier ? "" : "for less than a day, ";
      case 1 -> "for " + least + "1 day, ";
      default -> "for " + least + days + " days, ";
    };
  }

  static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
