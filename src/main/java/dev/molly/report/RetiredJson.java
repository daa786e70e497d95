package dev.molly.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.Change;
import dev.molly.model.Gap;
import dev.molly.model.Refusal;
import dev.molly.model.ResourceId;
import dev.molly.model.RunResult;
import dev.molly.retire.Next;
import dev.molly.retire.Retired;
import dev.molly.retire.Retired.Standing;
import dev.molly.retire.Retirement;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// What is retired, and what a sweep did about it, for programs: one JSON document each, as
/// `schema/status-1.schema.json` and `schema/sweep-1.schema.json` in the jar describe them.
public final class RetiredJson {
  private static final int SCHEMA_VERSION = 1;

  private RetiredJson() {}

  /// Writes a register as one JSON document.
  ///
  /// @param typed what was typed to get it, for the commands in it
  public static void write(Register register, Invocation typed, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("exitCode", register.exitCode().code());
      register(json, register, typed);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /// Writes a sweep as one JSON document.
  ///
  /// @param typed what was typed to get it, for the commands in it
  public static void write(Sweep sweep, Invocation typed, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("exitCode", sweep.exitCode().code());
      register(json, sweep.after(), typed);
      ReportJson.strings(
          json, "told", sweep.told().stream().map(r -> r.resource().ref().arn()).toList());
      json.writeArrayFieldStart("untold");
      for (Sweep.Untold each : sweep.untold()) {
        json.writeStartObject();
        json.writeStringField("arn", each.retired().resource().ref().arn());
        json.writeStringField("why", typed.complete(each.why()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("runs");
      for (RunResult run : sweep.runs()) {
        RunJson.run(json, run);
      }
      json.writeEndArray();
      PlanJson.refusals(json, "refused", sweep.refused(), typed);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void register(JsonGenerator json, Register register, Invocation typed)
      throws IOException {
    json.writeStringField("at", register.at().toString());
    json.writeArrayFieldStart("gaps");
    for (Gap gap : register.gaps()) {
      json.writeStartObject();
      ReportJson.gap(json, gap);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("retired");
    for (Retired each : register.retired()) {
      retired(json, each, typed);
    }
    json.writeEndArray();
  }

  private static void retired(JsonGenerator json, Retired each, Invocation typed)
      throws IOException {
    ResourceId id = each.resource().id();
    json.writeStartObject();
    json.writeStringField("kind", id.kind().value());
    json.writeStringField("account", id.account().value());
    json.writeStringField("region", id.region().value());
    json.writeStringField("uid", id.uid());
    json.writeStringField("id", each.resource().ref().identifier());
    json.writeStringField("name", each.resource().ref().name());
    json.writeStringField("arn", each.resource().ref().arn());
    standing(json, each);
    if (each.record().isPresent()) {
      record(json, each.record().get());
    }
    if (each.isUnknownHere()) {
      json.writeBooleanField("knownHere", false);
    }
    json.writeStringField(
        "undo", typed.complete("molly restore " + Phrases.typed(each.resource().ref())));
    json.writeEndObject();
  }

  private static void standing(JsonGenerator json, Retired each) throws IOException {
    switch (each.standing()) {
      case Standing.Tampered(var why) -> standing(json, "tampered", why);
      case Standing.Unseen(var record, var why) -> standing(json, "unseen", why);
      case Standing.Known(var record, Next.Reached next) ->
          standing(json, "reached", each.meanwhile().orElse(""));
      case Standing.Known(var record, Next.Wait(var forWhat)) -> standing(json, "waits", forWhat);
      case Standing.Known(var record, Next.Do(Change change)) ->
          standing(json, "next", change.control().value());
      case Standing.Known(var record, Next.Blocked(Refusal why)) ->
          standing(json, "blocked", why.what());
    }
  }

  private static void standing(JsonGenerator json, String word, String detail) throws IOException {
    json.writeStringField("standing", word);
    json.writeStringField("detail", detail);
  }

  private static void record(JsonGenerator json, Retirement record) throws IOException {
    json.writeObjectFieldStart("record");
    json.writeStringField("goal", record.goal().word());
    json.writeStringField("by", record.by());
    json.writeStringField("why", record.why());
    json.writeStringField("at", record.at().toString());
    json.writeStringField("due", record.due().toString());
    ReportJson.optional(json, "name", record.name());
    ReportJson.strings(json, "options", List.copyOf(record.options()));
    ReportJson.optional(json, "told", record.told());
    json.writeEndObject();
  }
}
