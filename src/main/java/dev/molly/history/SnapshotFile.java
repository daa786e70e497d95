package dev.molly.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;
import dev.molly.model.Owner;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The file of a snapshot: one line for the scan, and one for each finding, as an array, because
/// there may be many.
final class SnapshotFile {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String OPEN = "open";
  private static final String UNKNOWN = "unknown";

  private SnapshotFile() {}

  static byte[] write(ScanSnapshot snapshot) {
    var lines = new ArrayList<JsonNode>();
    lines.add(scan(snapshot));
    snapshot.open().forEach(each -> lines.add(open(each)));
    snapshot.unknown().stream()
        .map(
            key ->
                array(
                    Stream.concat(
                        Stream.of(UNKNOWN, key.rule().value()), id(key.resource()).stream())))
        .forEach(lines::add);
    return SealedLines.of(lines);
  }

  private static ObjectNode scan(ScanSnapshot snapshot) {
    ObjectNode json = JSON.objectNode();
    json.set("scope", ScopeJson.write(snapshot.scope()));
    json.put("startedAt", snapshot.startedAt().toString());
    json.put("molly", snapshot.mollyVersion());
    ArrayNode targets = json.putArray("targets");
    snapshot.places().targets().stream()
        .sorted()
        .forEach(
            each -> targets.add(array(Stream.of(each.account().value(), each.region().value()))));
    ArrayNode unread = json.putArray("unread");
    for (ReadPlaces.Unread each : snapshot.places().unread()) {
      unread.add(
          array(
              Stream.of(
                  each.account().value(),
                  each.region().map(RegionId::value).orElse(""),
                  each.kind().map(KindId::value).orElse(""))));
    }
    ArrayNode rules = json.putArray("rules");
    for (CheckedRule each : snapshot.rules()) {
      rules.add(array(Stream.of(each.id().value(), each.fingerprint(), "" + each.selectsAll())));
    }
    return json;
  }

  private static ArrayNode open(OpenFinding each) {
    ResourceRef ref = each.resource();
    return array(
        Stream.of(
                Stream.of(OPEN, each.rule().value()),
                id(ref.id()).stream(),
                Stream.of(
                    ref.identifier(),
                    ref.name(),
                    ref.arn(),
                    each.severity().name(),
                    each.since().toString(),
                    "" + each.orEarlier(),
                    each.lastSeen().toString(),
                    each.owner().word(),
                    each.owner().name().orElse("")))
            .flatMap(parts -> parts));
  }

  private static List<String> id(ResourceId id) {
    return List.of(id.kind().value(), id.account().value(), id.region().value(), id.uid());
  }

  private static ArrayNode array(Stream<String> parts) {
    ArrayNode array = JSON.arrayNode();
    parts.forEach(array::add);
    return array;
  }

  /// Returns the snapshot in a file.
  ///
  /// @throws IllegalArgumentException if it is not as it was written
  static ScanSnapshot read(byte[] content) {
    List<JsonNode> lines = SealedLines.read(content);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("is damaged: it names no scan");
    }
    JsonNode scan = lines.getFirst();
    var open = new ArrayList<OpenFinding>();
    var unknown = new HashSet<FindingKey>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      var rule = new RuleId(part(line, 1));
      var id =
          new ResourceId(
              new KindId(part(line, 2)),
              new AccountId(part(line, 3)),
              new RegionId(part(line, 4)),
              part(line, 5));
      switch (part(line, 0)) {
        case OPEN -> open.add(open(line, rule, id));
        case UNKNOWN -> unknown.add(new FindingKey(id, rule));
        default -> throw new IllegalArgumentException("is damaged: unknown line " + line);
      }
    }
    return new ScanSnapshot(
        ScopeJson.read(scan.path("scope")),
        Instant.parse(scan.path("startedAt").asText()),
        scan.path("molly").asText(),
        places(scan),
        scan.path("rules")
            .valueStream()
            .map(
                each ->
                    new CheckedRule(
                        new RuleId(part(each, 0)),
                        part(each, 1),
                        Boolean.parseBoolean(part(each, 2))))
            .toList(),
        open,
        unknown);
  }

  private static ReadPlaces places(JsonNode scan) {
    var targets = new HashSet<AccountRegion>();
    scan.path("targets")
        .forEach(
            each ->
                targets.add(
                    new AccountRegion(new AccountId(part(each, 0)), new RegionId(part(each, 1)))));
    return new ReadPlaces(
        targets,
        scan.path("unread")
            .valueStream()
            .map(
                each ->
                    new ReadPlaces.Unread(
                        new AccountId(part(each, 0)),
                        word(part(each, 1)).map(RegionId::new),
                        word(part(each, 2)).map(KindId::new)))
            .toList());
  }

  private static OpenFinding open(JsonNode line, RuleId rule, ResourceId id) {
    return new OpenFinding(
        new ResourceRef(id, part(line, 6), part(line, 7), part(line, 8)),
        rule,
        Severity.valueOf(part(line, 9)),
        Instant.parse(part(line, 10)),
        Boolean.parseBoolean(part(line, 11)),
        Instant.parse(part(line, 12)),
        owner(line));
  }

  /// A line of an earlier molly names no owner.
  private static Owner owner(JsonNode line) {
    return switch (line.path(13).asText()) {
      case "tagged" -> new Owner.Named(part(line, 14));
      case "untagged" -> new Owner.None();
      case "unknown" -> new Owner.Unknown("the scan that saw it last could not read its tags");
      default -> new Owner.Unread();
    };
  }

  private static Optional<String> word(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static String part(JsonNode line, int index) {
    JsonNode part = line.path(index);
    if (!part.isTextual()) {
      throw new IllegalArgumentException("is damaged: a part of a line is missing");
    }
    return part.textValue();
  }
}
