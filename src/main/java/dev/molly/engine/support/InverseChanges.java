package dev.molly.engine.support;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.Blocker;
import java.util.Optional;

/// Makes the step that takes a change back, from what is there now.
public final class InverseChanges {
  private InverseChanges() {}

  /// What takes a change back; empty when nothing does.
  public static Optional<Change> back(Change change) {
    return KindRegistry.of(change.resource().id().kind()).inverse(change);
  }

  /// Whether it is so already: somebody, or an earlier undo, took it back. What cannot be read is
  /// not known to be.
  public static boolean isBack(AccountSession session, Change back) {
    ResourceKind kind = KindRegistry.of(back.resource().id().kind());
    try {
      return kind.find(session, back.resource()).isPresent()
          && kind.same(
              back.control(), kind.setting(session, back.resource(), back.control()), back.to());
    } catch (AwsException e) {
      return false;
    }
  }

  /// The step, and why AWS would refuse it as the resource is now, with what to do first.
  public record Found(PlannedChange step, Optional<Blocker> stop) {}

  /// The step; empty when the resource is gone, cannot be read, or is not as the change left it.
  ///
  /// @param back the change that takes it back: its `from` is what must be there now
  public static Optional<PlannedChange> step(AccountSession session, Change back, String why) {
    return found(session, back, why).map(Found::step);
  }

  /// The same, with what speaks against it.
  public static Optional<Found> found(AccountSession session, Change back, String why) {
    ResourceKind kind = KindRegistry.of(back.resource().id().kind());
    try {
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
    } catch (AwsException e) {
      return Optional.empty();
    }
  }
}
