package dev.molly.report.change;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.Evidence;
import java.io.IOException;
import java.util.List;

/// Evidence as a list in a JSON document: `topic`, `weight` (`alarm`, `calm` or `unknown`),
/// `sentence`, and `missingPermission` if a missing permission is the cause of `unknown`.
final class EvidenceJson {
  private EvidenceJson() {}

  /// Writes the evidence as one JSON array, the value of the current field.
  static void write(List<Evidence> evidence, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Evidence each : evidence) {
      json.writeStartObject();
      json.writeStringField("topic", each.topic().word());
      json.writeStringField("weight", weight(each));
      json.writeStringField("sentence", each.sentence());
      if (each instanceof Evidence.Unknown(var topic, var sentence, var missing)
          && !missing.isEmpty()) {
        json.writeStringField("missingPermission", missing);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String weight(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Warning warning -> "alarm";
      case Evidence.Note note -> "calm";
      case Evidence.Unknown unknown -> "unknown";
    };
  }
}
