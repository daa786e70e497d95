package dev.molly.retire;

import dev.molly.model.ControlId;
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

/// The record of a retirement: all it takes to finish or to undo it. It is a tag on the resource
/// itself, the first thing a retire writes and the last a restore removes.
///
/// @param uid whose record it is: a tag that was copied with a resource says nothing about the copy
/// @param goal where the resource is being taken: retired, or back
/// @param by the ARN of who retired it
/// @param why in that person's words
/// @param at when, to the second
/// @param due from when on it may be deleted, to the second
/// @param name what it was called, which may be nothing; empty when it had no name
/// @param runState what it was doing, in AWS's words
/// @param settings the settings that retiring changes, as they were
/// @param options what was chosen: what is accepted to be lost, `empty`, `keep-name`
/// @param told when its owner was told that it falls due; empty when not yet
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
    Optional<Instant> told) {
  /// When something is due that is never deleted.
  public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  /// The options that choose what is done, and accept no loss: all are of buckets.
  private static final Set<String> CHOICES = Set.of("empty", "keep-name", "without-grants");

  /// The shortest time that a config can give to undo a retirement: no record says less. A purge
  /// asks for what the config at hand says, which a restore must not depend on.
  public static final Duration SHORTEST = Duration.ofHours(1);

  public RetirementRecord {
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    options = Collections.unmodifiableSortedSet(new TreeSet<>(options));
    at = at.truncatedTo(ChronoUnit.SECONDS);
    due = due.truncatedTo(ChronoUnit.SECONDS);
    told = told.map(when -> when.truncatedTo(ChronoUnit.SECONDS));
    if (goal == Goal.PURGED) {
      throw new IllegalArgumentException("a record is of something that is still there");
    }
    if (!due.isAfter(at)) {
      throw new IllegalArgumentException("what is retired falls due later");
    }
  }

  /// A record as it begins.
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

  /// What somebody chose who retires something.
  public record Chosen(String by, String why, Instant at, Instant due) {}

  /// The same, on the way to another goal.
  public RetirementRecord towards(Goal other) {
    return new RetirementRecord(
        uid, other, by, why, at, due, name, runState, settings, options, told);
  }

  /// The same, with more that was chosen.
  public RetirementRecord with(Set<String> more) {
    var all = new TreeSet<>(options);
    all.addAll(more);
    return new RetirementRecord(uid, goal, by, why, at, due, name, runState, settings, all, told);
  }

  /// The same, due later.
  ///
  /// @throws IllegalArgumentException when that is not later: longer is always allowed, shorter
  ///     never
  public RetirementRecord dueAt(Instant later) {
    if (!later.isAfter(due)) {
      throw new IllegalArgumentException("it is due at " + due + ", and can only be so later");
    }
    return new RetirementRecord(
        uid, goal, by, why, at, later, name, runState, settings, options, Optional.empty());
  }

  /// The same, with its owner told.
  public RetirementRecord toldAt(Instant when) {
    return new RetirementRecord(
        uid, goal, by, why, at, due, name, runState, settings, options, Optional.of(when));
  }

  /// Whether it is the same record but for its goal, when it is due, and whether its owner was
  /// told.
  public boolean isLike(RetirementRecord other) {
    return new RetirementRecord(
            uid, other.goal, by, why, at, other.due, name, runState, settings, options, other.told)
        .equals(other);
  }

  /// Whether it stays for good: only its name was to be kept.
  public boolean isForGood() {
    return !due.isBefore(NEVER);
  }

  /// What is accepted to be lost, by its word: the options that are no choice of what is done.
  public SortedSet<String> accepted() {
    var accepted = new TreeSet<>(options);
    accepted.removeAll(CHOICES);
    return Collections.unmodifiableSortedSet(accepted);
  }

  /// Whether it may be deleted.
  public boolean isDue(Instant now) {
    return !now.isBefore(due);
  }

  /// What names its final copy: the same for the same retirement, another for another.
  public String copyLabel() {
    return "molly-" + RetiredNames.second(at);
  }
}
