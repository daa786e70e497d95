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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The record of a lease: for a limited time, a resource's protection is removed. The record is
/// a tag on the resource itself, the first thing a lease writes and the last to be removed when
/// protection has been restored.
///
/// @param uid the own id of the resource that the record belongs to
/// @param by the ARN of the principal who took the lease
/// @param why the reason in that principal's words
/// @param at the time of the decision, to the second
/// @param until the time when protection is restored, to the second
/// @param settings the original settings of the protections that were removed
public record ProtectionLease(
    String uid,
    String by,
    String why,
    Instant at,
    Instant until,
    SortedMap<ControlId, String> settings) {
  /// The maximum length: a resource that needs longer should not be protected at all.
  public static final Duration LONGEST = Duration.ofDays(7);

  private static final String TAG = "molly:lease";
  private static final String BY = TAG + "-by";
  private static final String WHY = TAG + "-why";

  public ProtectionLease {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    at = at.truncatedTo(ChronoUnit.SECONDS);
    until = until.truncatedTo(ChronoUnit.SECONDS);
  }

  /// The result of reading a lease from the tags of a resource.
  public sealed interface Reading {
    /// There is no lease.
    record None() implements Reading {}

    /// The lease was read.
    record Found(ProtectionLease lease) implements Reading {}

    /// There is a record, but it cannot be relied on.
    record Unreadable(String why) implements Reading {}
  }

  /// Returns whether the lease has ended.
  public boolean hasLapsed(Instant now) {
    return !now.isBefore(until);
  }

  /// Reads the record that a change of [LifecycleAttributes#LEASE] writes.
  public static Reading written(Change change) {
    return read(RecordTags.tags(change.to()), change.resource().id().uid());
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
          wrong(found.lease(), schema).<Reading>map(Reading.Unreadable::new).orElse(found);
    };
  }

  /// Returns the content of a lease record that is impossible for this kind of resource; empty
  /// if there is none. A lease removes protection, so the settings restored at its end never
  /// reduce protection.
  private static Optional<String> wrong(ProtectionLease lease, RecordSchema schema) {
    return lease.settings().entrySet().stream()
        .filter(was -> !comesBack(schema, was.getKey(), was.getValue()))
        .map(
            was ->
                RecordSchema.setting(
                    was.getKey(),
                    was.getValue(),
                    new TreeSet<>(schema.leased().keySet()).toString()))
        .findFirst();
  }

  private static boolean comesBack(RecordSchema schema, ControlId control, String was) {
    String off = schema.leased().get(control);
    return off != null
        && !off.equals(was)
        && schema.settings().getOrDefault(control, Set.of(was)).contains(was);
  }

  /// Reads the record from a resource's tags, with only the checks that do not depend on the
  /// kind of resource.
  ///
  /// @param tags all tags of the resource
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

  /// Returns the error in a record whose checksum is correct (a checksum can be computed without
  /// any secret); empty if there is none.
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

  /// Returns the tags of the record.
  ///
  /// @throws IllegalArgumentException if it does not fit into tags
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
