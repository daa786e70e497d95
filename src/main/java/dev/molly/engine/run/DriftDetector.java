package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.guard.UnreadResource;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.Protectable;
import dev.molly.model.AccountId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
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

/// Reads all resources of a plan again before the first write, and compares them with it.
final class DriftDetector {
  private final KindRegistry kinds;

  DriftDetector(KindRegistry kinds) {
    this.kinds = kinds;
  }

  /// The resources of a plan that must not be changed by it.
  ///
  /// @param drifted the resources that have changed since the plan was made
  /// @param unread the resources that could not be read
  record Drift(List<ResourceRef> drifted, List<UnreadResource> unread) {
    static final Drift NONE = new Drift(List.of(), List.of());

    private static Drift of(ResourceRef resource) {
      return new Drift(List.of(resource), List.of());
    }

    private static Drift of(UnreadResource unread) {
      return new Drift(List.of(), List.of(unread));
    }
  }

  /// Returns the drifted and the unread resources. Observes nothing if an account of the plan
  /// cannot be entered, because the identity guard refuses that plan.
  Drift in(Plan plan, Map<AccountId, AccountSession> sessions) {
    if (!sessions.keySet().containsAll(plan.accounts())) {
      return Drift.NONE;
    }
    Collection<Drift> found = new ConcurrentLinkedQueue<>();
    ParallelTasks.each(
        plan.steps().stream().filter(step -> !step.fingerprint().isEmpty()).toList(),
        step -> {
          ResourceRef resource = step.change().resource();
          try {
            found.add(drift(step, AccountSessions.of(sessions, resource.id())));
          } catch (RuntimeException e) {
            found.add(Drift.of(unread(resource, e)));
          }
        });
    return new Drift(
        found.stream()
            .flatMap(each -> each.drifted().stream())
            .distinct()
            .sorted(Comparator.comparing(ResourceRef::id))
            .toList(),
        found.stream().flatMap(each -> each.unread().stream()).toList());
  }

  /// @throws AwsException if the resource could not be read
  private Drift drift(PlannedChange step, AccountSession session) {
    Change change = step.change();
    ResourceRef resource = change.resource();
    Protectable kind = kinds.protectable(resource.id().kind());
    Optional<Resource> now = kind.find(session, resource);
    if (now.isEmpty()) {
      return Drift.of(resource);
    }
    String setting;
    try {
      setting = kind.setting(session, resource, change.control());
    } catch (AwsException e) {
      if (e.reason() == AwsException.Reason.NOT_FOUND) {
        return Drift.of(resource);
      }
      throw e;
    }
    String seen =
        Fingerprint.of(now.get(), change.control(), kind.canonical(change.control(), setting));
    if (seen.equals(step.fingerprint())) {
      return Drift.NONE;
    }
    return now.get().tags() instanceof Tags.Unknown(var why, var missing)
        ? Drift.of(new UnreadResource(resource, why, missing))
        : Drift.of(resource);
  }

  /// Returns the record of a failed read. A bug that one resource triggers is that resource's
  /// trouble.
  static UnreadResource unread(ResourceRef resource, RuntimeException e) {
    return e instanceof AwsException aws
        ? new UnreadResource(resource, aws.explanation(), aws.missingPermission().orElse(""))
        : new UnreadResource(resource, "this is a bug in molly: " + e, "");
  }
}
