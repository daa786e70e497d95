package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.Owner;
import dev.molly.plan.Goal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The record of a retirement: everything that is needed to finish or to undo it. It is a tag on
/// the resource itself, the first thing a retirement writes and the last a restore removes.
///
/// @param uid the own id of the resource that the record belongs to: a tag that was copied with
///     a resource does not apply to the copy
/// @param goal the goal for the resource: retired or restored
/// @param by the ARN of the principal who retired it
/// @param why the reason in that principal's words
/// @param at the time of the retirement, to the second
/// @param due the time from which on it may be deleted, to the second
/// @param name the original name, which may be the empty string; empty if it had no name
/// @param runState the original run state, in AWS's terms
/// @param settings the original values of the settings that the retirement changes
/// @param options the chosen options: the accepted losses, `empty`, `keep-name`
/// @param told the notice to its owner that it falls due; empty if there was none yet
public record RetirementRecord(
    String uid,
    Goal goal,
    String by,
    String why,
    Instant at,
    Instant due,
    Optional<String> name,
    String runState,
    SortedMap<ControlId, String> settings,
    SortedSet<String> options,
    Optional<OwnerNotice> told) {
  /// The due time of a resource that is never deleted.
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /// The options that select an action and accept no loss: all are of buckets.
  private static final Set<String> CHOICES = Set.of("empty", "keep-name", "without-grants");

  /// The shortest time to undo a retirement that a config can set: no record has a shorter one.
  /// A purge applies the value of the current config, which a restore must not depend on.
  public static final Duration SHORTEST = Duration.ofHours(1);

  public RetirementRecord {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    options = Collections.unmodifiableSortedSet(new TreeSet<>(options));
    at = at.truncatedTo(ChronoUnit.SECONDS);
    due = due.truncatedTo(ChronoUnit.SECONDS);
    if (goal == Goal.PURGED) {
      throw new IllegalArgumentException(
          "the goal of a record is 'retired' or 'restored', not 'purged'");
    }
    if (!due.isAfter(at)) {
      throw new IllegalArgumentException("what is retired falls due later");
    }
  }

  /// Returns the record at the start of a retirement.
  public static RetirementRecord begun(
      Observation observation, Chosen chosen, Map<ControlId, String> changed, Set<String> options) {
    return new RetirementRecord(
        observation.resource().id().uid(),
        Goal.RETIRED,
        chosen.by(),
        chosen.why(),
        chosen.at(),
        chosen.due(),
        RetiredNames.value(observation.setting(LifecycleAttributes.NAME)),
        observation.setting(LifecycleAttributes.RUN_STATE),
        new TreeMap<>(changed),
        new TreeSet<>(options),
        Optional.empty());
  }

  /// The choices of the user who retires a resource.
  public record Chosen(String by, String why, Instant at, Instant due) {}

  /// Returns the same record with another goal.
  public RetirementRecord towards(Goal other) {
    return new RetirementRecord(
        uid, other, by, why, at, due, name, runState, settings, options, told);
  }

  /// Returns the same record with additional options.
  public RetirementRecord with(Set<String> more) {
    var all = new TreeSet<>(options);
    all.addAll(more);
    return new RetirementRecord(uid, goal, by, why, at, due, name, runState, settings, all, told);
  }

  /// Returns the same record, due later.
  ///
  /// @throws IllegalArgumentException if the time is not later: the time can always be extended,
  ///     never shortened
  public RetirementRecord dueAt(Instant later) {
    if (!later.isAfter(due)) {
      throw new IllegalArgumentException("it is due at " + due + ", and can only be so later");
    }
    return untold(later);
  }

  /// Returns the same record, with its owner notified.
  public RetirementRecord told(OwnerNotice notice) {
    return new RetirementRecord(
        uid, goal, by, why, at, due, name, runState, settings, options, Optional.of(notice));
  }

  /// Returns the record as it counts for the resource's owner: without the notice, if that was
  /// given to another one.
  public RetirementRecord ownedBy(Owner owner) {
    return told.filter(notice -> !notice.isTo(owner)).isEmpty() ? this : untold(due);
  }

  private RetirementRecord untold(Instant due) {
    return new RetirementRecord(
        uid, goal, by, why, at, due, name, runState, settings, options, Optional.empty());
  }

  /// Returns whether the other record is the same except for its goal, its due time and the
  /// notification of its owner.
  public boolean isLike(RetirementRecord other) {
    return at.equals(other.at)
        && new RetirementRecord(
                uid,
                other.goal,
                by,
                why,
                at,
                other.due,
                name,
                runState,
                settings,
                options,
                other.told)
            .equals(other);
  }

  /// Returns whether the resource is kept permanently: only its name was to be kept.
  public boolean isForGood() {
    return !due.isBefore(NEVER);
  }

  /// Returns the accepted losses by their codes: the options that do not select an action.
  public SortedSet<String> accepted() {
    var accepted = new TreeSet<>(options);
    accepted.removeAll(CHOICES);
    return Collections.unmodifiableSortedSet(accepted);
  }

  /// Returns whether the resource may be deleted.
  public boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /// Returns the label of the final copy: identical for the same retirement, different for
  /// another.
  public String copyLabel() {
    return "molly-" + RetiredNames.second(at);
  }

  /// Returns whether the resource was started after its retirement. Both times have a precision of
  /// one second: a start within the same second may have been after it.
  public boolean isStartedIn(Observation observation) {
    return observation.startedAt().filter(start -> !start.isBefore(at)).isPresent();
  }

  /// Returns whether a final copy with this record's label exists, which no retirement has before
  /// it begins. A plan carried out twice, with a restore in between, would mistake the old copy for
  /// the new one.
  public boolean isCopiedIn(Observation observation) {
    return observation
        .settings()
        .getOrDefault(LifecycleAttributes.FINAL_COPY, "")
        .startsWith(copyLabel() + " ");
  }
}
