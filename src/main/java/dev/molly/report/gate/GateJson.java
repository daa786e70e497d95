package dev.molly.report.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.PlanAction;
import dev.molly.gate.ResourceFacts;
import dev.molly.model.Evidence;
import dev.molly.report.change.ChangeJson;
import dev.molly.report.format.Invocation;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// A report about a plan, for programs. Its schema: `molly schema gate`.
final class GateJson {
  private GateJson() {}

  static void write(GateReport report, Invocation typed, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("plan", report.plan());
      json.writeStringField("madeBy", report.tool());
      json.writeStringField("policy", report.policy());
      json.writeStringField("failOn", report.failOn().word());
      json.writeNumberField("exitCode", report.exitCode().code());
      json.writeObjectFieldStart("changes");
      for (PlanAction action : PlanAction.values()) {
        if (action != PlanAction.NONE) {
          json.writeNumberField(action.word(), report.changes().getOrDefault(action, 0));
        }
      }
      json.writeNumberField("otherProviders", report.others());
      json.writeEndObject();
      json.writeNumberField("weight", report.weight());
      json.writeNumberField("weightLimit", report.limit());
      json.writeArrayFieldStart("findings");
      for (GateFinding finding : report.findings()) {
        finding(json, report, finding, typed);
      }
      json.writeEndArray();
      ReportJson.strings(json, "unclear", report.unclear());
      if (!report.live().isEmpty()) {
        live(json, report.live());
      }
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void live(JsonGenerator json, List<ResourceFacts> live) throws IOException {
    json.writeArrayFieldStart("live");
    for (ResourceFacts each : live) {
      json.writeStartObject();
      json.writeStringField("address", each.address());
      json.writeStringField("resource", each.resource());
      json.writeBooleanField("known", each.answer() == ResourceFacts.Answer.ASKED);
      json.writeArrayFieldStart("facts");
      for (Evidence fact : each.facts()) {
        json.writeStartObject();
        ChangeJson.fact(json, fact);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void finding(
      JsonGenerator json, GateReport report, GateFinding finding, Invocation typed)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("rule", finding.rule().id().value());
    json.writeStringField("severity", finding.severity().word());
    json.writeBooleanField("stops", report.stops(finding));
    json.writeStringField("address", finding.address());
    json.writeStringField("type", finding.type());
    json.writeStringField("action", finding.action().word());
    json.writeStringField("resource", finding.resource());
    ReportJson.strings(json, "what", finding.what());
    json.writeArrayFieldStart("steps");
    for (GateFinding.Step step : finding.steps()) {
      json.writeStartObject();
      json.writeStringField("text", step.text());
      List<String> code = step.code().stream().map(typed::complete).toList();
      ReportJson.strings(json, "code", code);
      json.writeEndObject();
    }
    json.writeEndArray();
    String allowance = GatePhrases.allowance(finding);
    if (!allowance.isEmpty()) {
      json.writeStringField("allowance", allowance);
    }
    json.writeEndObject();
  }
}
