package dev.molly.report.trend;

import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.Trend;
import dev.molly.history.Trend.Day;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/// The trend for spreadsheets: a row per day and group. No cell holds text from AWS, or a
/// character that would have to be quoted.
public final class TrendCsv {
  private TrendCsv() {}

  /// Writes the trend.
  public static void write(Trend trend, Writer out) throws IOException {
    row(out, List.of("day", trend.by().word(), "open", "new", "fixed", "complete", "compared"));
    for (Day day : trend.days()) {
      for (String group : trend.groups()) {
        Counts counts = day.of(group);
        row(
            out,
            List.of(
                day.date(),
                group,
                counts.open(),
                counts.appeared(),
                counts.fixed(),
                day.complete(),
                day.compared()));
      }
    }
    out.flush();
  }

  private static void row(Writer out, List<?> cells) throws IOException {
    out.write(cells.stream().map(String::valueOf).collect(Collectors.joining(",")) + "\r\n");
  }
}
