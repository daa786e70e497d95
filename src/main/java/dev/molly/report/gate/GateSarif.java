package dev.molly.report.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.GateRule;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.SarifText;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;

/// A report about a plan for code scanning, as SARIF 2.1.0. What is unclear is a notification of an
/// unsuccessful run, because a viewer that lists only failures would show the plan as clean.
final class GateSarif {
  private GateSarif() {}

  static void write(GateReport report, Invocation typed, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeStringField("$schema", SarifText.SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json);
      invocation(json, report);
      json.writeArrayFieldStart("results");
      for (GateFinding finding : report.findings()) {
        result(json, report, finding, typed);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void tool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "molly gate");
    json.writeArrayFieldStart("rules");
    for (GateRule rule : GateRule.values()) {
      json.writeStartObject();
      json.writeStringField("id", rule.id().value());
      SarifText.message(json, "shortDescription", rule.summary());
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", SarifText.level(rule.severity()));
      json.writeEndObject();
      SarifText.message(json, "help", "To read more: molly explain " + rule.id());
      json.writeObjectFieldStart("properties");
      json.writeStringField("security-severity", SarifText.score(rule.severity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void invocation(JsonGenerator json, GateReport report) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", report.unclear().isEmpty());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (String sentence : report.unclear()) {
      json.writeStartObject();
      json.writeStringField("level", "error");
      SarifText.message(json, "message", sentence);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void result(
      JsonGenerator json, GateReport report, GateFinding finding, Invocation typed)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", finding.rule().id().value());
    json.writeStringField("level", SarifText.level(finding.severity()));
    SarifText.message(
        json,
        "message",
        "%s: %s %s"
            .formatted(
                GatePhrases.title(finding),
                GatePhrases.what(finding),
                String.join(" ", GatePhrases.steps(finding, typed))));
    location(json, report, finding);
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("primaryLocationLineHash", GatePhrases.fingerprint(finding));
    json.writeEndObject();
    if (finding.allowance().isPresent()) {
      json.writeArrayFieldStart("suppressions");
      json.writeStartObject();
      json.writeStringField("kind", "external");
      json.writeStringField("justification", GatePhrases.allowance(finding));
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, GateReport report, GateFinding finding)
      throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", GatePhrases.uri(report));
    json.writeEndObject();
    // GitHub accepts no result without a line.
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", 1);
    json.writeEndObject();
    json.writeEndObject();
    if (!finding.address().isEmpty()) {
      json.writeArrayFieldStart("logicalLocations");
      json.writeStartObject();
      json.writeStringField("fullyQualifiedName", finding.address());
      json.writeStringField("kind", "resource");
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
    json.writeEndArray();
  }
}
