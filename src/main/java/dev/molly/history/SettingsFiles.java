package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.SettingsSnapshot;
import dev.molly.model.SettingsSnapshot.Reading;
import dev.molly.model.SettingsSnapshot.Setting;
import dev.molly.model.SettingsStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// The settings that scans keep, in one file for each kind in each account and region. A file
/// that another version of molly wrote is not used: that version may have read something else.
public final class SettingsFiles implements SettingsStore {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ScanStore store;
  private final String mollyVersion;

  /// @param mollyVersion the version of this molly
  public SettingsFiles(ScanStore store, String mollyVersion) {
    this.store = store;
    this.mollyVersion = mollyVersion;
  }

  private static String file(AccountRegion place, KindId kind) {
    return "cache/%s/%s-%s.jsonl".formatted(place.account().value(), place.region(), kind);
  }

  @Override
  public Optional<SettingsSnapshot> load(AccountRegion place, KindId kind) {
    return SealedLines.read(
        store, file(place, kind), content -> snapshot(SealedLines.read(content), place, kind));
  }

  @Override
  public void save(AccountRegion place, KindId kind, SettingsSnapshot snapshot) {
    store.replace(file(place, kind), SealedLines.of(lines(place, kind, snapshot)));
  }

  private List<JsonNode> lines(AccountRegion place, KindId kind, SettingsSnapshot snapshot) {
    var lines = new ArrayList<JsonNode>();
    lines.add(array(first(place, kind)).add(snapshot.asOf().toString()));
    snapshot
        .settings()
        .forEach(
            (setting, reading) ->
                lines.add(
                    array(
                        List.of(
                            setting.uid(),
                            setting.control().value(),
                            reading.value(),
                            reading.at().toString()))));
    return lines;
  }

  private List<String> first(AccountRegion place, KindId kind) {
    return List.of(mollyVersion, place.account().value(), place.region().value(), kind.value());
  }

  private static ArrayNode array(List<String> parts) {
    ArrayNode array = JSON.arrayNode();
    parts.forEach(array::add);
    return array;
  }

  private SettingsSnapshot snapshot(List<JsonNode> lines, AccountRegion place, KindId kind) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("is damaged: it has no first line");
    }
    List<String> head = texts(lines.getFirst());
    List<String> expected = first(place, kind);
    if (head.size() != expected.size() + 1 || !head.subList(1, 4).equals(expected.subList(1, 4))) {
      throw new IllegalArgumentException("is of another account, region or kind");
    }
    if (!head.getFirst().equals(mollyVersion)) {
      throw new IllegalArgumentException(
          "was written by molly %s, and this is %s".formatted(head.getFirst(), mollyVersion));
    }
    var settings = new HashMap<Setting, Reading>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      List<String> parts = texts(line);
      if (parts.size() != 4) {
        throw new IllegalArgumentException(
            "is damaged: a line has %d parts".formatted(parts.size()));
      }
      settings.put(
          new Setting(parts.get(0), new ControlId(parts.get(1))),
          new Reading(parts.get(2), Instant.parse(parts.get(3))));
    }
    return new SettingsSnapshot(Instant.parse(head.getLast()), settings);
  }

  private static List<String> texts(JsonNode line) {
    return line.valueStream().map(JsonNode::asText).toList();
  }
}
