package dev.molly.report.digest;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.IRELAND;
import static dev.molly.history.SampleScans.KIND;
import static dev.molly.history.SampleScans.OTHER;
import static dev.molly.history.SampleScans.RULE;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.history.LastScan;
import dev.molly.history.SampleScans;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Owner;
import dev.molly.model.RuleId;
import dev.molly.model.ScanReport;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScanDigestsTest {
  private static final Owner NONE = new Owner.None();

  @Test
  void withoutALastScanEachOwnerIsToldWhatFails() {
    var digests =
        digests(
            report(
                FIRST,
                fails("orders", "ada"),
                fails("leads", "bob"),
                passes("stock", "cy"),
                of("lost", RULE, NONE, FindingStatus.FAIL)));

    assertThat(digests)
        .extracting(each -> each.owner().label())
        .containsExactly("ada", "bob", "no owner");
    assertThat(digests.getFirst().subject()).isEqualTo("molly: ada: 1 failing");
    assertThat(digests.getFirst().text())
        .isEqualTo(
            """
            ada: 1 failing (scan of 2026-11-17T02:00:00Z)
            Failing: 1 critical.
            Failing:
            - critical: rds-instance orders in 111122223333 (prod), eu-west-1: orders-are-protected
            More: molly scan --owner ada\
            """);
    assertThat(digests.getLast().text()).endsWith("More: molly scan --group-by owner");
  }

  @Test
  void withALastScanOnlyOwnersWithAChangeAreTold() {
    ScanReport was =
        report(
            FIRST,
            fails("orders", "ada"),
            fails("gone", "ada"),
            fails("mended", "bob"),
            fails("old", "cy"));
    ScanReport now =
        report(
            day(3),
            fails("orders", "ada"),
            fails("fresh", "ada"),
            passes("mended", "bob"),
            fails("old", "cy"));

    var digests = digests(now, was, false);

    assertThat(digests)
        .extracting(ScanDigest::subject)
        .containsExactly("molly: ada: 1 new, 1 gone, 1 still failing", "molly: bob: 1 fixed");
    assertThat(digests.getFirst().text())
        .contains(
            "compared with the scan of 2026-11-17T02:00:00Z",
            "Failing: 2 critical, the first since 2026-11-17.",
            "New:\n- critical: rds-instance fresh",
            "Gone:\n- critical: rds-instance gone",
            "Still failing:\n- critical: rds-instance orders");
    assertThat(digests(now, was, true))
        .extracting(ScanDigest::subject)
        .contains("molly: cy: 1 still failing");
  }

  @Test
  void aDayWithoutChangeTellsNobody() {
    ScanReport was = report(FIRST, fails("orders", "ada"));

    assertThat(digests(report(day(1), fails("orders", "ada")), was, false)).isEmpty();
    assertThat(digests(report(day(1), passes("orders", "ada")), report(FIRST), false)).isEmpty();
  }

  @Test
  void whatCouldNotBeReadIsNoChangeAndIsSaidFirst() {
    ScanReport was = report(FIRST, fails("orders", "ada"));
    var gap = SampleScans.gap(Optional.of(IRELAND), Optional.of(KIND));
    ScanReport blind = report(day(1), List.of(gap));
    ScanReport half = report(day(1), List.of(gap), fails("fresh", "ada"));

    assertThat(digests(blind, was, false)).isEmpty();
    ScanDigest digest = digests(half, was, false).getFirst();
    assertThat(digest.subject())
        .isEqualTo("molly: incomplete scan, ada: 1 new, 1 not seen this time");
    assertThat(digest.text())
        .startsWith(
            "INCOMPLETE: 1 place could not be read, and 0 findings of this owner could not be"
                + " judged: what is there is not known.\n"
                + "- account 111122223333 (prod), eu-west-1, rds-instance: AccessDenied\nada: ");
  }

  @Test
  void anUnknownFindingIsToldWhereThereWasNoScanBefore() {
    var digest = digests(report(FIRST, of("dark", RULE, named("ada"), FindingStatus.UNKNOWN)));

    assertThat(digest).hasSize(1);
    assertThat(digest.getFirst().text())
        .startsWith("INCOMPLETE: 0 places could not be read, and 1 finding of this owner");
  }

  @Test
  void whoOwnsAResourceNowIsToldThatItIsFixed() {
    ScanReport was = report(FIRST, fails("orders", "ada"));

    assertThat(digests(report(day(1), passes("orders", "bob")), was, false))
        .extracting(each -> each.owner().label())
        .containsExactly("bob");
  }

  @Test
  void theSameScanAndOwnerHaveTheSameIdAndNoOthers() {
    ScanReport scan = report(FIRST, fails("a", "ada"), fails("b", "bob"));
    ScanReport later = report(day(1), fails("a", "ada"));

    String ada = digests(scan).getFirst().id();

    assertThat(digests(scan).getFirst().id()).isEqualTo(ada).matches("[0-9a-f]{32}");
    assertThat(digests(scan).getLast().id()).isNotEqualTo(ada);
    assertThat(digests(later).getFirst().id()).isNotEqualTo(ada);
    assertThat(of(scan, ScanComparison.none(), "other", false).getFirst().id()).isNotEqualTo(ada);
  }

  @Test
  void noOwnerTagIsTheSameAsNone() {
    var digests =
        digests(report(FIRST, of("a", RULE, NONE, FindingStatus.FAIL), fails("b", "no owner")));

    assertThat(digests).extracting(ScanDigest::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void aFloodIsCountedAndTheWorstIsListedWithAllItsRules() throws IOException {
    Finding[] many =
        IntStream.range(0, 100)
            .mapToObj(i -> of("db-%03d".formatted(i), OTHER, named("ada"), FindingStatus.FAIL))
            .toArray(Finding[]::new);
    many[70] = of("worst", OTHER, named("ada"), FindingStatus.FAIL);
    many[71] = of("worst", RULE, named("ada"), FindingStatus.INEFFECTIVE);

    JsonNode json = json(digests(report(FIRST, many)).getFirst());

    assertThat(json.path("resources")).hasSize(OwnerFindings.MOST);
    assertThat(json.path("resources").get(0).path("id").asText()).isEqualTo("worst");
    assertThat(json.path("resources").get(0).path("rules")).hasSize(2);
    assertThat(json.path("unlistedFindings").asInt()).isEqualTo(79);
    assertThat(json.path("severities").path("medium").asInt()).isEqualTo(99);
    assertThat(json.path("text").asText()).contains("and 79 more findings.");
  }

  @Test
  void aDigestIsAsItsSchemaSaysAndNoNameBreaksALine() throws IOException {
    ScanReport was = report(FIRST, fails("old", "ada"), fails("mended", "ada"));
    ScanReport now =
        report(
            day(2),
            List.of(SampleScans.gap(Optional.empty(), Optional.empty())),
            fails("old", "ada"),
            passes("mended", "ada"),
            fails(SampleReports.NEWLINE, "ada"),
            fails(SampleReports.ANSI, SampleReports.ANSI));

    for (ScanDigest each : digests(now, was, true)) {
      assertThat(Schemas.inJar("schema/digest-1.schema.json").errors(json(each))).isEmpty();
      assertThat(each.json()).matches("\\p{ASCII}+").doesNotContain("\u001b");
      assertThat(each.text()).doesNotContain("\u001b", "\r", "\nsecond");
    }
  }

  @Test
  void theCommandIsTheScanForThisOwner() {
    var typed =
        new Invocation(
            List.of("molly", "scan", "--region", "eu-west-1", "--notify", "--format", "json"),
            List.of(
                new Invocation.Given("--region", List.of("--region", "eu-west-1")),
                new Invocation.Given("--notify", List.of("--notify")),
                new Invocation.Given("--format", List.of("--format", "json"))),
            name ->
                Optional.ofNullable(
                    Map.of("scan", Set.of("--region", "--notify", "--format", "--owner"))
                        .get(name)));
    ScanReport scan = report(FIRST, fails("a", "the web team"));

    assertThat(
            ScanDigests.of(new ComparedScan(scan, ScanComparison.none(), "s", typed, false), false)
                .getFirst()
                .text())
        .endsWith("More: molly scan --region eu-west-1 --owner 'the web team'");
  }

  private static JsonNode json(ScanDigest digest) throws IOException {
    return new JsonMapper().readTree(digest.json());
  }

  private static List<ScanDigest> digests(ScanReport report) {
    return of(report, ScanComparison.none(), "scope", false);
  }

  private static List<ScanDigest> digests(ScanReport now, ScanReport was, boolean always) {
    var last = new LastScan.Known(SampleScans.first(was));
    return of(now, ScanComparison.of(now, RULES, last), "scope", always);
  }

  private static List<ScanDigest> of(
      ScanReport report, ScanComparison comparison, String scope, boolean always) {
    ScanReport named =
        new ScanReport(
            report.startedAt(),
            report.endedAt(),
            report.mollyVersion(),
            report.policies(),
            report.rules(),
            report.targets(),
            report.resources(),
            report.budget(),
            report.gaps(),
            report.findings(),
            new AccountDirectory(Map.of(SampleScans.ACCOUNT, "prod"), List.of()),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    return ScanDigests.of(
        new ComparedScan(named, comparison, scope, Invocation.none(), false), always);
  }

  private static Owner named(String owner) {
    return new Owner.Named(owner);
  }

  private static Finding fails(String id, String owner) {
    return of(id, RULE, named(owner), FindingStatus.FAIL);
  }

  private static Finding passes(String id, String owner) {
    return of(id, RULE, named(owner), FindingStatus.PASS);
  }

  private static Finding of(String id, RuleId rule, Owner owner, FindingStatus status) {
    return SampleScans.owned(SampleScans.finding(id, rule, IRELAND, status), owner);
  }
}
