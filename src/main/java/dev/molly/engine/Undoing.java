package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.Fingerprint;
import dev.molly.model.Resource;
import dev.molly.model.Step;
import dev.molly.retire.Obstacle;
import java.util.Optional;

/// Makes the step that takes a change back, from what is there now.
final class Undoing {
  private Undoing() {}

  /// What takes a change back; empty when nothing does.
  static Optional<Change> back(Change change) {
    return Kinds.of(change.resource().id().kind()).undo(change);
  }

  /// Whether it is so already: somebody, or an earlier undo, took it back. What cannot be read is
  /// not known to be.
  static boolean isBack(Session session, Change back) {
    Kind kind = Kinds.of(back.resource().id().kind());
    try {
      return kind.observe(session, back.resource()).isPresent()
          && kind.same(
              back.control(), kind.setting(session, back.resource(), back.control()), back.to());
    } catch (AwsException e) {
      return false;
    }
  }

  /// The step, and why AWS would refuse it as the resource is now, with what to do first.
  record Found(Step step, Optional<Obstacle> stop) {}

  /// The step; empty when the resource is gone, cannot be read, or is not as the change left it.
  ///
  /// @param back the change that takes it back: its `from` is what must be there now
  static Optional<Step> step(Session session, Change back, String why) {
    return found(session, back, why).map(Found::step);
  }

  /// The same, with what speaks against it.
  static Optional<Found> found(Session session, Change back, String why) {
    Kind kind = Kinds.of(back.resource().id().kind());
    try {
      Optional<Resource> now = kind.observe(session, back.resource());
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
      var step = new Step(change, fingerprint, kind.call(change), why);
      return Optional.of(new Found(step, kind.unchangeable(now.get())));
    } catch (AwsException e) {
      return Optional.empty();
    }
  }
}
