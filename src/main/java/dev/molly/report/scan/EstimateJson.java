package dev.molly.report.scan;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Gap;
import dev.molly.model.ScanEstimate;
import java.io.IOException;
import java.io.Writer;

/// An estimate of a scan for programs, described by `schema/estimate-1.schema.json` in the jar.
public final class EstimateJson {
  private EstimateJson() {}

  /// Writes the estimate.
  ///
  /// @param accounts the names of the accounts
  public static void write(ScanEstimate estimate, AccountDirectory accounts, Writer out)
      throws IOException {
    try (JsonGenerator json = ReportJson.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", 1);
      json.writeStringField("estimatedAt", estimate.at().toString());
      if (estimate.basis().isPresent()) {
        json.writeObjectFieldStart("lastScan");
        json.writeStringField("startedAt", estimate.basis().get().at().toString());
        json.writeNumberField("seconds", ReportJson.seconds(estimate.basis().get().took()));
        json.writeBooleanField("complete", estimate.basis().get().complete());
        json.writeEndObject();
      }
      json.writeNumberField("spent", estimate.spent());
      json.writeNumberField("calls", estimate.budget().calls());
      ReportJson.quota(json, estimate.budget());
      json.writeArrayFieldStart("places");
      for (var each : estimate.budget().places().entrySet()) {
        json.writeStartObject();
        ReportJson.place(json, each.getKey(), each.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("gaps");
      for (Gap gap : estimate.gaps()) {
        json.writeStartObject();
        ReportJson.gap(json, gap, accounts);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }
}
