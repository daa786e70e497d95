package dev.molly.report.staged;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.ControlId;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.report.scan.ReportJson;
import dev.molly.retire.LeasedResource;
import dev.molly.retire.ProtectionLease;
import java.io.IOException;
import java.io.Writer;

/// The leases, for programs: one JSON document, described by `schema/leases-1.schema.json` in
/// the jar.
public final class LeaseJson {
  private static final int SCHEMA_VERSION = 1;

  private LeaseJson() {}

  /// Writes the leases.
  public static void write(LeaseReport leases, Writer out) throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("exitCode", leases.exitCode().code());
      json.writeStringField("at", leases.at().toString());
      json.writeArrayFieldStart("gaps");
      for (Gap gap : leases.gaps()) {
        json.writeStartObject();
        ReportJson.gap(json, gap);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("leases");
      for (LeasedResource each : leases.leased()) {
        one(json, each, leases);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void one(JsonGenerator json, LeasedResource each, LeaseReport leases)
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
    switch (each.reading()) {
      case ProtectionLease.Reading.Found(var lease) -> {
        json.writeStringField("state", lease.hasLapsed(leases.at()) ? "ended" : "on");
        json.writeStringField("until", lease.until().toString());
        json.writeStringField("at", lease.at().toString());
        json.writeStringField("by", lease.by());
        json.writeStringField("why", lease.why());
        ReportJson.strings(
            json, "off", lease.settings().keySet().stream().map(ControlId::value).toList());
      }
      case ProtectionLease.Reading.Unreadable(var why) -> {
        json.writeStringField("state", "unreadable");
        json.writeStringField("detail", why);
      }
      case ProtectionLease.Reading.None none -> {
        json.writeStringField("state", "unreadable");
        json.writeStringField("detail", "it has none");
      }
    }
    json.writeEndObject();
  }
}
