package dev.molly.report.scan;

import static java.util.stream.Collectors.joining;

import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.ScanReport;
import dev.molly.report.format.StatusCounts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

/// The phrases about what has changed since the last scan.
final class ComparisonText {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ComparisonText() {}

  /// Returns a time, to the minute.
  static String when(Instant at) {
    return WHEN.format(at);
  }

  /// Returns a paragraph: the numbers, and what the reader must know of them.
  static String paragraph(ScanComparison comparison) {
    return Stream.of(
            comparison
                .base()
                .map(
                    base ->
                        "Since the last scan of this scope, "
                            + WHEN.format(base)
                            + ": "
                            + counts(comparison)
                            + ".")
                .orElse(""),
            comparison.note())
        .filter(part -> !part.isEmpty())
        .collect(joining(" "));
  }

  /// Returns the counts: `2 new, 5 still failing, 0 fixed, 1 not seen this time`. Those of the
  /// first three are always there.
  static String counts(ScanComparison comparison) {
    String first =
        "%s new, %s still failing, %s fixed"
            .formatted(
                StatusCounts.number(comparison.newOnes()),
                StatusCounts.number(comparison.stillFailing()),
                StatusCounts.number(comparison.count(FormerState.FIXED)));
    return Stream.concat(
            Stream.of(first),
            Arrays.stream(FormerState.values())
                .filter(state -> state != FormerState.FIXED && comparison.count(state) > 0)
                .map(state -> StatusCounts.number(comparison.count(state)) + " " + state.words()))
        .collect(joining(", "));
  }

  /// Returns since when a finding fails, as a phrase; empty if that is not known.
  static String age(Finding finding, ScanReport report, ScanComparison comparison) {
    return comparison.age(finding).map(age -> age.words(report.startedAt())).orElse("");
  }

  /// Returns what became of a finding, and since when it had failed.
  static String former(FormerFinding each) {
    String earlier = each.was().orEarlier() ? " or earlier" : "";
    String last =
        each.state() == FormerState.NOT_SEEN
            ? "; last seen failing on " + day(each.was().lastSeen())
            : "";
    return "%s (failed since %s%s%s)"
        .formatted(each.reason(), day(each.was().since()), earlier, last);
  }

  private static String day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
