package dev.molly.report.trend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.history.SampleScans;
import dev.molly.history.ScanTotals;
import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.history.Trend;
import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The trend in its formats. After a change on purpose, run with `-Dmolly.golden=write`.
class TrendReportTest {
  private static final List<ScanTotals> SCANS = scans();

  private static List<ScanTotals> scans() {
    var scans = new ArrayList<ScanTotals>();
    for (int day = 0; day < 6; day++) {
      var severities =
          new TreeMap<>(
              Map.of("critical", new Counts(6 - day, 0, 1), "low", new Counts(120, day, 0)));
      var kinds =
          new TreeMap<>(
              Map.of(
                  "rds-instance", new Counts(6 - day, 0, 1), "s3-bucket", new Counts(120, day, 0)));
      var accounts = new TreeMap<String, Counts>();
      for (int account = 0; account < 25; account++) {
        accounts.put("%012d".formatted(account), new Counts(account, 0, 0));
      }
      scans.add(
          new ScanTotals(
              SampleScans.SCOPE,
              SampleScans.day(day),
              day != 4,
              day > 0,
              day == 5 ? 3 : 0,
              Map.of(
                  Grouping.SEVERITY, severities,
                  Grouping.KIND, kinds,
                  Grouping.ACCOUNT, accounts)));
    }
    return scans;
  }

  @Test
  void drawsTheSeveritiesByDay() throws IOException {
    Golden.assertSame("trend-severity.text", text(Grouping.SEVERITY, 2));
  }

  @Test
  void drawsTheKindsOneAfterTheOther() throws IOException {
    Golden.assertSame("trend-kind.text", text(Grouping.KIND, 0));
  }

  @Test
  void saysHowManyGroupsItLeavesOut() {
    assertThat(text(Grouping.ACCOUNT, 0))
        .contains("000000000024\n", "5 more with fewer open findings")
        .doesNotContain("000000000004\n");
  }

  @Test
  void keepsToItsSchema() throws IOException {
    Schemas schema = Schemas.inJar("schema/trend-1.schema.json");
    for (Grouping by : Grouping.values()) {
      String json =
          Rendered.text(
              out -> TrendJson.write(Trend.of(SCANS, by), List.of("one is damaged"), out));

      assertThat(schema.errors(new JsonMapper().readTree(json))).isEmpty();
    }
  }

  @Test
  void hasARowForEachDayAndGroup() {
    String csv = Rendered.text(out -> TrendCsv.write(Trend.of(SCANS, Grouping.KIND), out));

    assertThat(csv.lines().toList())
        .hasSize(1 + 6 * 2)
        .startsWith(
            "day,kind,open,new,fixed,complete,compared",
            "2026-11-17,s3-bucket,120,0,0,true,false",
            "2026-11-17,rds-instance,6,0,1,true,false");
  }

  private static String text(Grouping by, int others) {
    return Rendered.text(
        out -> new TrendText(Rendered.PLAIN).render(Trend.of(SCANS, by), others, out));
  }
}
