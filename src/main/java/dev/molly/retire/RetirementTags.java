package dev.molly.retire;

import dev.molly.model.Change;
import dev.molly.model.Goal;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
  /// The key of the main tag: the facts, and the sum over all of the record.
  public static final String KEY = "molly:retire";

  private static final String BY = KEY + "-by";
  private static final String NAME = KEY + "-name";
  private static final String WHY = KEY + "-why";

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

  /// Reads the record off a resource. Tags that nobody knows may have one.
  public static Reading read(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? read(tags, resource.id().uid())
        : new Reading.Unreadable("its tags cannot be read");
  }

  /// Reads the record that a change of [Levers#RETIREMENT] writes.
  public static Reading written(Change change) {
    return read(TagText.tags(change.to()), change.resource().id().uid());
  }

  /// Reads the record off a resource.
  ///
  /// @param tags all its tags, or those of a setting of [Levers#RETIREMENT]
  /// @param uid the resource's own id
  public static Reading read(Map<String, String> tags, String uid) {
    SortedMap<String, String> mine = TagText.RETIREMENT.of(tags);
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
    tags.put(KEY, RecordText.write(facts(record), tags, record.uid()));
    TagText.check(tags);
    return tags;
  }

  private static List<Map.Entry<String, String>> facts(Retirement record) {
    var facts = new ArrayList<Map.Entry<String, String>>();
    facts.add(Map.entry("goal", record.goal().word()));
    facts.add(Map.entry("at", record.at().toString()));
    facts.add(Map.entry("due", record.due().toString()));
    facts.add(Map.entry("state", record.runState()));
    facts.add(Map.entry("was", RecordText.settings(record.settings())));
    if (!record.options().isEmpty()) {
      facts.add(Map.entry("with", String.join("/", record.options())));
    }
    record.told().ifPresent(when -> facts.add(Map.entry("told", when.toString())));
    return facts;
  }

  private static Retirement parsed(Map<String, String> tags, String uid) {
    var text = RecordText.read(KEY, tags, uid);
    String told = text.get("told");
    return new Retirement(
        uid,
        Goal.of(text.need("goal")),
        TagText.decode(tags.getOrDefault(BY, "")),
        TagText.decode(tags.getOrDefault(WHY, "")),
        Instant.parse(text.need("at")),
        Instant.parse(text.need("due")),
        Optional.ofNullable(tags.get(NAME)),
        text.need("state"),
        RecordText.settings(text.need("was")),
        new TreeSet<>(RecordText.parts(text.get("with"))),
        told.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(told)));
  }
}
