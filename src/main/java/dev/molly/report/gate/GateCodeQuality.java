package dev.molly.report.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.model.Severity;
import dev.molly.report.format.PrintableText;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;

/// A report about a plan as GitLab's code quality report.
///
/// Source: "Code Quality report format" in GitLab's documentation.
final class GateCodeQuality {
  private GateCodeQuality() {}

  static void write(GateReport report, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartArray();
      for (GateFinding finding : report.findings()) {
        if (finding.allowance().isEmpty()) {
          issue(
              json,
              report,
              finding.rule().id().value(),
              GatePhrases.title(finding) + ": " + GatePhrases.what(finding),
              severity(finding.severity()),
              GatePhrases.fingerprint(finding));
        }
      }
      for (String sentence : report.unclear()) {
        issue(json, report, "unclear", sentence, "blocker", GatePhrases.fingerprint(sentence));
      }
      json.writeEndArray();
    }
    out.write('\n');
    out.flush();
  }

  private static void issue(
      JsonGenerator json,
      GateReport report,
      String check,
      String description,
      String severity,
      String fingerprint)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("check_name", check);
    json.writeStringField("description", PrintableText.of(description));
    json.writeStringField("severity", severity);
    json.writeStringField("fingerprint", fingerprint);
    json.writeObjectFieldStart("location");
    json.writeStringField("path", GatePhrases.uri(report));
    json.writeObjectFieldStart("lines");
    json.writeNumberField("begin", 1);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String severity(Severity severity) {
    return switch (severity) {
      case LOW -> "minor";
      case MEDIUM -> "major";
      case HIGH -> "critical";
      case CRITICAL -> "blocker";
    };
  }
}
