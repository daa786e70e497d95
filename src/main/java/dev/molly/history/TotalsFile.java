package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.history.ScanTotals.Counts;
import dev.molly.history.ScanTotals.Grouping;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The file of one scan's totals.
final class TotalsFile {
  private TotalsFile() {}

  static byte[] write(ScanTotals totals) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("scope", ScopeJson.write(totals.scope()));
    json.put("startedAt", totals.startedAt().toString());
    json.put("complete", totals.complete());
    json.put("compared", totals.compared());
    json.put("notSeen", totals.notSeen());
    for (Grouping by : Grouping.values()) {
      ObjectNode group = json.putObject(by.word());
      totals
          .by(by)
          .forEach(
              (name, counts) ->
                  group
                      .putArray(name)
                      .add(counts.open())
                      .add(counts.appeared())
                      .add(counts.fixed()));
    }
    return SealedLines.of(List.of(json));
  }

  /// Returns the totals in a file.
  ///
  /// @throws IllegalArgumentException if it is not as it was written
  static ScanTotals read(byte[] content) {
    List<JsonNode> lines = SealedLines.read(content);
    if (lines.size() != 1) {
      throw new IllegalArgumentException("is damaged: it holds no totals");
    }
    JsonNode json = lines.getFirst();
    var groups = new EnumMap<Grouping, SortedMap<String, Counts>>(Grouping.class);
    for (Grouping by : Grouping.values()) {
      var counts = new TreeMap<String, Counts>();
      for (var each : json.path(by.word()).properties()) {
        JsonNode numbers = each.getValue();
        counts.put(
            each.getKey(),
            new Counts(
                numbers.path(0).asLong(), numbers.path(1).asLong(), numbers.path(2).asLong()));
      }
      groups.put(by, counts);
    }
    return new ScanTotals(
        ScopeJson.read(json.path("scope")),
        Instant.parse(json.path("startedAt").asText()),
        json.path("complete").asBoolean(),
        json.path("compared").asBoolean(),
        json.path("notSeen").asLong(),
        groups);
  }
}
