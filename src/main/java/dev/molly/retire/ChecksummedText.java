package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Digest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The facts of a record as the value of its main tag: `v=1 due=... sum=0123456789ab`. The
/// checksum covers the facts, the record's other tags and the resource's own id: a record that
/// was edited by hand, or copied to another resource with its tags, is rejected.
final class ChecksummedText {
  private static final String VERSION = "1";
  private static final String SUM = " sum=";
  private static final int SUM_LENGTH = 12;

  /// The earliest possible retirement: EC2 began in 2006.
  private static final Instant EARLIEST = Instant.parse("2006-01-01T00:00:00Z");

  private final String tag;
  private final Map<String, String> facts;

  private ChecksummedText(String tag, Map<String, String> facts) {
    this.tag = tag;
    this.facts = facts;
  }

  /// Returns the value of the main tag.
  ///
  /// @param facts the facts, in the order in which they are written
  /// @param others the record's other tags
  static String write(
      List<Map.Entry<String, String>> facts, Map<String, String> others, String uid) {
    String text =
        facts.stream()
            .map(fact -> " " + fact.getKey() + "=" + fact.getValue())
            .collect(Collectors.joining("", "v=" + VERSION, ""));
    return text + SUM + sum(text, others, uid);
  }

  /// Reads the main tag.
  ///
  /// @param tags all tags of the record
  /// @throws IllegalArgumentException if the tags are not as Molly wrote them for this resource
  static ChecksummedText read(String tag, Map<String, String> tags, String uid) {
    String text = tags.get(tag);
    if (text == null) {
      throw new IllegalArgumentException("the tag " + tag + " is gone, others of it are not");
    }
    var record = new ChecksummedText(tag, words(text));
    String version = record.facts.getOrDefault("v", "?");
    if (!version.equals(VERSION)) {
      throw new IllegalArgumentException(
          "the tag %s is of version %s, and this molly reads %s: use a newer molly"
              .formatted(tag, version, VERSION));
    }
    int end = text.lastIndexOf(SUM);
    var others = new TreeMap<>(tags);
    others.remove(tag);
    if (end < 0 || !sum(text.substring(0, end), others, uid).equals(record.facts.get("sum"))) {
      throw new IllegalArgumentException(
          "the tags %s* are not as molly wrote them for this resource: they were edited, or copied from another resource"
              .formatted(tag));
    }
    return record;
  }

  private static String sum(String facts, Map<String, String> others, String uid) {
    var digest = new Digest.Builder().add(uid).add(facts);
    new TreeMap<>(others).forEach((key, value) -> digest.add(key).add(value));
    return digest.build().hex().substring(0, SUM_LENGTH);
  }

  private static Map<String, String> words(String text) {
    var words = new HashMap<String, String>();
    for (String word : text.split(" ", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        words.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return words;
  }

  /// Returns a required fact.
  String need(String fact) {
    String value = facts.get(fact);
    if (value == null) {
      throw new IllegalArgumentException("the tag " + tag + " does not say '" + fact + "'");
    }
    return value;
  }

  /// Returns a fact, or the empty string if it is absent.
  String get(String fact) {
    return facts.getOrDefault(fact, "");
  }

  /// Returns a required fact that is an instant.
  Instant instant(String fact) {
    return instant(fact, need(fact));
  }

  /// Parses an instant within the range allowed in a record, so that adding or subtracting a
  /// duration cannot overflow.
  ///
  /// @throws IllegalArgumentException if the text is not such an instant
  static Instant instant(String fact, String text) {
    try {
      Instant instant = Instant.parse(text);
      if (instant.isBefore(EARLIEST) || instant.isAfter(RetirementRecord.NEVER)) {
        throw new IllegalArgumentException(
            "its record says '%s=%s', which is no time that it can speak of".formatted(fact, text));
      }
      return instant;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'%s=%s' is no time".formatted(fact, text), e);
    }
  }

  /// Formats settings as one fact: `stop-protection:off/termination-protection:on`.
  static String settings(Map<ControlId, String> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(each -> each.getKey() + ":" + each.getValue())
            .collect(Collectors.joining("/"));
  }

  static SortedMap<ControlId, String> settings(String text) {
    var settings = new TreeMap<ControlId, String>();
    for (String each : parts(text)) {
      int at = each.indexOf(':');
      if (at < 0) {
        throw new IllegalArgumentException("'" + each + "' is no setting");
      }
      settings.put(new ControlId(each.substring(0, at)), each.substring(at + 1));
    }
    return settings;
  }

  static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("/", -1));
  }
}
