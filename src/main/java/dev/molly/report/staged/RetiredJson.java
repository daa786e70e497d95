package dev.molly.report.staged;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.ExitCode;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.plan.Change;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.change.PlanJson;
import dev.molly.report.change.RunJson;
import dev.molly.report.format.Invocation;
import dev.molly.report.scan.ReportJson;
import dev.molly.retire.Blocker;
import dev.molly.retire.NextAction;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.retire.RetirementRecord;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The retired resources, and the result of a sweep, for programs: one JSON document each,
/// described by `schema/status-2.schema.json` and `schema/sweep-2.schema.json` in the jar.
public final class RetiredJson {
  private static final int SCHEMA_VERSION = 2;

  private RetiredJson() {}

  /// Writes a status as one JSON document.
  ///
  /// @param typed the command that produced it, for the commands in it
  public static void write(RetirementStatus retirementStatus, Invocation typed, Writer out)
      throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("exitCode", retirementStatus.exitCode().code());
      register(json, retirementStatus, typed);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  /// Writes the result of a sweep as one JSON document.
  ///
  /// @param code the exit code of the command
  /// @param typed the command that produced it, for the commands in it
  public static void write(SweepReport sweep, ExitCode code, Invocation typed, Writer out)
      throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("exitCode", code.code());
      register(json, sweep.after(), typed);
      ReportJson.strings(
          json, "told", sweep.told().stream().map(r -> r.resource().ref().arn()).toList());
      json.writeArrayFieldStart("untold");
      for (SweepReport.Unannounced each : sweep.untold()) {
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
      PlanJson.refusals(json, "leftOut", sweep.leftOut(), typed);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void register(
      JsonGenerator json, RetirementStatus retirementStatus, Invocation typed) throws IOException {
    json.writeStringField("at", retirementStatus.at().toString());
    json.writeArrayFieldStart("gaps");
    for (Gap gap : retirementStatus.gaps()) {
      json.writeStartObject();
      ReportJson.gap(json, gap);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("retired");
    for (RetiredResource each : retirementStatus.retired()) {
      retired(json, each, typed);
    }
    json.writeEndArray();
  }

  private static void retired(JsonGenerator json, RetiredResource each, Invocation typed)
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
    status(json, each);
    ReportJson.optional(json, "failedStart", each.failedStart().map(Blocker::reason));
    if (each.record().isPresent()) {
      record(json, each.record().get());
    }
    if (each.isUnknownHere()) {
      json.writeBooleanField("knownHere", false);
    }
    json.writeStringField("undo", typed.complete("molly restore " + each.resource().ref().typed()));
    json.writeEndObject();
  }

  private static void status(JsonGenerator json, RetiredResource each) throws IOException {
    switch (each.status()) {
      case Status.InvalidRecord(var why) -> status(json, "invalid-record", why);
      case Status.Unreachable(var record, var why) -> status(json, "unreachable", why);
      case Status.Known(var record, NextAction.Done next) ->
          status(json, "done", each.meanwhile().orElse(""));
      case Status.Known(var record, NextAction.Wait(_, var forWhat)) ->
          status(json, "waiting", forWhat);
      case Status.Known(var record, NextAction.Apply(Change change)) ->
          status(json, "pending", change.control().value());
      case Status.Known(var record, NextAction.Blocked(Refusal why)) ->
          status(json, "blocked", why.reason());
    }
  }

  private static void status(JsonGenerator json, String word, String detail) throws IOException {
    json.writeStringField("status", word);
    json.writeStringField("detail", detail);
  }

  private static void record(JsonGenerator json, RetirementRecord record) throws IOException {
    json.writeObjectFieldStart("record");
    json.writeStringField("goal", record.goal().word());
    json.writeStringField("by", record.by());
    json.writeStringField("why", record.why());
    json.writeStringField("at", record.at().toString());
    json.writeStringField("due", record.due().toString());
    ReportJson.optional(json, "name", record.name());
    ReportJson.strings(json, "options", List.copyOf(record.options()));
    ReportJson.optional(json, "told", record.told().map(OwnerNotice::at));
    json.writeEndObject();
  }
}
