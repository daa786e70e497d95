package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.model.AccountId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Finds all resources that have changed since their plan was made, before the first write.
final class DriftDetector {
  private final KindRegistry kinds;

  DriftDetector(KindRegistry kinds) {
    this.kinds = kinds;
  }

  /// Returns the drifted resources. Observes nothing if an account of the plan cannot be
  /// entered, because the identity guard refuses that plan.
  List<ResourceRef> in(Plan plan, Map<AccountId, AccountSession> sessions) {
    if (!sessions.keySet().containsAll(plan.accounts())) {
      return List.of();
    }
    Collection<ResourceRef> drifted = new ConcurrentLinkedQueue<>();
    ParallelTasks.each(
        plan.steps().stream().filter(step -> !step.fingerprint().isEmpty()).toList(),
        step -> {
          if (drifted(step, AccountSessions.of(sessions, step.change().resource().id()))) {
            drifted.add(step.change().resource());
          }
        });
    return drifted.stream().distinct().sorted(Comparator.comparing(ResourceRef::id)).toList();
  }

  /// Returns whether a resource has drifted; a resource that cannot be read counts as drifted.
  private boolean drifted(PlannedChange step, AccountSession session) {
    Change change = step.change();
    Protectable kind = kinds.protectable(change.resource().id().kind());
    try {
      Optional<Resource> now = kind.find(session, change.resource());
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
