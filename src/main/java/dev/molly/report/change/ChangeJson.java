package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.Evidence;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.format.Invocation;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The output of a changing command, for programs: one JSON document that follows
/// `schema/change-1.schema.json` in the jar.
public final class ChangeJson {
  private static final int SCHEMA_VERSION = 1;

  private ChangeJson() {}

  /// The content of the document.
  ///
  /// @param exitCode the exit code of the command
  /// @param refused the objections of the guards to the plan or to its execution
  /// @param phrase the phrase that confirms the plan; empty when the plan is not to be confirmed
  /// @param next the command that applies the plan; empty when there is nothing to apply
  /// @param result the result of the run; empty when nothing was applied
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

    /// Returns the same document with another exit code.
    public Document with(ExitCode code) {
      return new Document(plan, code, refused, phrase, next, result);
    }
  }

  /// Writes a document as JSON.
  ///
  /// @param evidence the evidence about each resource of the plan that is taken to a goal
  /// @param typed the command line as typed, which completes the commands in the document
  public static void write(
      Document document, Map<ResourceId, List<Evidence>> evidence, Invocation typed, Writer out)
      throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeStringField("command", document.plan().operation().word());
      json.writeNumberField("exitCode", document.exitCode().code());
      json.writeFieldName("plan");
      PlanJson.plan(json, document.plan());
      // The plan's own refusals are part of its digest and stay unchanged.
      PlanJson.refusals(json, "refused", document.refused(), typed);
      if (!document.plan().skipped().isEmpty()) {
        ReportJson.strings(
            json, "left", document.plan().skipped().stream().map(typed::complete).toList());
      }
      if (!evidence.isEmpty()) {
        evidence(json, document.plan(), evidence);
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

  /// Writes one object for each piece of evidence, in the order of the plan's resources.
  private static void evidence(
      JsonGenerator json, Plan plan, Map<ResourceId, List<Evidence>> evidence) throws IOException {
    json.writeArrayFieldStart("evidence");
    List<ResourceRef> resources =
        plan.steps().stream().map(step -> step.change().resource()).distinct().toList();
    for (ResourceRef resource : resources) {
      for (Evidence each : evidence.getOrDefault(resource.id(), List.of())) {
        json.writeStartObject();
        ReportJson.resource(json, resource);
        fact(json, each);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /// Writes the members of one piece of evidence.
  public static void fact(JsonGenerator json, Evidence evidence) throws IOException {
    json.writeStringField("weight", weight(evidence));
    json.writeStringField("topic", evidence.topic().word());
    json.writeStringField("sentence", evidence.sentence());
    if (evidence instanceof Evidence.Unknown(_, _, var missing) && !missing.isEmpty()) {
      json.writeStringField("missingPermission", missing);
    }
  }

  private static String weight(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Warning _ -> "warning";
      case Evidence.Unknown _ -> "unknown";
      case Evidence.Note _ -> "note";
    };
  }
}
