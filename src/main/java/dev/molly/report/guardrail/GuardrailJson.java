package dev.molly.report.guardrail;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.guardrail.ApiRequest;
import dev.molly.guardrail.DoorResult;
import dev.molly.guardrail.DoorResult.State;
import dev.molly.guardrail.GuardrailReport;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;

/// The doors, for programs. The schema: `molly schema guardrails`.
public final class GuardrailJson {
  private GuardrailJson() {}

  public static void write(GuardrailReport report, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      ReportJson.strings(json, "controlPolicies", report.controlPolicies());
      ReportJson.strings(json, "identityPolicies", report.identityPolicies());
      json.writeNumberField("exitCode", report.exitCode().code());
      json.writeArrayFieldStart("doors");
      for (DoorResult result : report.doors()) {
        door(json, result);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void door(JsonGenerator json, DoorResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", result.door().id());
    json.writeStringField("what", result.door().what());
    json.writeStringField("state", result.state().word());
    json.writeBooleanField("accepted", result.accepted());
    json.writeStringField(result.state() == State.OPEN ? "remedy" : "because", result.because());
    json.writeArrayFieldStart("requests");
    for (ApiRequest request : result.door().requests()) {
      json.writeStartObject();
      json.writeStringField("action", request.action());
      json.writeStringField("resource", request.resource());
      json.writeStringField("principal", request.principal());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
