package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The record of a lease: for a while, a resource does without its protection. It is a tag on the
/// resource itself, the first thing a lease writes and the last that goes when protection is back.
///
/// @param uid whose record it is
/// @param by the ARN of who took the lease
/// @param why in that person's words
/// @param at when it was decided, to the second
/// @param until when protection comes back, to the second
/// @param settings the protections that were taken off, as they were
public record ProtectionLease(
    String uid,
    String by,
    String why,
    Instant at,
    Instant until,
    SortedMap<ControlId, String> settings) {
  /// Who needs longer does not want the protection.
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final String TAG = "molly:lease";
  private static final String BY = TAG + "-by";
  private static final String WHY = TAG + "-why";

  public ProtectionLease {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    at = at.truncatedTo(ChronoUnit.SECONDS);
    until = until.truncatedTo(ChronoUnit.SECONDS);
  }

  /// What the tags of a resource say of a lease.
  public sealed interface Reading {
    /// There is none.
    record None() implements Reading {}

    /// Its record.
    record Found(ProtectionLease lease) implements Reading {}

    /// There is a record, and it cannot be relied on.
    record Unreadable(String why) implements Reading {}
  }

  /// Whether it has ended.
  public boolean hasLapsed(Instant now) {
    return !now.isBefore(until);
  }

  /// Reads the record that a change of [LifecycleAttributes#LEASE] writes.
  public static Reading written(Change change) {
    return read(RecordTags.tags(change.to()), change.resource().id().uid());
  }

  /// Reads the record off a resource.
  ///
  /// @param tags all its tags
  /// @param uid the resource's own id
  /// @param schema what a record of its kind may say
  public static Reading read(Map<String, String> tags, String uid, RecordSchema schema) {
    return switch (read(tags, uid)) {
      case Reading.None none -> none;
      case Reading.Unreadable unreadable -> unreadable;
      case Reading.Found found ->
          schema.wrong(found.lease()).<Reading>map(Reading.Unreadable::new).orElse(found);
    };
  }

  /// Reads the record off a resource, as far as it can be judged by whoever does not know what kind
  /// of resource it is.
  ///
  /// @param tags all its tags
  /// @param uid the resource's own id
  public static Reading read(Map<String, String> tags, String uid) {
    SortedMap<String, String> mine = RecordTags.LEASE.of(tags);
    if (mine.isEmpty()) {
      return new Reading.None();
    }
    try {
      var text = ChecksummedText.read(TAG, mine, uid);
      var lease =
          new ProtectionLease(
              uid,
              RecordTags.decode(mine.getOrDefault(BY, "")),
              RecordTags.decode(mine.getOrDefault(WHY, "")),
              text.instant("at"),
              text.instant("until"),
              ChecksummedText.settings(text.need("was")));
      return wrong(lease, mine)
          .<Reading>map(Reading.Unreadable::new)
          .orElseGet(() -> new Reading.Found(lease));
    } catch (IllegalArgumentException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  /// What is wrong with a record that has the right checksum, which anyone can compute; empty when
  /// nothing.
  private static Optional<String> wrong(ProtectionLease lease, Map<String, String> tags) {
    boolean ends =
        lease.until().isAfter(lease.at()) && !lease.until().isAfter(lease.at().plus(LONGEST));
    if (!ends) {
      return Optional.of(
          "its lease is from %s until %s, and none is that long or ends before it begins"
              .formatted(lease.at(), lease.until()));
    }
    return lease.tags().equals(tags)
        ? Optional.empty()
        : Optional.of("the tags %s* are not as molly writes them".formatted(TAG));
  }

  /// The tags of the record.
  ///
  /// @throws IllegalArgumentException when it does not fit into tags
  public SortedMap<String, String> tags() {
    var tags = new TreeMap<String, String>();
    tags.put(BY, RecordTags.encode(by));
    tags.put(WHY, RecordTags.encode(why));
    var facts =
        List.of(
            Map.entry("at", at.toString()),
            Map.entry("until", until.toString()),
            Map.entry("was", ChecksummedText.settings(settings)));
    tags.put(TAG, ChecksummedText.write(facts, tags, uid));
    RecordTags.check(tags);
    return tags;
  }
}
