package dev.molly.history;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.IRELAND;
import static dev.molly.history.SampleScans.KIND;
import static dev.molly.history.SampleScans.OTHER;
import static dev.molly.history.SampleScans.RULE;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.VIRGINIA;
import static dev.molly.history.SampleScans.after;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.first;
import static dev.molly.history.SampleScans.gap;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a scan says of the one before it. Nothing may be called fixed that was not seen fixed.
class ScanComparisonTest {
  /// `-` is a resource without a finding in a place that was read; `GAP` in one that was not.
  @ParameterizedTest
  @CsvSource({
    "FAIL, FAIL, still-failing",
    "FAIL, INEFFECTIVE, still-failing",
    "INEFFECTIVE, FAIL, still-failing",
    "FAIL, PASS, fixed",
    "INEFFECTIVE, PASS, fixed",
    "FAIL, EXEMPT, exempt",
    "FAIL, NOT_APPLICABLE, not-applicable",
    "FAIL, UNKNOWN, not-seen",
    "FAIL, GAP, not-seen",
    "FAIL, -, gone",
    "PASS, FAIL, new",
    "EXEMPT, INEFFECTIVE, new",
    "NOT_APPLICABLE, FAIL, new",
    "-, FAIL, new",
    "UNKNOWN, FAIL, new: the last scan could not read it",
    "GAP, FAIL, new: the last scan could not read it",
    "PASS, PASS, nothing",
    "PASS, UNKNOWN, nothing",
    "PASS, GAP, nothing",
    "PASS, -, nothing",
    "UNKNOWN, PASS, nothing",
    "GAP, -, nothing",
  })
  void aFindingThatWasAndIs(String was, String is, String said) {
    ScanComparison compared = compare(scan(FIRST, was), scan(day(1), is));

    assertThat(all(compared)).isEqualTo(said.equals("nothing") ? List.of() : List.of(said));
  }

  @Test
  void whatStillFailsHasFailedSinceTheFirstScanThatSawIt() {
    ScanSnapshot first = first(scan(FIRST, "PASS"));
    ScanSnapshot second = after(new LastScan.Known(first), scan(day(1), "FAIL"));
    ScanSnapshot third = after(new LastScan.Known(second), scan(day(2), "FAIL"));

    ScanComparison compared = compare(third, scan(day(13), "FAIL"));

    assertThat(compared.ages().values())
        .extracting(age -> age.words(day(13)))
        .containsExactly("failing for 12 days, since 2026-11-18");
  }

  @Test
  void whatFailedInTheFirstScanOfAllMayHaveFailedBefore() {
    ScanComparison compared = compare(scan(FIRST, "FAIL"), scan(day(12), "FAIL"));

    assertThat(compared.ages().values())
        .extracting(age -> age.words(day(12)))
        .containsExactly("failing for at least 12 days, since 2026-11-17 or earlier");
  }

  @Test
  void whatWasNotSeenInBetweenIsNeitherFixedNorNewWhenItIsSeenAgain() {
    ScanSnapshot first = first(scan(FIRST, "PASS"));
    ScanSnapshot failed = after(new LastScan.Known(first), scan(day(1), "FAIL"));
    for (String unseen : List.of("UNKNOWN", "GAP")) {
      ScanSnapshot blind = after(new LastScan.Known(failed), scan(day(2), unseen));
      ScanSnapshot stillBlind = after(new LastScan.Known(blind), scan(day(3), unseen));

      assertThat(all(compare(stillBlind, scan(day(4), "PASS")))).containsExactly("fixed");
      assertThat(all(compare(stillBlind, scan(day(4), "-")))).containsExactly("gone");
      assertThat(compare(stillBlind, scan(day(4), "FAIL")).ages().values())
          .extracting(age -> age.words(day(4)))
          .containsExactly("failing for 3 days, since 2026-11-18");
      assertThat(compare(stillBlind, scan(day(4), unseen)).former())
          .extracting(each -> each.was().lastSeen())
          .containsExactly(day(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void aGapHidesWhatIsInIt(boolean region, boolean kind) {
    var gap =
        gap(
            region ? Optional.of(IRELAND) : Optional.empty(),
            kind ? Optional.of(KIND) : Optional.empty());
    ScanReport now = report(day(1), List.of(gap));

    assertThat(all(compare(scan(FIRST, "FAIL"), now))).containsExactly("not-seen");
  }

  @Test
  void aGapElsewhereHidesNothing() {
    ScanReport now = report(day(1), List.of(gap(Optional.of(VIRGINIA), Optional.empty())));

    assertThat(all(compare(scan(FIRST, "FAIL"), now))).containsExactly("gone");
  }

  @Test
  void aRegionThatWasNotScannedThisTimeIsNotSeen() {
    ScanReport now = report(day(1), List.of(VIRGINIA), List.of());

    assertThat(all(compare(scan(FIRST, "FAIL"), now))).containsExactly("not-seen");
  }

  @Test
  void aRegionThatWasNotScannedLastTimeMayHaveFailedBefore() {
    ScanReport was = report(FIRST, List.of(VIRGINIA), List.of());

    assertThat(all(compare(was, scan(day(1), "FAIL"))))
        .containsExactly("new: the last scan could not read it");
  }

  @ParameterizedTest
  @CsvSource({
    "FAIL, still-failing",
    "PASS, rule-changed",
    "-, rule-changed",
    "EXEMPT, exempt",
    "UNKNOWN, not-seen",
    "GAP, not-seen",
  })
  void aRuleThatHasChangedFixesNothing(String is, String said) {
    List<CheckedRule> changed = List.of(new CheckedRule(RULE, "two", true));

    ScanComparison compared =
        ScanComparison.of(
            scan(day(1), is), changed, new LastScan.Known(first(scan(FIRST, "FAIL"))));

    assertThat(all(compared)).containsExactly(said);
    if (is.equals("FAIL")) {
      assertThat(compared.ages().values())
          .allSatisfy(age -> assertThat(age.words(day(1))).endsWith("its rule has changed"));
    }
  }

  @Test
  void aRuleThatWasRemovedFixesNothing() {
    ScanComparison compared =
        ScanComparison.of(
            report(day(1)),
            List.of(new CheckedRule(OTHER, "one", false)),
            new LastScan.Known(first(scan(FIRST, "FAIL"))));

    assertThat(all(compared)).containsExactly("rule-removed");
    assertThat(compared.snapshot(SampleScans.SCOPE, report(day(1)), RULES).open()).isEmpty();
  }

  @Test
  void aRuleThatIsNewOrHasChangedIsTheReasonOfItsNewFindings() {
    var was = new LastScan.Known(first(scan(FIRST, "PASS")));
    var added = new CheckedRule(RULE, "two", true);
    ScanSnapshot without =
        new ScanSnapshot(
            SampleScans.SCOPE,
            FIRST,
            "1.2.3",
            was.snapshot().places(),
            List.of(),
            List.of(),
            Set.of());

    assertThat(all(ScanComparison.of(scan(day(1), "FAIL"), List.of(added), was)))
        .containsExactly("new: its rule has changed");
    assertThat(
            all(
                ScanComparison.of(
                    scan(day(1), "FAIL"), List.of(added), new LastScan.Known(without))))
        .containsExactly("new: the last scan did not have its rule");
  }

  @Test
  void aResourceThatARuleDoesNotSelectAnyMoreIsNotFixedAndPerhapsNotGone() {
    Finding failed = finding("orders", OTHER, IRELAND, FindingStatus.FAIL);
    ScanReport was = report(FIRST, failed);

    ScanComparison there = compare(was, report(day(1), finding("orders", FindingStatus.PASS)));
    ScanComparison nowhere = compare(was, report(day(1)));

    assertThat(there.former())
        .extracting(FormerFinding::state, FormerFinding::reason)
        .containsExactly(tuple(FormerState.NOT_CHECKED, "the rule does not select it any more"));
    assertThat(nowhere.former())
        .extracting(FormerFinding::state, FormerFinding::reason)
        .containsExactly(
            tuple(FormerState.NOT_CHECKED, "it is gone, or the rule does not select it any more"));
  }

  @Test
  void aRenameChangesNothing() {
    Finding old = finding("orders", FindingStatus.FAIL);
    var renamed =
        new Finding(
            old.rule(),
            old.severity(),
            new ResourceRef(
                old.resource().id(), "orders-deleted-20261122", "orders", "arn:aws:other"),
            old.control(),
            FindingStatus.FAIL,
            old.reason(),
            old.missingPermission(),
            old.fix(),
            old.protectable(),
            old.explain(),
            old.owner());

    assertThat(all(compare(report(FIRST, old), report(day(1), renamed))))
        .containsExactly("still-failing");
  }

  @Test
  void aClockThatWentBackIsSaidAndNoLengthIsTold() {
    ScanComparison compared = compare(scan(day(3), "FAIL"), scan(FIRST, "FAIL"));

    assertThat(compared.note())
        .contains("2026-11-20T02:00:00Z, after this one: a clock was changed");
    assertThat(compared.ages().values())
        .extracting(age -> age.words(FIRST))
        .containsExactly("failing since 2026-11-20 or earlier");
  }

  @Test
  void withoutALastScanNothingIsSaidOfAnyFinding() {
    for (LastScan last : List.of(new LastScan.None(), new LastScan.Unusable("It is damaged"))) {
      ScanComparison compared = ScanComparison.of(scan(FIRST, "FAIL"), RULES, last);

      assertThat(all(compared)).isEmpty();
      assertThat(compared.note()).contains("first");
      assertThat(compared.mayBeNew(finding("orders", FindingStatus.FAIL))).isTrue();
      assertThat(compared.snapshot(SampleScans.SCOPE, scan(FIRST, "FAIL"), RULES).open())
          .extracting(OpenFinding::since, OpenFinding::orEarlier)
          .containsExactly(tuple(FIRST, true));
    }
  }

  @Test
  void theTotalsOfAScanAreItsNewOnesItsOpenOnesAndItsFixedOnes() {
    var was = new LastScan.Known(first(scan(FIRST, "FAIL")));
    ScanReport now =
        report(
            day(1),
            finding("orders", FindingStatus.PASS),
            finding("stock", FindingStatus.FAIL),
            finding("stock", OTHER, VIRGINIA, FindingStatus.FAIL));

    ScanTotals totals = ScanTotals.of(SampleScans.SCOPE, now, ScanComparison.of(now, RULES, was));

    assertThat(totals.by(ScanTotals.Grouping.SEVERITY))
        .containsEntry("critical", new ScanTotals.Counts(1, 1, 1))
        .containsEntry("medium", new ScanTotals.Counts(1, 1, 0));
    assertThat(totals.all()).isEqualTo(new ScanTotals.Counts(2, 2, 1));
    assertThat(totals.complete()).isTrue();
  }

  private static ScanReport scan(Instant at, String status) {
    return switch (status) {
      case "-" -> report(at);
      case "GAP" -> report(at, List.of(gap(Optional.of(IRELAND), Optional.of(KIND))));
      default -> report(at, finding("orders", FindingStatus.valueOf(status)));
    };
  }

  private static ScanComparison compare(ScanReport was, ScanReport now) {
    return compare(first(was), now);
  }

  private static ScanComparison compare(ScanSnapshot was, ScanReport now) {
    return ScanComparison.of(now, RULES, new LastScan.Known(was));
  }

  /// Everything that is said of any finding.
  private static List<String> all(ScanComparison compared) {
    return Stream.concat(
            compared.ages().values().stream()
                .map(
                    age ->
                        age.isNew() && !age.because().isEmpty()
                            ? "new: " + age.because()
                            : age.word()),
            compared.former().stream().map(each -> each.state().word()))
        .toList();
  }
}
