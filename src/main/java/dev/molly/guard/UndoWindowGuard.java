package dev.molly.guard;

import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.retire.RetirementRecordCodec.Reading;
import dev.molly.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Refuses a retirement that leaves too little time to undo it, or so much that it will be
/// forgotten; and the purge of a resource that is not due.
public final class UndoWindowGuard implements Guard {
  private static final Set<ControlId> SETTINGS_ONLY =
      Set.of(
          LifecycleAttributes.CLAIM,
          LifecycleAttributes.STATE,
          LifecycleAttributes.NAME,
          LifecycleAttributes.RUN_STATE,
          LifecycleAttributes.FINAL_COPY,
          LifecycleAttributes.LIFECYCLE,
          LifecycleAttributes.MEMBERS,
          LifecycleAttributes.EXISTENCE);

  @Override
  public List<Refusal> against(Plan plan, GuardContext now) {
    var refusals = new ArrayList<Refusal>();
    for (PlannedChange step : plan.steps()) {
      Change change = step.change();
      standsAlone(step).ifPresent(refusals::add);
      if (LifecycleAttributes.deletes(step)) {
        tooEarly(change, now).ifPresent(refusals::add);
      } else if (change.control().equals(LifecycleAttributes.RETIREMENT)) {
        due(change).flatMap(due -> wrongLength(change, due, now)).ifPresent(refusals::add);
        rewritten(change, now).ifPresent(refusals::add);
      }
    }
    return refusals;
  }

  /// Settings that only a staged deletion may change are changed as its next desired setting,
  /// which is computed again before the write; a fingerprint would replace that check. A plan
  /// that violates this was made or changed by hand.
  private static Optional<Refusal> standsAlone(PlannedChange step) {
    Change change = step.change();
    boolean alone = step.goal().isEmpty() || !step.fingerprint().isEmpty();
    return alone && SETTINGS_ONLY.contains(change.control())
        ? Optional.of(
            no(
                "%s of %s is set alone, and not as a step of a retirement"
                    .formatted(change.control(), change.resource().identifier()),
                "make the plan with molly retire, molly restore or molly purge"))
        : Optional.empty();
  }

  private static Optional<Refusal> tooEarly(Change change, GuardContext now) {
    RetirementRecord record = now.records().get(change.resource().id());
    String id = change.resource().identifier();
    if (record == null && now.unread(change.resource().id()).isPresent()) {
      return Optional.empty(); // The unread guard refuses it.
    }
    if (record == null) {
      return Optional.of(no(id + " has no record that says when it is due", "molly status"));
    }
    Instant time =
        earlier(
            now.now(), now.awsTimes().getOrDefault(change.resource().id().account(), now.now()));
    return record.isDue(time)
        ? tooSoon(change.resource(), record, now.window(), time)
        : Optional.of(no(id + " is not due before " + record.due(), "wait until then"));
  }

  /// A resource must be due by both clocks.
  private static Instant earlier(Instant here, Instant aws) {
    return aws.isBefore(here) ? aws : here;
  }

  /// Returns the reason why a resource must not be deleted yet although it is due according to
  /// its record: it had less than the minimum time, or its owner was not notified in time. Empty
  /// if neither applies.
  public static Optional<Refusal> tooSoon(
      ResourceRef resource, RetirementRecord record, RetentionWindow window, Instant now) {
    String id = resource.identifier();
    return record.due().isBefore(record.at().plus(window.least()))
        ? Optional.of(
            no(
                "the record of %s says that it was retired at %s and due at %s, and the minimum undo window is %s"
                    .formatted(id, record.at(), record.due(), DurationText.words(window.least())),
                "give it more time (molly extend), or get it back (molly restore)"))
        : untold(resource, record, window, now);
  }

  /// Returns the reason why a due resource must not be deleted yet: its owner was not notified,
  /// or too late. Empty if the owner had the full notice.
  private static Optional<Refusal> untold(
      ResourceRef resource, RetirementRecord record, RetentionWindow window, Instant now) {
    String id = resource.identifier();
    String notice = DurationText.words(window.notice());
    if (record.told().isEmpty()) {
      return Optional.of(
          no(
              "%s is due, and its owner was not told, as must be done %s before"
                  .formatted(id, notice),
              "molly sweep, which tells by the channels of molly.yaml (molly explain notify); or"
                  + " tell"
                  + " its owner yourself and say so (molly sweep --told %s); then wait %s"
                      .formatted(resource.typed(), notice)));
    }
    Instant told = record.told().get().at();
    Instant from = told.plus(window.notice());
    return now.isBefore(from)
        ? Optional.of(
            no(
                "%s is due, and its owner was told at %s, which is less than %s ago"
                    .formatted(id, told, notice),
                "wait until " + from))
        : Optional.empty();
  }

  /// Returns the time at which the record that a change writes falls due; empty for a change
  /// that removes the record or restores the resource.
  private static Optional<Instant> due(Change change) {
    return RetirementRecordCodec.written(change) instanceof Reading.Found(var record)
            && record.goal() == Goal.RETIRED
            && change.from().isEmpty()
        ? Optional.of(record.due())
        : Optional.empty();
  }

  /// An existing record may be changed in three ways only: it is due later, its owner was
  /// notified, or the resource is being restored. Any other change would alter the settings that
  /// a restore applies.
  private static Optional<Refusal> rewritten(Change change, GuardContext now) {
    String uid = change.resource().id().uid();
    Reading there = RetirementRecordCodec.read(RecordTags.tags(change.from()), uid);
    Reading then = RetirementRecordCodec.written(change);
    if (there instanceof Reading.None || then instanceof Reading.None) {
      return Optional.empty();
    }
    if (!(there instanceof Reading.Found(var before))
        || !(then instanceof Reading.Found(var after))) {
      return Optional.of(
          no(
              "the record of %s cannot be relied on, or could not then"
                  .formatted(change.resource().identifier()),
              "molly explain retirement-record"));
    }
    boolean later = !after.due().isBefore(before.due());
    boolean back = after.goal() == before.goal() || after.goal() == Goal.RESTORED;
    boolean told =
        after.told().equals(before.told())
            || after
                .told()
                .map(notice -> !notice.at().isBefore(now.now().minus(JUST_NOW)))
                .orElse(true);
    return later && back && told && after.isLike(before)
        ? Optional.empty()
        : Optional.of(
            no(
                "the record of %s would be changed in what nothing may change"
                    .formatted(change.resource().identifier()),
                "give it more time (molly extend), or get it back (molly restore)"));
  }

  private static Optional<Refusal> wrongLength(Change change, Instant due, GuardContext now) {
    Duration left = Duration.between(now.now(), due);
    String id = change.resource().identifier();
    if (left.compareTo(now.window().least()) < 0) {
      return Optional.of(
          no(
              "%s would be due at %s, and the minimum undo window is %s"
                  .formatted(id, due, DurationText.words(now.window().least())),
              "choose a longer time: --keep, or a shorter minimum in molly.yaml: retire: { least:"
                  + " ... }"));
    }
    return left.compareTo(now.window().most().plus(SLACK)) > 0
        ? Optional.of(
            no(
                "%s would be due at %s, and the longest is %s"
                    .formatted(id, due, DurationText.words(now.window().most())),
                "choose a shorter time (--keep), or stop it and leave it"))
        : Optional.empty();
  }

  /// The maximum time between making a plan and carrying it out.
  public static final Duration JUST_NOW = Duration.ofHours(1);

  /// The due time is rounded up, and leaves time to confirm.
  private static final Duration SLACK = Duration.ofDays(1);

  private static Refusal no(String what, String remedy) {
    return new Refusal("undo-window", what, remedy);
  }
}
