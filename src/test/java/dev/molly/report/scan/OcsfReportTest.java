package dev.molly.report.scan;

import static dev.molly.history.SampleScans.FIRST;
import static dev.molly.history.SampleScans.RULES;
import static dev.molly.history.SampleScans.day;
import static dev.molly.history.SampleScans.finding;
import static dev.molly.history.SampleScans.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.history.FindingKey;
import dev.molly.history.LastScan;
import dev.molly.history.SampleScans;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.FindingStatus;
import dev.molly.model.ScanReport;
import dev.molly.model.UnscannedAccount;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OcsfReportTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Schemas SCHEMA =
      Schemas.inJar("schema/ocsf-compliance-finding-1.schema.json");

  /// What OCSF 1.8.0 requires of a Compliance Finding with the profile `cloud`, and of the objects
  /// in it that molly writes.
  ///
  /// Source: https://github.com/ocsf/ocsf-schema/tree/v1.8.0: `events/base_event.json`,
  /// `events/findings/finding.json`, `events/findings/compliance_finding.json`,
  /// `profiles/cloud.json`, `objects/metadata.json`, `objects/finding_info.json`,
  /// `objects/remediation.json`, `objects/cloud.json`
  private static final List<String> REQUIRED =
      List.of(
          "/activity_id",
          "/category_uid",
          "/class_uid",
          "/type_uid",
          "/time",
          "/severity_id",
          "/metadata/version",
          "/metadata/product",
          "/finding_info/uid",
          "/compliance",
          "/cloud/provider");

  @Test
  void aLineIsAComplianceFindingAndNothingIsLost() throws IOException {
    ScanReport nasty = SampleReports.nasty();
    List<JsonNode> lines = lines(Rendered.as(ReportFormat.OCSF, nasty));

    assertThat(lines)
        .hasSize(
            nasty.gaps().size() + nasty.accounts().unscanned().size() + nasty.findings().size());
    for (JsonNode line : lines) {
      assertThat(SCHEMA.errors(line)).as(line.toString()).isEmpty();
      assertThat(REQUIRED).noneMatch(pointer -> line.at(pointer).isMissingNode());
    }
  }

  @Test
  void aGapIsAFindingWithoutAResultForMissingInformation() throws IOException {
    JsonNode gap = lines(Rendered.as(ReportFormat.OCSF, SampleReports.nasty())).getFirst();

    assertThat(gap.at("/compliance/status").asText()).isEqualTo("Warning");
    assertThat(gap.at("/compliance/status_code").asText()).isEqualTo("gap");
    assertThat(gap.path("message").asText()).contains("could not be read");
    assertThat(gap.path("severity").asText()).isEqualTo("Unknown");
    assertThat(gap.has("resources")).isFalse();
  }

  @Test
  void whatIsUnknownIsNeitherAPassNorAFailure() throws IOException {
    List<JsonNode> unknown =
        lines(Rendered.as(ReportFormat.OCSF, SampleReports.nasty())).stream()
            .filter(each -> each.at("/compliance/status_code").asText().equals("unknown"))
            .toList();

    assertThat(unknown).isNotEmpty();
    assertThat(unknown)
        .extracting(each -> each.at("/compliance/status_id").asInt())
        .containsOnly(2);
  }

  @Test
  void aFindingIsCreatedThenUpdatedThenClosedUnderOneId() throws IOException {
    ScanReport was =
        report(
            FIRST,
            finding("still", FindingStatus.FAIL),
            finding("mended", FindingStatus.FAIL),
            finding("dark", FindingStatus.FAIL),
            finding("gone", FindingStatus.FAIL));
    ScanReport now =
        report(
            day(3),
            finding("still", FindingStatus.FAIL),
            finding("mended", FindingStatus.PASS),
            finding("dark", FindingStatus.UNKNOWN),
            finding("fresh", FindingStatus.FAIL));
    var comparison = ScanComparison.of(now, RULES, new LastScan.Known(SampleScans.first(was)));

    List<JsonNode> lines = lines(rendered(now, comparison));

    assertThat(lines)
        .extracting(
            each ->
                String.join(
                    " ",
                    each.at("/resources/0/name").asText(),
                    each.path("activity_name").asText(),
                    each.path("status").asText(),
                    each.at("/compliance/status").asText()))
        .containsExactlyInAnyOrder(
            "still Update still failing Fail",
            "mended Close Resolved Pass",
            "dark Update Unknown Warning",
            "fresh Create New Fail",
            "gone Close Archived gone");
    assertThat(line(lines, "still").at("/finding_info/first_seen_time").asLong())
        .isEqualTo(FIRST.toEpochMilli());
    assertThat(line(lines, "gone").at("/finding_info/uid").asText())
        .isEqualTo(FindingKey.of(finding("gone", FindingStatus.FAIL)).fingerprint());
  }

  @Test
  void anAccountThatWasNotScannedHasALine() throws IOException {
    ScanReport plain = report(FIRST);
    var left =
        new UnscannedAccount(
            new AccountId("999900001111"), "old", UnscannedAccount.Reason.SUSPENDED);
    var accounts = new AccountDirectory(Map.of(), List.of(left));
    var report =
        new ScanReport(
            plain.startedAt(),
            plain.endedAt(),
            plain.mollyVersion(),
            plain.policies(),
            plain.rules(),
            plain.targets(),
            plain.resources(),
            plain.budget(),
            plain.gaps(),
            plain.findings(),
            accounts,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    List<JsonNode> lines = lines(Rendered.as(ReportFormat.OCSF, report));

    assertThat(lines).hasSize(1);
    assertThat(SCHEMA.errors(lines.getFirst())).isEmpty();
    assertThat(lines.getFirst().path("message").asText())
        .isEqualTo("account 999900001111 (old) not scanned: suspended");
  }

  @Test
  void aScanOfNothingHasNoLines() {
    assertThat(Rendered.as(ReportFormat.OCSF, SampleReports.empty())).isEmpty();
  }

  @Test
  void theSchemaRefusesANumberWithAnotherWordAndWhatOcsfDoesNotKnow() throws IOException {
    JsonNode good = lines(Rendered.as(ReportFormat.OCSF, SampleReports.nasty())).getLast();

    assertThat(SCHEMA.errors(good)).isEmpty();
    assertThat(SCHEMA.errors(((ObjectNode) good.deepCopy()).put("severity", "Fatal"))).isNotEmpty();
    assertThat(SCHEMA.errors(((ObjectNode) good.deepCopy()).put("type_uid", 200303))).isNotEmpty();
    assertThat(SCHEMA.errors(((ObjectNode) good.deepCopy()).put("ours", 1))).isNotEmpty();
  }

  private static String rendered(ScanReport report, ScanComparison comparison) throws IOException {
    var out = new StringWriter();
    new OcsfReport(Invocation.none(), comparison).render(report, out);
    return out.toString();
  }

  private static JsonNode line(List<JsonNode> lines, String name) {
    return lines.stream()
        .filter(each -> each.at("/resources/0/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> lines(String rendered) throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (String line : rendered.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
