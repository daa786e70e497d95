package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.Digest;
import dev.molly.model.Goal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The tags that a retirement is written as, and read from.
///
/// ```
/// molly:retire       v=1 goal=retired at=2026-11-23T09:30:00Z due=2026-12-07T10:30:00Z
///                    state=running was=stop-protection:off/termination-protection:on
///                    sum=0123456789ab
/// molly:retire-by    arn:aws:iam::111122223333:user/ada
/// molly:retire-name  web-01
/// molly:retire-why   nobody has used it since spring
/// ```
///
/// The sum is over all of it and over the resource's own id: a record that was edited by hand, or
/// copied to another resource with its tags, is not read at all.
///
/// Source: a tag has at most 256 characters; those of RDS are `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
public final class RetirementTags {
  private static final String PREFIX = "molly:retire";
  private static final String BY = PREFIX + "-by";
  private static final String NAME = PREFIX + "-name";
  private static final String WHY = PREFIX + "-why";
  private static final String VERSION = "1";

  /// How many tags a record is, at most.
  public static final int MOST = 4;

  private RetirementTags() {}

  /// What the tags of a resource say of a retirement.
  public sealed interface Reading {
    /// It is not retired.
    record None() implements Reading {}

    /// Its record.
    record Found(Retirement record) implements Reading {}

    /// There is a record, and it cannot be relied on. It is never guessed.
    record Unreadable(String why) implements Reading {}
  }

  /// Reads the record off a resource.
  ///
  /// @param tags all its tags, or those of a setting of [Levers#RETIREMENT]
  /// @param uid the resource's own id
  public static Reading read(Map<String, String> tags, String uid) {
    var mine = new TreeMap<String, String>(TagText.RETIREMENT.of(tags));
    if (mine.isEmpty()) {
      return new Reading.None();
    }
    try {
      return new Reading.Found(parsed(mine, uid));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /// The tags of a record.
  ///
  /// @throws IllegalArgumentException when it does not fit into tags
  public static SortedMap<String, String> write(Retirement record) {
    var tags = new TreeMap<String, String>();
    tags.put(BY, TagText.encode(record.by()));
    tags.put(WHY, TagText.encode(record.why()));
    record.name().ifPresent(name -> tags.put(NAME, name));
    String facts = facts(record);
    tags.put(PREFIX, facts + " sum=" + sum(facts, tags, record.uid()));
    TagText.check(tags);
    return tags;
  }

  private static String facts(Retirement record) {
    var facts = new StringBuilder("v=" + VERSION);
    facts.append(" goal=").append(record.goal().word());
    facts.append(" at=").append(record.at());
    facts.append(" due=").append(record.due());
    facts.append(" state=").append(record.runState());
    facts.append(" was=").append(settings(record.settings()));
    if (!record.options().isEmpty()) {
      facts.append(" with=").append(String.join("/", record.options()));
    }
    record.told().ifPresent(when -> facts.append(" told=").append(when));
    return facts.toString();
  }

  private static String settings(Map<ControlId, String> settings) {
    return settings.entrySet().stream()
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining("/"));
  }

  /// Over the facts, the other tags, and whose they are.
  private static String sum(String facts, Map<String, String> tags, String uid) {
    var digest = new Digest.Builder().add(uid).add(facts);
    for (String key : List.of(BY, NAME, WHY)) {
      digest.add(tags.getOrDefault(key, ""));
    }
    return digest.build().hex().substring(0, 12);
  }

  private static Retirement parsed(Map<String, String> tags, String uid) {
    String text = tags.get(PREFIX);
    if (text == null) {
      throw new IllegalArgumentException("the tag " + PREFIX + " is gone, others of it are not");
    }
    int end = text.lastIndexOf(" sum=");
    Map<String, String> facts = words(text);
    if (!VERSION.equals(facts.get("v"))) {
      throw new IllegalArgumentException(
          "the tag %s is of version %s, and this molly reads %s: use a newer molly"
              .formatted(PREFIX, facts.getOrDefault("v", "?"), VERSION));
    }
    if (end < 0 || !sum(text.substring(0, end), tags, uid).equals(facts.get("sum"))) {
      throw new IllegalArgumentException(
          "the tags %s* are not as molly wrote them for this resource: they were edited, or copied from another resource"
              .formatted(PREFIX));
    }
    return new Retirement(
        uid,
        Goal.of(need(facts, "goal")),
        TagText.decode(tags.getOrDefault(BY, "")),
        TagText.decode(tags.getOrDefault(WHY, "")),
        Instant.parse(need(facts, "at")),
        Instant.parse(need(facts, "due")),
        Optional.ofNullable(tags.get(NAME)),
        need(facts, "state"),
        parsedSettings(need(facts, "was")),
        options(facts.getOrDefault("with", "")),
        Optional.ofNullable(facts.get("told")).map(Instant::parse));
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

  private static String need(Map<String, String> facts, String key) {
    String value = facts.get(key);
    if (value == null) {
      throw new IllegalArgumentException("the tag " + PREFIX + " does not say '" + key + "'");
    }
    return value;
  }

  private static SortedMap<ControlId, String> parsedSettings(String text) {
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

  private static SortedSet<String> options(String text) {
    return new TreeSet<>(parts(text));
  }

  private static List<String> parts(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("/", -1));
  }
}
