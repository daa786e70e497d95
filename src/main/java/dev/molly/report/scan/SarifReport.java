package dev.molly.report.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.history.FindingAge;
import dev.molly.history.FindingKey;
import dev.molly.history.FormerFinding;
import dev.molly.history.FormerState;
import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.SarifText;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The report for code scanning, as SARIF 2.1.0: a result per violation and per unknown. Gaps
/// and unknowns are also notifications of an unsuccessful run, because a viewer that lists only
/// failures would show an unreadable place as clean.
///
/// Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html>, and for the
/// parts that GitHub reads: "SARIF support for code scanning" in its documentation.
public final class SarifReport implements ReportRenderer {
  private final Invocation typed;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param comparison what has changed since the last scan
  public SarifReport(Invocation typed, ScanComparison comparison) {
    this.typed = typed;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeStringField("$schema", SarifText.SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, report);
      invocation(json, report);
      json.writeArrayFieldStart("results");
      for (Finding finding : report.findings()) {
        if (ReportPhrases.needsSomebody(finding)) {
          result(json, finding, report);
        }
      }
      for (FormerFinding former : comparison.former()) {
        if (former.state() != FormerState.NOT_SEEN) {
          absent(json, former);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void tool(JsonGenerator json, ScanReport report) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "molly");
    json.writeStringField("version", report.mollyVersion());
    json.writeArrayFieldStart("rules");
    for (RuleSummary rule : report.rules()) {
      rule(json, rule);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void rule(JsonGenerator json, RuleSummary rule) throws IOException {
    String brief = rule.kind() + " needs " + rule.control() + ".";
    json.writeStartObject();
    json.writeStringField("id", rule.id().value());
    SarifText.message(json, "shortDescription", brief);
    SarifText.message(
        json,
        "fullDescription",
        ReportPhrases.why(rule).isEmpty() ? brief : ReportPhrases.why(rule));
    json.writeObjectFieldStart("defaultConfiguration");
    json.writeStringField("level", SarifText.level(rule.severity()));
    json.writeEndObject();
    SarifText.message(json, "help", "To read more: molly explain " + rule.explain());
    json.writeObjectFieldStart("properties");
    var tags = new ArrayList<>(List.of("security", rule.kind().value(), rule.control().value()));
    tags.addAll(rule.references());
    ReportJson.strings(json, "tags", tags.stream().distinct().toList());
    json.writeStringField("severity", rule.severity().word());
    json.writeStringField("security-severity", SarifText.score(rule.severity()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private void invocation(JsonGenerator json, ScanReport report) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", ReportPhrases.complete(report));
    json.writeStringField("startTimeUtc", report.startedAt().toString());
    json.writeStringField("endTimeUtc", report.endedAt().toString());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (Gap gap : report.gaps()) {
      json.writeStartObject();
      json.writeStringField("level", "error");
      SarifText.message(
          json,
          "message",
          ReportPhrases.place(gap, report.accounts())
              + " could not be read: "
              + ReportPhrases.why(gap));
      json.writeEndObject();
    }
    for (String unscanned : ReportPhrases.unscanned(report.accounts())) {
      json.writeStartObject();
      json.writeStringField("level", "note");
      SarifText.message(json, "message", "Not scanned, " + unscanned);
      json.writeEndObject();
    }
    for (Finding finding : report.findings()) {
      if (finding.status() == FindingStatus.UNKNOWN) {
        unknown(json, finding);
      }
    }
    comparison(json);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  /// Writes what the reader must know of the comparison. A violation that could not be looked at
  /// again is named here: as an `absent` result it would count as fixed.
  private void comparison(JsonGenerator json) throws IOException {
    if (comparison.isAsked()) {
      json.writeStartObject();
      json.writeStringField("level", "note");
      SarifText.message(json, "message", ComparisonText.paragraph(comparison));
      json.writeEndObject();
    }
    for (FormerFinding former : comparison.former()) {
      if (former.state() == FormerState.NOT_SEEN) {
        json.writeStartObject();
        json.writeStringField("level", "warning");
        SarifText.message(json, "message", told(former));
        json.writeObjectFieldStart("associatedRule");
        json.writeStringField("id", former.was().rule().value());
        json.writeEndObject();
        json.writeEndObject();
      }
    }
  }

  private static String told(FormerFinding former) {
    return "%s: %s: %s"
        .formatted(
            former.was().resource().arn(), former.state().words(), ComparisonText.former(former));
  }

  /// Writes a violation of the last scan that this one does not report, as SARIF's section
  /// 3.27.24 defines it. Its kind says that it is no failure to a reader that does not know of
  /// comparisons, such as GitHub.
  private static void absent(JsonGenerator json, FormerFinding former) throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", former.was().rule().value());
    json.writeStringField("kind", former.state() == FormerState.FIXED ? "pass" : "notApplicable");
    json.writeStringField("level", "none");
    json.writeStringField("baselineState", "absent");
    SarifText.message(json, "message", told(former));
    location(json, former.was().resource());
    fingerprints(json, former.was().rule(), former.was().resource());
    provenance(json, former.was().since());
    json.writeObjectFieldStart("properties");
    ReportJson.former(json, former);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void provenance(JsonGenerator json, Instant first) throws IOException {
    json.writeObjectFieldStart("provenance");
    json.writeStringField("firstDetectionTimeUtc", first.toString());
    json.writeEndObject();
  }

  private static void unknown(JsonGenerator json, Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("level", "error");
    SarifText.message(
        json,
        "message",
        finding.resource().arn() + " could not be judged: " + ReportPhrases.reason(finding));
    json.writeObjectFieldStart("associatedRule");
    json.writeStringField("id", finding.rule().value());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void result(JsonGenerator json, Finding finding, ScanReport report) throws IOException {
    boolean violation = finding.status().violation();
    Optional<FindingAge> age = comparison.age(finding);
    json.writeStartObject();
    json.writeStringField("ruleId", finding.rule().value());
    json.writeStringField("kind", violation ? "fail" : "open");
    json.writeStringField("level", violation ? SarifText.level(finding.severity()) : "none");
    if (age.isPresent()) {
      json.writeStringField("baselineState", age.get().isNew() ? "new" : "unchanged");
    }
    SarifText.message(
        json,
        "message",
        told(finding) + age.map(a -> " It is " + a.words(report.startedAt()) + ".").orElse(""));
    location(json, finding.resource());
    fingerprints(json, finding.rule(), finding.resource());
    if (age.isPresent()) {
      provenance(json, age.get().since());
    }
    json.writeObjectFieldStart("properties");
    ReportJson.finding(json, finding, report.accounts(), typed, comparison);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void fingerprints(JsonGenerator json, RuleId rule, ResourceRef resource)
      throws IOException {
    json.writeObjectFieldStart("partialFingerprints");
    // GitHub identifies alerts by this value, and computes it from the file's text when it is
    // absent. Here there is no file, so it represents the rule and the resource.
    json.writeStringField(
        "primaryLocationLineHash", new FindingKey(resource.id(), rule).fingerprint());
    json.writeEndObject();
  }

  private String told(Finding finding) {
    return "%s (%s) is %s: %s. To fix it: %s"
        .formatted(
            finding.resource().identifier(),
            finding.resource().name(),
            finding.status().word(),
            ReportPhrases.reason(finding),
            ReportPhrases.command(finding, typed));
  }

  private static void location(JsonGenerator json, ResourceRef resource) throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(resource));
    json.writeEndObject();
    // GitHub accepts no result without a line.
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", 1);
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("logicalLocations");
    json.writeStartObject();
    json.writeStringField("name", resource.name());
    json.writeStringField("fullyQualifiedName", resource.arn());
    json.writeStringField("kind", "resource");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static String uri(ResourceRef resource) {
    ResourceId id = resource.id();
    String last = URLEncoder.encode(resource.identifier(), UTF_8).replace("+", "%20");
    return "aws/" + id.account() + "/" + id.region() + "/" + id.kind() + "/" + last;
  }
}
