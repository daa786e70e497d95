package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlChartTest {
  private static final Pattern WIDTH = Pattern.compile(" width=\"([0-9.]+)\" height=\"1\"");

  @Test
  void thePartsOfEachBarAddUpToAllOfIt() {
    List<String> bars = bars(SampleReports.nasty());

    assertThat(bars.stream().filter(bar -> bar.contains("<rect")))
        .isNotEmpty()
        .allSatisfy(
            bar ->
                assertThat(
                        WIDTH
                            .matcher(bar)
                            .results()
                            .mapToDouble(part -> Double.parseDouble(part.group(1)))
                            .sum())
                    .isCloseTo(100, within(0.1)));
  }

  @Test
  void aPlaceThatCouldNotBeReadHasAnEmptyBarThatSaysSo() {
    List<String> bars = bars(SampleReports.cleanButForGaps());

    assertThat(bars.stream().filter(bar -> bar.contains("could not be read")))
        .hasSize(SampleReports.cleanButForGaps().gaps().size())
        .allSatisfy(bar -> assertThat(WIDTH.matcher(bar).find()).isFalse());
  }

  @Test
  void saysTheNumbersBesideTheBar() {
    assertThat(bars(SampleReports.fleet(50)))
        .hasSize(2)
        .allMatch(bar -> bar.contains("<span class=\"numbers\">20 fail, 5 pass</span>"));
  }

  @Test
  void showsNothingForAnEmptyReport() {
    assertThat(Rendered.text(out -> HtmlChart.write(out, SampleReports.empty()))).isEmpty();
  }

  private static List<String> bars(ScanReport report) {
    String chart = Rendered.text(out -> HtmlChart.write(out, report));
    return Arrays.stream(chart.split("(?=<div class=\"bar )"))
        .filter(bar -> bar.startsWith("<div class=\"bar "))
        .toList();
  }
}
