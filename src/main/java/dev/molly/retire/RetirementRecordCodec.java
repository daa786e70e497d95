package dev.molly.retire;

import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes a retirement record to tags, and reads it from them.
///
/// ```
/// molly:retire       v=1 goal=retired at=2026-11-23T09:30:00Z due=2026-12-07T10:30:00Z
///                    state=running was=stop-protection:off/termination-protection:on
///                    sum=0123456789ab
/// molly:retire-by    arn:aws:iam::111122223333:user/ada
/// molly:retire-name  web-01
/// molly:retire-why   unused since spring
/// ```
///
/// The checksum covers the entire record and the resource's own id: a record that was edited by
/// hand, or copied to another resource with its tags, is rejected.
///
/// Source: a tag has at most 256 characters; those of RDS are `[\p{L}\p{Z}\p{N}_.:/=+\-@]`.
public final class RetirementRecordCodec {
  /// The key of the main tag: the facts, and the checksum of the entire record.
  public static final String KEY = "molly:retire";

  private static final String BY = KEY + "-by";
  private static final String NAME = KEY + "-name";
  private static final String WHY = KEY + "-why";

  /// The maximum number of tags of a record, including its signature.
  public static final int MOST = 5;

  private RetirementRecordCodec() {}

  /// The result of reading a retirement from the tags of a resource.
  public sealed interface Reading {
    /// The resource is not retired.
    record None() implements Reading {}

    /// The record was read.
    record Found(RetirementRecord record) implements Reading {}

    /// There is a record, but it cannot be relied on. Its content is never guessed.
    record Unreadable(String why) implements Reading {}
  }

  /// Reads the record from a resource. Unknown tags may contain one, so they are unreadable.
  ///
  /// @param schema the permitted content of a record of the resource's kind
  public static Reading read(Resource resource, RecordSchema schema) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? read(tags, resource.id().uid(), schema)
        : new Reading.Unreadable("its tags cannot be read");
  }

  /// Reads the record from a resource's tags.
  ///
  /// @param tags all tags of the resource
  /// @param uid the resource's own id
  /// @param schema the permitted content of a record of the resource's kind
  public static Reading read(Map<String, String> tags, String uid, RecordSchema schema) {
    return switch (read(tags, uid)) {
      case Reading.None none -> none;
      case Reading.Unreadable unreadable -> unreadable;
      case Reading.Found found ->
          schema.wrong(found.record()).<Reading>map(Reading.Unreadable::new).orElse(found);
    };
  }

  /// Reads the record that a change of [LifecycleAttributes#RETIREMENT] writes.
  public static Reading written(Change change) {
    return read(RecordTags.tags(change.to()), change.resource().id().uid());
  }

  /// Reads the record from a resource's tags, with only the checks that do not depend on the
  /// kind of resource.
  ///
  /// @param tags all tags of the resource, or those of a setting of
  ///     [LifecycleAttributes#RETIREMENT]
  /// @param uid the resource's own id
  public static Reading read(Map<String, String> tags, String uid) {
    SortedMap<String, String> mine = RecordTags.RETIREMENT.of(tags);
    if (mine.isEmpty()) {
      return new Reading.None();
    }
    try {
      RetirementRecord record = parsed(mine, uid);
      return wrong(record, mine)
          .<Reading>map(Reading.Unreadable::new)
          .orElseGet(() -> new Reading.Found(record));
    } catch (IllegalArgumentException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /// Returns the tags of a record.
  ///
  /// @throws IllegalArgumentException if it does not fit into tags
  public static SortedMap<String, String> write(RetirementRecord record) {
    var tags = new TreeMap<String, String>();
    tags.put(BY, RecordTags.encode(record.by()));
    tags.put(WHY, RecordTags.encode(record.why()));
    record.name().ifPresent(name -> tags.put(NAME, name));
    tags.put(KEY, ChecksummedText.write(facts(record), tags, record.uid()));
    RecordTags.check(tags);
    return tags;
  }

  private static List<Map.Entry<String, String>> facts(RetirementRecord record) {
    var facts = new ArrayList<Map.Entry<String, String>>();
    facts.add(Map.entry("goal", record.goal().word()));
    facts.add(Map.entry("at", record.at().toString()));
    facts.add(Map.entry("due", record.due().toString()));
    facts.add(Map.entry("state", record.runState()));
    facts.add(Map.entry("was", ChecksummedText.settings(record.settings())));
    if (!record.options().isEmpty()) {
      facts.add(Map.entry("with", String.join("/", record.options())));
    }
    record.told().ifPresent(notice -> facts.add(Map.entry("told", text(notice))));
    return facts;
  }

  /// Returns the error in a record whose checksum is correct (a checksum can be computed without
  /// any secret); empty if there is none.
  private static Optional<String> wrong(RetirementRecord record, Map<String, String> tags) {
    if (record.due().isBefore(record.at().plus(RetirementRecord.SHORTEST))) {
      return Optional.of(
          "its record says that it was retired at %s and due at %s, and nothing is due that soon"
              .formatted(record.at(), record.due()));
    }
    if (record.told().map(notice -> notice.at().isBefore(record.at())).orElse(false)) {
      return Optional.of(
          "its record says that its owner was told before it was retired, at "
              + record.told().get().at());
    }
    return write(record).equals(tags)
        ? Optional.empty()
        : Optional.of("the tags %s* are not as molly writes them".formatted(KEY));
  }

  private static String text(OwnerNotice notice) {
    return notice.at() + (notice.owner().isEmpty() ? "" : "/" + notice.owner());
  }

  private static OwnerNotice notice(String text) {
    String[] parts = text.split("/", 2);
    return new OwnerNotice(
        ChecksummedText.instant("told", parts[0]), parts.length == 1 ? "" : parts[1]);
  }

  private static RetirementRecord parsed(Map<String, String> tags, String uid) {
    var text = ChecksummedText.read(KEY, tags, uid);
    String told = text.get("told");
    return new RetirementRecord(
        uid,
        Goal.of(text.need("goal")),
        RecordTags.decode(tags.getOrDefault(BY, "")),
        RecordTags.decode(tags.getOrDefault(WHY, "")),
        text.instant("at"),
        text.instant("due"),
        Optional.ofNullable(tags.get(NAME)),
        text.need("state"),
        ChecksummedText.settings(text.need("was")),
        new TreeSet<>(ChecksummedText.parts(text.get("with"))),
        told.isEmpty() ? Optional.empty() : Optional.of(notice(told)));
  }
}
