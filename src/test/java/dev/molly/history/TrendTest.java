package dev.molly.history;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.OTHER;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.SCOPE;
import static dev.molly.history.SampleScans.VIRGINIA;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.model.FindingStatus;
import dev.molly.model.ScanReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final List<ScanTotals> SCANS =
      scans(
          report(FIRST, finding("a", FindingStatus.FAIL), finding("b", FindingStatus.FAIL)),
          report(
              day(2),
              finding("a", FindingStatus.PASS),
              finding("b", FindingStatus.FAIL),
              finding("c", FindingStatus.FAIL)),
          report(
              day(2).plusSeconds(3600),
              finding("b", FindingStatus.PASS),
              finding("c", FindingStatus.FAIL),
              finding("d", OTHER, VIRGINIA, FindingStatus.FAIL)),
          report(day(3), finding("c", FindingStatus.UNKNOWN)));

  /// Returns the totals of scans one after another.
  private static List<ScanTotals> scans(ScanReport... reports) {
    var totals = new ArrayList<ScanTotals>();
    LastScan last = new LastScan.None();
    for (ScanReport each : reports) {
      ScanComparison compared = ScanComparison.of(each, RULES, last);
      totals.add(ScanTotals.of(SCOPE, each, compared));
      last = new LastScan.Known(compared.snapshot(SCOPE, each, RULES));
    }
    return totals;
  }

  @Test
  void aDayShowsWhatItsLastScanSawAndWhatAllOfItsScansSawAppearAndFixed() {
    Trend trend = Trend.of(SCANS, Grouping.SEVERITY);

    assertThat(trend.groups()).containsExactly("critical", "high", "medium", "low");
    assertThat(trend.days())
        .extracting(day -> day.date().toString() + " " + day.scans())
        .containsExactly("2026-11-17 1", "2026-11-19 2", "2026-11-20 1");
    assertThat(trend.days().get(1).of("critical")).isEqualTo(new Counts(1, 1, 2));
    assertThat(trend.days().get(1).of("medium")).isEqualTo(new Counts(1, 1, 0));
    assertThat(trend.days().get(1).all()).isEqualTo(new Counts(2, 2, 2));
  }

  @Test
  void aDayWhoseLastScanCouldNotReadEverythingSaysSo() {
    Trend trend = Trend.of(SCANS, Grouping.SEVERITY);

    assertThat(trend.days()).extracting(Trend.Day::complete).containsExactly(true, true, false);
    assertThat(trend.days().getLast().notSeen()).isEqualTo(1);
    assertThat(trend.days().getLast().all().fixed()).isZero();
  }

  @Test
  void theFirstScanKnowsNothingOfWhatIsNew() {
    Trend trend = Trend.of(SCANS, Grouping.SEVERITY);

    assertThat(trend.days()).extracting(Trend.Day::compared).containsExactly(false, true, true);
    assertThat(trend.days().getFirst().all()).isEqualTo(new Counts(2, 0, 0));
  }

  @Test
  void kindsAndAccountsAreGroupsAsWell() {
    assertThat(Trend.of(SCANS, Grouping.KIND).groups()).containsExactly("rds-instance");
    assertThat(Trend.of(SCANS, Grouping.ACCOUNT).groups()).containsExactly("111122223333");
    assertThat(Trend.of(SCANS, Grouping.KIND).days().get(1).all())
        .isEqualTo(Trend.of(SCANS, Grouping.SEVERITY).days().get(1).all());
  }
}
