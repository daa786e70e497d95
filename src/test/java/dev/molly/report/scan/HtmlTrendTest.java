package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.SampleScans;
import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.history.Trend;
import dev.molly.history.Trend.Day;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HtmlTrendTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 11, 17);

  @Test
  void aDayIsAColumnAndTheSeverestIsAtTheBottom() throws IOException {
    String html = html(0, day(0, true, 3, 1), day(1, true, 1, 1));

    assertThat(html)
        .contains("<svg viewBox=\"0 0 2 100\"")
        .contains("class=\"critical\" x=\"0.1\" y=\"25.00\" width=\"0.8\" height=\"75.00\"")
        .contains("class=\"low\" x=\"0.1\" y=\"0.00\" width=\"0.8\" height=\"25.00\"")
        .contains("class=\"critical\" x=\"1.1\" y=\"75.00\"")
        .contains("4 failing on 2026-11-17, 2 on 2026-11-18, on 2 days with a scan.");
  }

  @Test
  void aDayOnWhichNotEverythingWasReadIsPalerAndSaysSo() throws IOException {
    String html = html(2, day(0, true, 3, 1), day(1, false, 1, 1));

    assertThat(html)
        .contains("class=\"critical partial\" x=\"1.1\"")
        .contains("Paler: not everything could be read (1 day), so that more may have failed.")
        .contains("2 scans could not be read.");
  }

  @Test
  void oneDayIsNoTrendAndTheLastSixtyAreEnough() throws IOException {
    Day[] many = IntStream.range(0, 100).mapToObj(day -> day(day, true, 1, 1)).toArray(Day[]::new);

    assertThat(html(0, day(0, true, 3, 1))).isEmpty();
    assertThat(html(0, many)).contains("viewBox=\"0 0 60 100\"", "on 60 days with a scan");
  }

  private static Day day(int after, boolean complete, int critical, int low) {
    var counts =
        new TreeMap<>(Map.of("critical", new Counts(critical, 0, 0), "low", new Counts(low, 0, 0)));
    return new Day(FIRST.plusDays(after), 1, complete, true, 0, counts);
  }

  private static String html(int unreadable, Day... days) throws IOException {
    var out = new StringWriter();
    HtmlTrend.write(
        out,
        new Trend(
            SampleScans.SCOPE,
            Grouping.SEVERITY,
            List.of("critical", "high", "medium", "low"),
            Arrays.asList(days)),
        unreadable);
    return out.toString();
  }
}
