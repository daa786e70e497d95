package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Kinds;
import dev.molly.model.Change;
import dev.molly.model.Fingerprint;
import dev.molly.model.Plan;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Step;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/// Finds the resources of a plan that are no longer what it saw, all of them before the first
/// write.
final class Drifts {
  private Drifts() {}

  static List<ResourceRef> in(Plan plan, Function<Change, Session> sessions) {
    Collection<ResourceRef> drifted = new ConcurrentLinkedQueue<>();
    Together.each(
        plan.steps().stream().filter(step -> !step.fingerprint().isEmpty()).toList(),
        step -> {
          if (drifted(step, sessions.apply(step.action()))) {
            drifted.add(step.action().resource());
          }
        });
    return drifted.stream().distinct().sorted(Comparator.comparing(ResourceRef::id)).toList();
  }

  /// What cannot be read is not known to be what it was.
  private static boolean drifted(Step step, Session session) {
    Change change = step.action();
    Kind kind = Kinds.of(change.resource().id().kind());
    try {
      Optional<Resource> now = kind.observe(session, change.resource());
      if (now.isEmpty()) {
        return true;
      }
      String setting = kind.setting(session, change.resource(), change.control());
      return !Fingerprint.of(now.get(), change.control(), kind.canonical(change.control(), setting))
          .equals(step.fingerprint());
    } catch (AwsException e) {
      return true;
    }
  }
}
