package dev.molly.report.trend;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.history.HistoryScope;
import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.Trend;
import dev.molly.history.Trend.Day;
import dev.molly.report.scan.ReportJson;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/// The trend for programs, described by `schema/trend-1.schema.json` in the jar.
public final class TrendJson {
  private TrendJson() {}

  /// Writes the trend.
  ///
  /// @param unreadable what of the history could not be read, as sentences
  public static void write(Trend trend, List<String> unreadable, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      scope(json, trend.scope());
      json.writeStringField("by", trend.by().word());
      json.writeArrayFieldStart("days");
      for (Day day : trend.days()) {
        day(json, trend, day);
      }
      json.writeEndArray();
      ReportJson.strings(json, "unreadable", unreadable);
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void scope(JsonGenerator json, HistoryScope scope) throws IOException {
    json.writeObjectFieldStart("scope");
    json.writeStringField("id", scope.id());
    ReportJson.strings(json, "accounts", scope.accounts());
    ReportJson.strings(json, "regions", scope.regions());
    ReportJson.strings(json, "kinds", scope.kinds());
    ReportJson.strings(json, "policies", scope.policies());
    ReportJson.strings(json, "narrowed", scope.narrowed());
    json.writeEndObject();
  }

  private static void day(JsonGenerator json, Trend trend, Day day) throws IOException {
    json.writeStartObject();
    json.writeStringField("day", day.date().toString());
    json.writeNumberField("scans", day.scans());
    json.writeBooleanField("complete", day.complete());
    json.writeBooleanField("compared", day.compared());
    json.writeNumberField("notSeen", day.notSeen());
    counts(json, day.all());
    json.writeObjectFieldStart("groups");
    for (String group : trend.groups()) {
      json.writeObjectFieldStart(group);
      counts(json, day.of(group));
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, Counts counts) throws IOException {
    json.writeNumberField("open", counts.open());
    json.writeNumberField("new", counts.appeared());
    json.writeNumberField("fixed", counts.fixed());
  }
}
