package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.ExitCode;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.format.Invocation;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/// What a command that changes something has to say, for programs: one JSON document, as
/// `schema/change-1.schema.json` in the jar describes it.
public final class ChangeJson {
  private static final int SCHEMA_VERSION = 1;

  private ChangeJson() {}

  /// Everything that such a command says.
  ///
  /// @param exitCode what the command ends with
  /// @param refused what speaks against the plan, or against its being carried out
  /// @param phrase what confirms the plan; empty when it is not to be confirmed
  /// @param next what carries the plan out; empty when there is nothing to carry out
  /// @param result how it went; empty when nothing was carried out
  public record Document(
      Plan plan,
      ExitCode exitCode,
      List<Refusal> refused,
      Optional<String> phrase,
      Optional<String> next,
      Optional<RunResult> result) {
    public Document {
      refused = List.copyOf(refused);
    }
  }

  /// Writes it.
  ///
  /// @param typed what was typed to get it, for the commands in it
  public static void write(Document document, Invocation typed, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeStringField("command", document.plan().command());
      json.writeNumberField("exitCode", document.exitCode().code());
      json.writeFieldName("plan");
      PlanJson.plan(json, document.plan());
      // Those of the plan are part of its digest, and stay as they are.
      PlanJson.refusals(json, "refused", document.refused(), typed);
      if (!document.plan().skipped().isEmpty()) {
        ReportJson.strings(
            json, "left", document.plan().skipped().stream().map(typed::complete).toList());
      }
      ReportJson.optional(json, "phrase", document.phrase());
      ReportJson.optional(json, "next", document.next());
      if (document.result().isPresent()) {
        json.writeFieldName("result");
        RunJson.run(json, document.result().get());
      }
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }
}
