package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Protectable;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.Blocker;
import dev.molly.retire.Inventory;
import dev.molly.retire.Observation;
import java.util.Optional;
import java.util.Set;

/// Makes the step that undoes a change, from the current state of the resource.
public final class InverseChanges {
  private final RetirementTracker tracker;

  /// @param tracker observes the resources
  public InverseChanges(RetirementTracker tracker) {
    this.tracker = tracker;
  }

  private Protectable kind(Change change) {
    return tracker.kinds().protectable(change.resource().id().kind());
  }

  /// Returns the change that undoes a change.
  ///
  /// @return empty if it cannot be undone, or is in a journal of another version of molly, and of a
  ///     kind or a control that this one does not have
  public Optional<Change> back(Change change) {
    try {
      return kind(change).inverse(change);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Returns whether a change is undone already, by the user or an earlier undo.
  ///
  /// @throws dev.molly.aws.AwsException if the setting cannot be read
  public boolean isBack(AccountSession session, Change back) {
    var wanted = new ControlSelection(Set.of(back.control()), false);
    return tracker
        .observe(session, back.resource(), wanted)
        .filter(now -> kind(back).same(back.control(), now.setting(back.control()), back.to()))
        .isPresent();
  }

  /// The step, and the blocker for which it must not be made, or for which AWS would refuse it, in
  /// the resource's current state.
  public record Found(PlannedChange step, Optional<Blocker> stop) {}

  /// Returns the step that makes the inverse change.
  ///
  /// @param back the inverse change: its `from` must be the current setting
  /// @return empty if the resource is gone, or is not as the change left it
  /// @throws dev.molly.aws.AwsException if the resource cannot be read
  public Optional<Found> found(AccountSession session, Change back, String why) {
    return tracker
        .observe(session, back.resource(), ControlSelection.tagsAnd(back.control()))
        .filter(now -> kind(back).same(back.control(), now.setting(back.control()), back.from()))
        .map(now -> found(session, now, back, why));
  }

  /// Returns why a change must not take protection off that a retirement found on, and needs. A
  /// resource whose tags cannot be read may be retired.
  private Optional<Blocker> retired(Resource resource, boolean protects) {
    if (protects || !tracker.retires(resource.id().kind())) {
      return Optional.empty();
    }
    if (resource.tags() instanceof Tags.Unknown(var why, var missing)) {
      return Optional.of(
          new Blocker(
              "retired",
              "it may be retired, and would stay protected then: its tags could not be read: "
                  + why,
              missing.isEmpty() ? "try again" : "grant " + missing,
              false));
    }
    return Inventory.isRetired(resource)
        ? Optional.of(
            new Blocker(
                "retired",
                "it is retired, and stays protected until it is purged",
                "first: molly restore " + resource.ref().typed(),
                false))
        : Optional.empty();
  }

  private Found found(AccountSession session, Observation now, Change back, String why) {
    Protectable kind = kind(back);
    Resource resource = now.resource();
    String setting = kind.canonical(back.control(), now.setting(back.control()));
    var change = new Change(resource.ref(), back.control(), back.from(), back.to());
    var step =
        new PlannedChange(
            change, Fingerprint.of(resource, back.control(), setting), kind.call(change), why);
    return new Found(
        step,
        retired(resource, kind.protects(change))
            .or(() -> kind.blockerOfInverse(session, resource, change)));
  }
}
