package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.Blocker;
import java.util.Optional;

/// Makes the step that undoes a change, from the current state of the resource.
public final class InverseChanges {
  private final KindRegistry kinds;

  public InverseChanges(KindRegistry kinds) {
    this.kinds = kinds;
  }

  /// Returns the change that undoes a change.
  ///
  /// @return empty if it cannot be undone
  public Optional<Change> back(Change change) {
    return kinds.protectable(change.resource().id().kind()).inverse(change);
  }

  /// Returns whether a change is undone already, by the user or an earlier undo.
  ///
  /// @throws dev.molly.aws.AwsException if the setting cannot be read
  public boolean isBack(AccountSession session, Change back) {
    Protectable kind = kinds.protectable(back.resource().id().kind());
    return kind.find(session, back.resource()).isPresent()
        && kind.same(
            back.control(), kind.setting(session, back.resource(), back.control()), back.to());
  }

  /// The step, and the blocker for which AWS would refuse it in the resource's current state.
  public record Found(PlannedChange step, Optional<Blocker> stop) {}

  /// Returns the step that makes the inverse change.
  ///
  /// @param back the inverse change: its `from` must be the current setting
  /// @return empty if the resource is gone, or is not as the change left it
  /// @throws dev.molly.aws.AwsException if the resource cannot be read
  public Optional<PlannedChange> step(AccountSession session, Change back, String why) {
    return found(session, back, why).map(Found::step);
  }

  /// Returns the same step, with its blocker.
  public Optional<Found> found(AccountSession session, Change back, String why) {
    Protectable kind = kinds.protectable(back.resource().id().kind());
    Optional<Resource> now = kind.find(session, back.resource());
    if (now.isEmpty()) {
      return Optional.empty();
    }
    String setting = kind.setting(session, back.resource(), back.control());
    if (!kind.same(back.control(), setting, back.from())) {
      return Optional.empty();
    }
    String fingerprint =
        Fingerprint.of(now.get(), back.control(), kind.canonical(back.control(), setting));
    var change = new Change(now.get().ref(), back.control(), back.from(), back.to());
    var step = new PlannedChange(change, fingerprint, kind.call(change), why);
    return Optional.of(new Found(step, kind.blockerOfChange(now.get())));
  }
}
