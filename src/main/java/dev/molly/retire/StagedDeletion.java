package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How one kind is retired, restored and purged. Pure: the next step is computed from what is
/// observed now, never from what is remembered.
public interface StagedDeletion {
  /// The desired settings on the way to a goal, by what is there now.
  List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record);

  /// Why it must not go on towards a goal, whatever the desired settings are; empty when nothing
  /// is in the way.
  Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record);

  /// The desired settings behind which AWS itself refuses to delete it.
  List<DesiredSetting> requiredProtection(Observation now);

  /// Whether two settings of a control or attribute mean the same.
  boolean same(ControlId control, String one, String other);

  /// What the next look would find if a change were made, and AWS through with it.
  Observation predict(Observation now, Change change);

  /// What the next look would find once AWS is through with what it does now.
  default Observation settled(Observation now) {
    return now.settled();
  }

  /// What AWS does to it that this cannot be changed beside, in words; empty when nothing.
  default Optional<String> busy(Observation now, ControlId control) {
    return now.busy();
  }

  /// What to do next: the first desired setting that is not reached.
  default NextAction next(Goal goal, Observation now, RetirementRecord record) {
    Optional<NextAction.Blocked> blocked =
        tooEarly(goal, now, record).or(() -> blocked(goal, now, record));
    if (blocked.isPresent()) {
      return blocked.get();
    }
    if (goal == Goal.RESTORED && now.setting(LifecycleAttributes.RETIREMENT).isEmpty()) {
      return new NextAction.Done();
    }
    Optional<Instant> open = PurgeClaim.open(now.setting(LifecycleAttributes.CLAIM), now.at());
    if (goal == Goal.RETIRED && open.isPresent()) {
      return new NextAction.Wait("a purge of it is under way, or broke off, until " + open.get());
    }
    boolean claimed = goal == Goal.RESTORED && open.isPresent();
    List<DesiredSetting> desiredSettings = desiredSettings(goal, now, record);
    for (DesiredSetting desiredSetting :
        claimed ? withProtection(now, desiredSettings) : desiredSettings) {
      String setting = now.setting(desiredSetting.control());
      if (!same(desiredSetting.control(), setting, desiredSetting.to())) {
        Change change =
            new Change(
                now.resource().ref(), desiredSetting.control(), setting, desiredSetting.to());
        return now.pending(desiredSetting.control())
            .or(() -> busy(now, desiredSetting.control()))
            .<NextAction>map(NextAction.Wait::new)
            .orElseGet(() -> new NextAction.Apply(change));
      }
      Optional<String> unfinished = now.pending(desiredSetting.control());
      if (unfinished.isPresent()) {
        return new NextAction.Wait(unfinished.get());
      }
    }
    return claimed ? new NextAction.Wait(PurgeClaim.holds(open.get())) : new NextAction.Done();
  }

  /// The way back while a deletion may be on its way to AWS: the record first, which no longer says
  /// that it may be deleted, then what makes AWS refuse that, and nothing that takes either away.
  private List<DesiredSetting> withProtection(
      Observation now, List<DesiredSetting> desiredSettings) {
    List<DesiredSetting> shield = requiredProtection(now);
    Set<ControlId> later = shield.stream().map(DesiredSetting::control).collect(Collectors.toSet());
    var shielded = new ArrayList<DesiredSetting>();
    shielded.add(desiredSettings.getFirst());
    shielded.addAll(shield);
    desiredSettings.stream()
        .skip(1)
        .filter(
            desiredSetting ->
                !later.contains(desiredSetting.control())
                    && !LifecycleAttributes.isTags(desiredSetting.control()))
        .forEach(shielded::add);
    return shielded;
  }

  /// No purge before its time, and none of what is on its way back.
  private static Optional<NextAction.Blocked> tooEarly(
      Goal goal, Observation now, RetirementRecord record) {
    String id = now.resource().ref().identifier();
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    if (record.goal() != Goal.RETIRED) {
      return Optional.of(
          new NextAction.Blocked(
              new Refusal("undo-window", id + " is being restored", "molly restore " + id)));
    }
    if (record.isForGood()) {
      String what = id + " is kept, empty, for its name, and is never deleted";
      return Optional.of(
          new NextAction.Blocked(new Refusal("undo-window", what, "molly restore " + id)));
    }
    return record.isDue(now.at())
        ? Optional.empty()
        : Optional.of(
            new NextAction.Blocked(
                new Refusal(
                    "undo-window", id + " is not due before " + record.due(), "wait until then")));
  }

  /// All that is still to be done towards a goal, if AWS finishes each change and nothing comes
  /// between.
  ///
  /// @throws IllegalStateException when it does not come to an end
  default List<Change> remainingChanges(Goal goal, Observation now, RetirementRecord record) {
    var changes = new ArrayList<Change>();
    Observation observation = settled(now);
    while (next(goal, observation, record) instanceof NextAction.Apply(var change)) {
      changes.add(change);
      observation = predict(observation, change);
      if (changes.size() > MOST) {
        throw new IllegalStateException("a ladder has no end: " + changes);
      }
    }
    return List.copyOf(changes);
  }

  /// More steps than any staged deletion has.
  int MOST = 20;
}
