package dev.molly.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.molly.model.Clue;
import java.io.IOException;
import java.util.List;

/// Clues as a list in a JSON document: `topic`, `weight` (`alarm`, `calm` or `unknown`),
/// `sentence`, and `missingPermission` where that is why it is unknown.
final class ClueJson {
  private ClueJson() {}

  /// Writes one list, as the value of whatever comes next.
  static void write(List<Clue> clues, JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Clue clue : clues) {
      json.writeStartObject();
      json.writeStringField("topic", clue.topic().word());
      json.writeStringField("weight", weight(clue));
      json.writeStringField("sentence", clue.sentence());
      if (clue instanceof Clue.Unknown(var topic, var sentence, var missing)
          && !missing.isEmpty()) {
        json.writeStringField("missingPermission", missing);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String weight(Clue clue) {
    return switch (clue) {
      case Clue.Alarm alarm -> "alarm";
      case Clue.Calm calm -> "calm";
      case Clue.Unknown unknown -> "unknown";
    };
  }
}
