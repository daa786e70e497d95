package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.io.Writer;

/// The report for programs: one JSON document, described by `schema/scan-report-1.schema.json`
/// in the jar. Within one `schemaVersion` members are only ever added.
public final class JsonReport implements ReportRenderer {
  private final Invocation typed;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param comparison what has changed since the last scan
  public JsonReport(Invocation typed, ScanComparison comparison) {
    this.typed = typed;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    boolean part = report.shard().isPresent();
    var sealed = new SealedJson(out);
    try (JsonGenerator json = ReportJson.indented(part ? sealed : out)) {
      json.writeStartObject();
      ReportJson.opening(json, report);
      json.writeStringField("endedAt", report.endedAt().toString());
      json.writeObjectFieldStart("summary");
      ReportJson.summary(json, report);
      json.writeEndObject();
      json.writeObjectFieldStart("budget");
      ReportJson.budget(json, report);
      json.writeArrayFieldStart("places");
      for (var each : report.budget().places().entrySet()) {
        json.writeStartObject();
        ReportJson.place(json, each.getKey(), each.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      if (part) {
        ReportJson.apis(json, report.budget().made());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("gaps");
      for (Gap gap : report.gaps()) {
        json.writeStartObject();
        ReportJson.gap(json, gap, report.accounts());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rules");
      for (RuleSummary rule : report.rules()) {
        json.writeStartObject();
        RuleJson.write(json, rule, part);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("findings");
      for (Finding finding : report.findings()) {
        json.writeStartObject();
        ReportJson.finding(json, finding, report.accounts(), typed, comparison);
        if (part) {
          ReportJson.uid(json, finding);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      if (comparison.isAsked()) {
        json.writeObjectFieldStart("comparison");
        ReportJson.comparison(json, comparison);
        json.writeArrayFieldStart("former");
        for (FormerFinding former : comparison.former()) {
          json.writeStartObject();
          ReportJson.former(json, former);
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      if (part) {
        sealed.seal(json);
      }
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }
}
