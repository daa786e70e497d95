package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.plan.Change;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The result of a run, for programs: one JSON document that follows `schema/run-1.schema.json`
/// in the jar.
public final class RunJson {
  private static final int SCHEMA_VERSION = 1;

  private RunJson() {}

  /// Writes a result as one JSON document.
  public static void write(RunResult result, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      run(json, result);
    }
    out.write('\n');
    out.flush();
  }

  public static void run(JsonGenerator json, RunResult result) throws IOException {
    json.writeStartObject();
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeStringField("run", result.run().value());
    json.writeStringField("command", result.plan().operation().word());
    json.writeStringField("planDigest", result.plan().digest().hex());
    json.writeNumberField("exitCode", result.exitCode().code());
    ReportJson.optional(json, "stopped", result.stopped());
    outcomes(json, "outcomes", result.outcomes());
    halted(json, result);
    json.writeArrayFieldStart("notReached");
    for (Change change : result.notReached()) {
      json.writeStartObject();
      ReportJson.change(json, change);
      json.writeEndObject();
    }
    json.writeEndArray();
    outcomes(json, "undone", result.undone());
    json.writeEndObject();
  }

  /// Writes the halted resources, in a run that halts any: in others the member is absent.
  private static void halted(JsonGenerator json, RunResult result) throws IOException {
    if (result.halted().isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("halted");
    for (Outcome halted : result.halted()) {
      json.writeStartObject();
      ReportJson.resource(json, halted.change().resource());
      json.writeStringField("control", halted.change().control().value());
      json.writeStringField("result", halted.result().word());
      json.writeStringField("detail", halted.detail());
      ReportJson.strings(
          json,
          "notBegun",
          result.notBegun().stream()
              .filter(change -> change.resource().id().equals(halted.change().resource().id()))
              .map(change -> change.control().value())
              .toList());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void outcomes(JsonGenerator json, String field, List<Outcome> outcomes)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Outcome outcome : outcomes) {
      json.writeStartObject();
      ReportJson.change(json, outcome.change());
      json.writeStringField("result", outcome.result().word());
      json.writeStringField("detail", outcome.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
