package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.journal.JournalEntry;
import dev.molly.plan.RunId;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// Journal entries as NDJSON, for pipes: one self-contained JSON object per entry that follows
/// `schema/journal-line-1.schema.json` in the jar. The members are those of plans and runs; the
/// lines of the journal itself have other members, and hashes.
public final class JournalNdjson {
  private static final int SCHEMA_VERSION = 1;

  private JournalNdjson() {}

  /// Writes entries of a run, one line each.
  public static void write(RunId run, List<JournalEntry> entries, Writer out) throws IOException {
    for (JournalEntry entry : entries) {
      try (JsonGenerator json = ReportJson.oneLine(out)) {
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        json.writeStringField("type", entry.word());
        json.writeStringField("run", run.value());
        json.writeStringField("at", entry.at().toString());
        members(json, entry);
        json.writeEndObject();
      }
      out.write('\n');
    }
  }

  private static void members(JsonGenerator json, JournalEntry entry) throws IOException {
    switch (entry) {
      case JournalEntry.RunStarted began -> {
        json.writeStringField("command", began.command());
        ReportJson.strings(json, "callers", began.callers());
        json.writeStringField("planDigest", began.digest());
        if (began.undoes().isPresent()) {
          json.writeStringField("undoes", began.undoes().get().value());
        }
      }
      case JournalEntry.Intent intent -> {
        json.writeNumberField("step", intent.step());
        ReportJson.change(json, intent.change());
        json.writeStringField("api", intent.api());
      }
      case JournalEntry.Outcome outcome -> {
        json.writeNumberField("step", outcome.step());
        json.writeStringField("result", outcome.result().word());
        json.writeStringField("detail", outcome.detail());
      }
      case JournalEntry.Notice notice -> {
        json.writeNumberField("step", notice.step());
        ReportJson.resource(json, notice.resource());
        json.writeStringField("channel", notice.channel());
        json.writeStringField("receipt", notice.receipt());
      }
      case JournalEntry.RunFinished ended -> json.writeStringField("detail", ended.detail());
    }
  }
}
