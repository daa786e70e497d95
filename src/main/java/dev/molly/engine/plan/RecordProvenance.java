package dev.molly.engine.plan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.ChangeEvents;
import dev.molly.aws.TagWrite;
import dev.molly.kind.Retirable;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Refusal;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Compares the record of a retirement with CloudTrail's events of the calls that wrote it. A tag
/// can say that it was written long ago; CloudTrail says when it was. An event that cannot be read
/// proves nothing, and stops nothing.
final class RecordProvenance {
  /// CloudTrail API Reference, LookupEvents.
  private static final Duration HISTORY = Duration.ofDays(90);

  /// A plan is carried out within a day; a run takes hours at most.
  private static final Duration UNTIL_WRITTEN = Duration.ofDays(2);

  private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

  private static final int MOST_PAGES = 20;

  private RecordProvenance() {}

  /// The result of the comparison.
  sealed interface Answer {
    /// The record is the one that CloudTrail shows.
    record Agrees() implements Answer {}

    /// There is something to read before the plan is confirmed.
    record Note(String text) implements Answer {}

    /// CloudTrail shows something else.
    record Disagrees(Refusal why) implements Answer {}
  }

  private record Write(TagWrite event, RetirementRecord record) {}

  /// Looks the record up, with the session of its account.
  static Answer of(
      AccountSession session,
      Retirable kind,
      Resource resource,
      RetirementRecord record,
      Instant now) {
    ResourceRef ref = resource.ref();
    Instant oldest = now.minus(HISTORY);
    Instant from = record.at().minus(CLOCKS_APART);
    List<TagWrite> events;
    try {
      events =
          new ChangeEvents(session, resource.id().region())
              .tagWrites(
                  kind.recordEvents(), from.isBefore(oldest) ? oldest : from, now, MOST_PAGES);
    } catch (AwsException e) {
      return notChecked(ref, e.explanation());
    }
    Map<String, String> tags = RetirementRecordCodec.write(record);
    Optional<Write> latest =
        writes(resource, events, tags)
            .filter(each -> each.record().isLike(record))
            .max(Comparator.comparing(each -> each.record().due()));
    if (latest.isPresent() && record.due().isBefore(latest.get().record().due())) {
      return new Answer.Disagrees(dueSooner(ref, record, latest.get()));
    }
    List<Write> writes = writes(resource, events, Map.of()).toList();
    Optional<Write> first =
        writes.stream().filter(each -> each.record().isLike(record)).findFirst();
    if (first.isPresent()) {
      return compared(ref, record, first.get());
    }
    return writes.isEmpty()
        ? notChecked(ref, "it shows no event that wrote the record, in 90 days at most")
        : new Answer.Disagrees(
            no(
                ref,
                "%s wrote another record at %s"
                    .formatted(
                        writes.getLast().event().principal(), writes.getLast().event().at())));
  }

  /// Returns the records that events wrote. A record has a checksum over the resource's own id, so
  /// an event of another resource has none that is read.
  ///
  /// @param before the tags that a write of only some tags of a record left as they were
  private static Stream<Write> writes(
      Resource resource, List<TagWrite> events, Map<String, String> before) {
    return events.stream()
        .flatMap(
            event -> {
              var tags = new TreeMap<>(before);
              tags.putAll(event.tags());
              return RetirementRecordCodec.read(tags, resource.id().uid())
                      instanceof Reading.Found(var record)
                  ? Stream.of(new Write(event, record))
                  : Stream.empty();
            });
  }

  private static Refusal dueSooner(ResourceRef ref, RetirementRecord record, Write write) {
    return no(
        ref,
        "%s wrote at %s that it is due at %s, and it says %s"
            .formatted(
                write.event().principal(), write.event().at(), write.record().due(), record.due()));
  }

  private static Answer compared(ResourceRef ref, RetirementRecord record, Write write) {
    String who = write.event().principal();
    Instant at = write.event().at();
    if (at.isAfter(record.at().plus(UNTIL_WRITTEN))) {
      return new Answer.Disagrees(
          no(ref, "%s wrote it at %s, and it says %s".formatted(who, at, record.at())));
    }
    return role(who).equals(role(record.by()))
        ? new Answer.Agrees()
        : new Answer.Note(
            "%s: its record says that %s retired it, and CloudTrail that %s wrote the record, which is right where molly writes with another role"
                .formatted(ref.identifier(), record.by(), who));
  }

  /// Returns the ARN without the name of the session.
  private static String role(String arn) {
    return arn.contains(":assumed-role/") && arn.indexOf('/') < arn.lastIndexOf('/')
        ? arn.substring(0, arn.lastIndexOf('/'))
        : arn;
  }

  private static Answer notChecked(ResourceRef ref, String why) {
    return new Answer.Note(
        "%s: its record was not compared with CloudTrail: %s".formatted(ref.identifier(), why));
  }

  private static Refusal no(ResourceRef ref, String what) {
    return new Refusal(
        "record",
        "the record of %s is not as CloudTrail shows it: %s".formatted(ref.identifier(), what),
        "molly restore %s; then retire it again, if it must go all the same"
            .formatted(ref.typed()));
  }
}
