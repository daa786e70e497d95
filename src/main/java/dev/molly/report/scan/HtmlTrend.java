package dev.molly.report.scan;

import static dev.molly.report.format.HtmlTemplate.Part.markup;
import static dev.molly.report.format.HtmlTemplate.Part.text;

import dev.molly.history.Trend;
import dev.molly.history.Trend.Day;
import dev.molly.report.format.HtmlTemplate;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What failed on each of the last days with a scan, as a column per day, with the severest at
/// the bottom. One day alone is no trend.
final class HtmlTrend {
  private static final HtmlTemplate TREND = HtmlTemplate.named("trend.html");
  private static final int DAYS = 60;

  private HtmlTrend() {}

  /// Writes the trend.
  ///
  /// @param unreadable the number of scans of the history that could not be read
  static void write(Writer out, Trend trend, int unreadable) throws IOException {
    List<Day> days =
        trend.days().subList(Math.max(0, trend.days().size() - DAYS), trend.days().size());
    if (days.size() < 2) {
      return;
    }
    TREND.fill(
        out,
        Map.of(
            "words", text(words(days, unreadable)),
            "width", text("" + days.size()),
            "columns", markup(columns(trend, days))));
  }

  private static String words(List<Day> days, int unreadable) {
    Day first = days.getFirst();
    Day last = days.getLast();
    long incomplete = days.stream().filter(day -> !day.complete()).count();
    return "%s failing on %s, %s on %s, on %s with a scan.%s%s"
        .formatted(
            StatusCounts.number(first.all().open()),
            first.date(),
            StatusCounts.number(last.all().open()),
            last.date(),
            ReportPhrases.count(days.size(), "day"),
            incomplete == 0
                ? ""
                : " Paler: not everything could be read ("
                    + ReportPhrases.count(incomplete, "day")
                    + "), so that more may have failed.",
            unreadable == 0
                ? ""
                : " " + ReportPhrases.count(unreadable, "scan") + " could not be read.");
  }

  private static String columns(Trend trend, List<Day> days) {
    long most = Math.max(1, days.stream().mapToLong(day -> day.all().open()).max().orElse(1));
    var columns = new StringBuilder();
    for (int x = 0; x < days.size(); x++) {
      Day day = days.get(x);
      double top = 100;
      for (String severity : trend.groups()) {
        double height = 100.0 * day.of(severity).open() / most;
        top -= height;
        if (height > 0) {
          columns.append(
              String.format(
                  Locale.ROOT,
                  "<rect class=\"%s%s\" x=\"%.1f\" y=\"%.2f\" width=\"0.8\" height=\"%.2f\"/>",
                  severity,
                  day.complete() ? "" : " partial",
                  x + 0.1,
                  top,
                  height));
        }
      }
    }
    return columns.toString();
  }
}
