package dev.molly.retire;

import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The retirement, restore and purge of one kind of resource. Pure: the next step is computed
/// from the current observation, never from remembered state.
public interface StagedDeletion {
  /// Returns the desired settings towards a goal, based on the current observation.
  List<DesiredSetting> desiredSettings(Goal goal, Observation now, RetirementRecord record);

  /// Returns the reason to stop on the way to a goal, regardless of the desired settings; empty
  /// if there is no blocker.
  Optional<NextAction.Blocked> blocked(Goal goal, Observation now, RetirementRecord record);

  /// Returns the desired settings with which AWS itself refuses the deletion.
  List<DesiredSetting> requiredProtection(Observation now);

  /// Returns whether two settings of a control or attribute are equivalent.
  boolean same(ControlId control, String one, String other);

  /// Returns the observation expected after a change is made and AWS has finished it.
  Observation predict(Observation now, Change change);

  /// Returns the observation expected once AWS has finished its current work.
  default Observation settled(Observation now) {
    return now.settled();
  }

  /// Returns the AWS operation on the resource during which this control cannot be changed, as
  /// text; empty if there is none.
  default Optional<String> busy(Observation now, ControlId control) {
    return now.busy();
  }

  /// Returns the next action: the first desired setting that is not reached.
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
      return purgeBegun(now, open.get());
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
            .<NextAction>map(what -> new NextAction.Wait(desiredSetting.control(), what))
            .or(
                () ->
                    busy(now, desiredSetting.control())
                        .map(what -> new NextAction.Wait(LifecycleAttributes.RUN_STATE, what)))
            .orElseGet(() -> new NextAction.Apply(change));
      }
      Optional<String> unfinished = now.pending(desiredSetting.control());
      if (unfinished.isPresent()) {
        return new NextAction.Wait(desiredSetting.control(), unfinished.get());
      }
    }
    return claimed
        ? new NextAction.Wait(LifecycleAttributes.CLAIM, PurgeClaim.holds(open.get()))
        : new NextAction.Done();
  }

  /// Waits for a purge that has announced itself; without what makes AWS refuse the deletion, the
  /// user has to know, because the purge may have broken off.
  private NextAction purgeBegun(Observation now, Instant until) {
    String begun = "a purge of it is under way, or broke off, until " + until;
    ResourceRef ref = now.resource().ref();
    return requiredProtection(now).stream()
            .allMatch(each -> same(each.control(), now.setting(each.control()), each.to()))
        ? new NextAction.Wait(LifecycleAttributes.CLAIM, begun)
        : new NextAction.Blocked(
            new Refusal(
                "undo-window",
                "%s: %s, and nothing keeps it from being deleted meanwhile"
                    .formatted(ref.identifier(), begun),
                "to keep it, molly restore %s; if the purge broke off, molly purge %s goes on"
                    .formatted(ref.typed(), ref.typed())));
  }

  /// Returns the desired settings of a restore while a deletion may be on its way to AWS: the
  /// record first, which then no longer permits the deletion, then the settings that make AWS
  /// refuse it, and nothing that removes either.
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
                desiredSetting.control().equals(LifecycleAttributes.STATE)
                    || (!later.contains(desiredSetting.control())
                        && !LifecycleAttributes.isTags(desiredSetting.control())))
        .forEach(shielded::add);
    return shielded;
  }

  /// Refuses to purge a resource before its due time, or while it is being restored.
  private static Optional<NextAction.Blocked> tooEarly(
      Goal goal, Observation now, RetirementRecord record) {
    ResourceRef ref = now.resource().ref();
    String id = ref.identifier();
    if (goal != Goal.PURGED) {
      return Optional.empty();
    }
    if (record.goal() != Goal.RETIRED) {
      return Optional.of(
          new NextAction.Blocked(
              new Refusal(
                  "undo-window", id + " is being restored", "molly restore " + ref.typed())));
    }
    if (record.isForGood()) {
      String what = id + " is kept, empty, for its name, and is never deleted";
      return Optional.of(
          new NextAction.Blocked(new Refusal("undo-window", what, "molly restore " + ref.typed())));
    }
    return record.isDue(now.at())
        ? Optional.empty()
        : Optional.of(
            new NextAction.Blocked(
                new Refusal(
                    "undo-window", id + " is not due before " + record.due(), "wait until then")));
  }

  /// Returns all remaining changes towards a goal, assuming that AWS finishes each change and
  /// nothing interferes.
  ///
  /// @throws IllegalStateException if the number of changes exceeds [#MOST]
  default List<Change> remainingChanges(Goal goal, Observation now, RetirementRecord record) {
    var changes = new ArrayList<Change>();
    Observation observation = settled(now);
    while (next(goal, observation, record) instanceof NextAction.Apply(var change)) {
      changes.add(change);
      observation = predict(observation, change);
      if (changes.size() > MOST) {
        throw new IllegalStateException("a staged deletion does not end: " + changes);
      }
    }
    return List.copyOf(changes);
  }

  /// A limit above the number of steps of any staged deletion.
  int MOST = 20;
}
