package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.RuleSummary;
import java.io.IOException;

/// A rule in the JSON formats.
final class RuleJson {
  private RuleJson() {}

  /// Writes the members of a rule.
  ///
  /// @param part whether the report is that of a shard, which a merge reads back
  static void write(JsonGenerator json, RuleSummary rule, boolean part) throws IOException {
    json.writeStringField("rule", rule.id().value());
    json.writeStringField("kind", rule.kind().value());
    json.writeStringField("control", rule.control().value());
    json.writeStringField("severity", rule.severity().word());
    json.writeStringField("why", rule.why());
    ReportJson.strings(json, "references", rule.references());
    json.writeStringField("explain", rule.explain());
    nonEmpty(json, "documentation", rule.guidance().documentation());
    nonEmpty(json, "terraform", rule.guidance().terraform());
    if (part) {
      ReportJson.optional(json, "atLeast", rule.atLeast());
      nonEmpty(json, "console", rule.guidance().console().path());
    }
  }

  private static void nonEmpty(JsonGenerator json, String field, String text) throws IOException {
    if (!text.isEmpty()) {
      json.writeStringField(field, text);
    }
  }
}
