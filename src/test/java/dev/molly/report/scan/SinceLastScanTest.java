package dev.molly.report.scan;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.IRELAND;
import static dev.molly.history.SampleScans.KIND;
import static dev.molly.history.SampleScans.OTHER;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.VIRGINIA;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.history.LastScan;
import dev.molly.history.SampleScans;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.history.ScanTotals;
import dev.molly.model.ExitCode;
import dev.molly.model.FindingStatus;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.format.PrintableText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each format says of the last scan: one database of each sort, with names that must not
/// get through.
class SinceLastScanTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final ScanReport WAS =
      report(
          FIRST,
          finding("still", FindingStatus.FAIL),
          finding("mended", FindingStatus.FAIL),
          finding(SampleReports.FORMULA, FindingStatus.FAIL),
          finding("excused", FindingStatus.INEFFECTIVE),
          finding("na", FindingStatus.FAIL),
          finding(SampleReports.SCRIPT, FindingStatus.FAIL),
          finding("deselected", OTHER, IRELAND, FindingStatus.FAIL),
          finding(SampleReports.ANSI, OTHER, VIRGINIA, FindingStatus.FAIL));

  private static final ScanReport NOW =
      report(
          day(12),
          List.of(SampleScans.gap(Optional.of(VIRGINIA), Optional.of(KIND))),
          finding("still", FindingStatus.FAIL),
          finding("brand-new", FindingStatus.FAIL),
          finding("mended", FindingStatus.PASS),
          finding("excused", FindingStatus.EXEMPT),
          finding("na", FindingStatus.NOT_APPLICABLE),
          finding(SampleReports.SCRIPT, FindingStatus.UNKNOWN));

  private static final ScanComparison COMPARED =
      ScanComparison.of(NOW, RULES, new LastScan.Known(SampleScans.first(WAS)));

  private static final ScanComparison FIRST_OF_ALL =
      ScanComparison.of(NOW, RULES, new LastScan.None());

  private static String as(ReportFormat format, ScanComparison comparison) {
    return as(format, FailOn.ANY, comparison);
  }

  private static String as(ReportFormat format, FailOn failOn, ScanComparison comparison) {
    return as(
        format,
        new ReportContext(failOn, GroupBy.PLACE, comparison, ScanHistory.Scans.NONE, false));
  }

  private static String as(ReportFormat format, ReportContext context) {
    return Rendered.by(ReportRenderers.of(format, Rendered.PLAIN, context), NOW);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void writesWhatItWroteBefore(ReportFormat format) throws IOException {
    Golden.assertSame("since." + format.word(), as(format, COMPARED));
  }

  @ParameterizedTest
  @EnumSource
  void saysInEveryFormatWhatHasChanged(ReportFormat format) {
    String rendered = as(format, COMPARED).replaceAll("\\s+", " ");

    assertThat(rendered)
        .contains("brand-new", "mended", "excused", "deselected")
        .contains("2026-11-17")
        .containsPattern("(?i)not.?seen");
  }

  /// OCSF has records of findings alone; a history that cannot be used is a warning of the scan.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OCSF")
  void saysInEveryFormatThatItIsTheFirst(ReportFormat format) {
    assertThat(as(format, FIRST_OF_ALL).replaceAll("\\s+", " "))
        .contains("This is the first scan of this scope")
        .doesNotContain("still-failing", "still failing", "baselineState");
  }

  @ParameterizedTest
  @EnumSource
  void saysNothingThatWasNotAskedFor(ReportFormat format) {
    assertThat(as(format, ScanComparison.none())).isEqualTo(Rendered.as(format, NOW));
    assertThat(Rendered.as(format, NOW).replaceAll("(?s)<style>.*?</style>", ""))
        .doesNotContain("comparison", "baselineState", "failing_since", "last scan");
  }

  @ParameterizedTest
  @EnumSource
  void letsNoNameThrough(ReportFormat format) {
    String rendered = as(format, COMPARED);

    assertThat(rendered.codePoints().filter(c -> c != '\n' && c != '\r'))
        .noneMatch(PrintableText::unseen);
    switch (format) {
      case HTML, JUNIT -> assertThat(rendered).doesNotContain("<script>alert", "<img src=x");
      case CSV -> assertThat(rendered).doesNotContain(",=cmd", ",\"=cmd");
      case TEXT, JSON, NDJSON, SARIF, OCSF -> {}
    }
  }

  @Test
  void theJsonFormatsKeepToTheirSchemas() throws IOException {
    for (ScanComparison comparison : List.of(COMPARED, FIRST_OF_ALL)) {
      Schemas report = Schemas.inJar("schema/scan-report-1.schema.json");
      Schemas line = Schemas.inJar("schema/scan-line-1.schema.json");

      assertThat(report.errors(JSON.readTree(as(ReportFormat.JSON, comparison)))).isEmpty();
      assertThat(Schemas.sarif().errors(JSON.readTree(as(ReportFormat.SARIF, comparison))))
          .isEmpty();
      for (String each : as(ReportFormat.NDJSON, comparison).lines().toList()) {
        assertThat(line.errors(JSON.readTree(each))).as(each).isEmpty();
      }
      Schemas ocsf = Schemas.inJar("schema/ocsf-compliance-finding-1.schema.json");
      for (String each : as(ReportFormat.OCSF, comparison).lines().toList()) {
        assertThat(ocsf.errors(JSON.readTree(each))).as(each).isEmpty();
      }
    }
  }

  @Test
  void aStreamStillBeginsWithTheStartAndEndsWithTheSummary() {
    List<String> lines = as(ReportFormat.NDJSON, COMPARED).lines().toList();

    assertThat(lines.getFirst()).startsWith("{\"type\":\"scan-started\"");
    assertThat(lines.getLast()).startsWith("{\"type\":\"summary\"");
  }

  /// To a reader of SARIF, absent is fixed.
  @Test
  void whatWasNotSeenIsNotAbsentInSarif() throws IOException {
    JsonNode run = JSON.readTree(as(ReportFormat.SARIF, COMPARED)).at("/runs/0");

    var states =
        run.get("results")
            .valueStream()
            .filter(result -> result.has("baselineState"))
            .collect(
                Collectors.groupingBy(
                    result -> result.get("baselineState").asText(),
                    Collectors.mapping(
                        result -> result.at("/properties/id").asText(), Collectors.toSet())));

    assertThat(states.get("new")).containsExactly("brand-new");
    assertThat(states.get("unchanged")).containsExactly("still");
    assertThat(states.get("absent"))
        .containsExactlyInAnyOrder("mended", SampleReports.FORMULA, "excused", "na", "deselected");
    assertThat(run.get("results").valueStream())
        .filteredOn(result -> "absent".equals(result.path("baselineState").asText()))
        .allMatch(result -> result.get("level").asText().equals("none"));
    assertThat(run.at("/invocations/0/toolExecutionNotifications").findValuesAsText("text"))
        .filteredOn(text -> text.contains("not seen this time"))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void inACiJobOnlyNewOnesAreFailuresIfOnlyNewOnesCount() {
    var onlyNew = new FailOn(Severity.LOW, true);

    String now = as(ReportFormat.JUNIT, onlyNew, COMPARED);
    String first = as(ReportFormat.JUNIT, onlyNew, FIRST_OF_ALL);

    assertThat(now).containsOnlyOnce("<failure").contains("critical, not new, --fail-on new");
    assertThat(first.split("<failure", -1)).hasSize(3);
  }

  @Test
  void onlyNewOnesSetTheExitCodeIfOnlyNewOnesCount() {
    ScanReport still = report(day(12), finding("still", FindingStatus.FAIL));
    ScanReport added = report(day(12), finding("brand-new", FindingStatus.FAIL));
    ScanReport blind = report(day(12), finding("still", FindingStatus.UNKNOWN));

    assertThat(exitCode(still, new FailOn(Severity.LOW, true))).isEqualTo(ExitCode.CLEAN);
    assertThat(exitCode(still, new FailOn(Severity.LOW, false))).isEqualTo(ExitCode.FINDINGS);
    assertThat(exitCode(added, new FailOn(Severity.LOW, true))).isEqualTo(ExitCode.FINDINGS);
    assertThat(exitCode(blind, new FailOn(Severity.LOW, true))).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(still.exitCode(new FailOn(Severity.LOW, true).counts(FIRST_OF_ALL)))
        .isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void theHtmlReportDrawsTheHistoryFromTwoDaysOn() {
    var first = ScanTotals.of(SampleScans.SCOPE, WAS, ScanComparison.none());
    var second = ScanTotals.of(SampleScans.SCOPE, NOW, COMPARED);
    var one = new ScanHistory.Scans(List.of(second), List.of());
    var two = new ScanHistory.Scans(List.of(first), List.of("one is damaged")).with(second);

    assertThat(html(two))
        .contains("Failing by day", "<rect class=\"critical\"", "<rect class=\"critical partial\"")
        .contains("8 failing on 2026-11-17, 2 on 2026-11-29, on 2 days with a scan.")
        .contains("Paler: not everything could be read (1 day)", "1 scan could not be read.");
    assertThat(html(one)).doesNotContain("Failing by day");
  }

  private static String html(ScanHistory.Scans scans) {
    return as(
        ReportFormat.HTML, new ReportContext(FailOn.ANY, GroupBy.PLACE, COMPARED, scans, false));
  }

  private static ExitCode exitCode(ScanReport now, FailOn failOn) {
    ScanComparison compared =
        ScanComparison.of(now, RULES, new LastScan.Known(SampleScans.first(WAS)));
    return now.exitCode(failOn.counts(compared));
  }
}
