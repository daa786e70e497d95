package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.io.Writer;

/// The report for pipes: one JSON object per line, whose `type` states its content.
/// `scan-started` is the first, `summary` the last, so that a truncated stream can be
/// distinguished from a complete one. Described by `schema/scan-line-1.schema.json` in the jar.
public final class NdjsonReport implements ReportRenderer {
  private final Invocation typed;
  private final ScanComparison comparison;

  /// @param typed the command that produced the report, for the commands in it
  /// @param comparison what has changed since the last scan
  public NdjsonReport(Invocation typed, ScanComparison comparison) {
    this.typed = typed;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    boolean part = report.shard().isPresent();
    try (JsonGenerator json =
        ReportJson.oneLine(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"))) {
      begin(json, "scan-started");
      ReportJson.opening(json, report);
      json.writeEndObject();
      for (Gap gap : report.gaps()) {
        begin(json, "gap");
        ReportJson.gap(json, gap, report.accounts());
        json.writeEndObject();
      }
      for (RuleSummary rule : report.rules()) {
        begin(json, "rule");
        RuleJson.write(json, rule, part);
        json.writeEndObject();
      }
      for (Finding finding : report.findings()) {
        begin(json, "finding");
        ReportJson.finding(json, finding, report.accounts(), typed, comparison);
        if (part) {
          ReportJson.uid(json, finding);
        }
        json.writeEndObject();
      }
      for (FormerFinding former : comparison.former()) {
        begin(json, "former");
        ReportJson.former(json, former);
        json.writeEndObject();
      }
      if (comparison.isAsked()) {
        begin(json, "comparison");
        ReportJson.comparison(json, comparison);
        json.writeEndObject();
      }
      for (var each : report.budget().places().entrySet()) {
        begin(json, "calls");
        ReportJson.place(json, each.getKey(), each.getValue());
        json.writeEndObject();
      }
      begin(json, "summary");
      json.writeStringField("endedAt", report.endedAt().toString());
      ReportJson.summary(json, report);
      json.writeObjectFieldStart("budget");
      ReportJson.budget(json, report);
      json.writeEndObject();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void begin(JsonGenerator json, String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
  }
}
