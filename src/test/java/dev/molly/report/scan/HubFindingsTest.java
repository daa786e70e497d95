package dev.molly.report.scan;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.IRELAND;
import static dev.molly.history.SampleScans.OTHER;
import static dev.molly.history.SampleScans.RULE;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.VIRGINIA;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.FindingKey;
import dev.molly.history.LastScan;
import dev.molly.history.SampleScans;
import dev.molly.history.ScanComparison;
import dev.molly.model.FindingStatus;
import dev.molly.model.HubFinding;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HubFindingsTest {
  private static final Invocation TYPED = Invocation.none();

  @Test
  void whatFailsOrIsUnknownIsToldAndWhatPassesIsNot() {
    ScanReport now =
        report(
            FIRST,
            finding("fails", FindingStatus.FAIL),
            finding("ineffective", FindingStatus.INEFFECTIVE),
            finding("dark", FindingStatus.UNKNOWN),
            finding("fine", FindingStatus.PASS),
            finding("excused", FindingStatus.EXEMPT),
            finding("other", FindingStatus.NOT_APPLICABLE));

    assertThat(told(new HubFindings(now, new LastScan.None(), ScanComparison.none(), TYPED)))
        .containsExactlyInAnyOrder(
            "fails FAILED active 2026-11-17",
            "ineffective FAILED active 2026-11-17",
            "dark NOT_AVAILABLE active 2026-11-17");
  }

  @Test
  void whatIsFixedPassesAndWhatEndedOtherwiseIsArchived() {
    ScanReport was =
        report(
            FIRST,
            finding("still", FindingStatus.FAIL),
            finding("mended", FindingStatus.FAIL),
            finding("excused", FindingStatus.FAIL),
            finding("gone", FindingStatus.FAIL),
            finding("dark", FindingStatus.FAIL),
            finding("unseen", RULE, VIRGINIA, FindingStatus.FAIL));
    ScanReport now =
        report(
            day(3),
            List.of(SampleScans.gap(Optional.of(VIRGINIA), Optional.empty())),
            finding("still", FindingStatus.FAIL),
            finding("mended", FindingStatus.PASS),
            finding("excused", FindingStatus.EXEMPT),
            finding("dark", FindingStatus.UNKNOWN));

    assertThat(told(now, was))
        .containsExactlyInAnyOrder(
            "still FAILED active 2026-11-17",
            "dark NOT_AVAILABLE active 2026-11-20",
            "mended PASSED active 2026-11-17",
            "excused FAILED archived 2026-11-17",
            "gone NOT_AVAILABLE archived 2026-11-17");
  }

  /// Security Hub would show it as not available until it deletes it, after 90 days.
  @Test
  void whatWasUnknownAndNeverFailedIsUpdatedOnceItIsKnown() {
    ScanReport was =
        report(
            FIRST,
            finding("dark", FindingStatus.UNKNOWN),
            finding("excused", FindingStatus.UNKNOWN),
            finding("other", FindingStatus.UNKNOWN),
            finding("fine", FindingStatus.PASS));
    ScanReport now =
        report(
            day(3),
            finding("dark", FindingStatus.PASS),
            finding("excused", FindingStatus.EXEMPT),
            finding("other", FindingStatus.NOT_APPLICABLE),
            finding("fine", FindingStatus.PASS));

    assertThat(told(now, was))
        .containsExactlyInAnyOrder(
            "dark PASSED active 2026-11-17",
            "excused FAILED archived 2026-11-17",
            "other NOT_AVAILABLE archived 2026-11-17");
  }

  @Test
  void theIdIsTheSameInEveryScan() {
    ScanReport was = report(FIRST, finding("orders", FindingStatus.FAIL));
    ScanReport fixed = report(day(1), finding("orders", FindingStatus.PASS));

    String first =
        new HubFindings(was, new LastScan.None(), ScanComparison.none(), TYPED)
            .stream().findFirst().orElseThrow().id();

    assertThat(first)
        .isEqualTo(FindingKey.of(finding("orders", FindingStatus.FAIL)).fingerprint())
        .isEqualTo(compared(fixed, was).stream().findFirst().orElseThrow().id());
    assertThat(first)
        .isNotEqualTo(
            FindingKey.of(finding("orders", OTHER, IRELAND, FindingStatus.FAIL)).fingerprint());
  }

  private static HubFindings compared(ScanReport now, ScanReport was) {
    var last = new LastScan.Known(SampleScans.first(was));
    return new HubFindings(now, last, ScanComparison.of(now, RULES, last), TYPED);
  }

  private static List<String> told(ScanReport now, ScanReport was) {
    return told(compared(now, was));
  }

  private static List<String> told(HubFindings findings) {
    return findings.stream().map(HubFindingsTest::words).toList();
  }

  private static String words(HubFinding each) {
    return "%s %s %s %s"
        .formatted(
            each.resource().name(),
            each.status(),
            each.archived() ? "archived" : "active",
            each.createdAt().toString().substring(0, 10));
  }
}
