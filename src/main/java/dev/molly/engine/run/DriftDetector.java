package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.UnreadResource;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Protectable;
import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RetirementRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Reads all resources of a plan again before the first write, and compares them with it.
final class DriftDetector {
  private final RetirementTracker tracker;

  /// @param tracker observes the resources
  DriftDetector(RetirementTracker tracker) {
    this.tracker = tracker;
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
        plan.steps().stream()
            .filter(step -> !step.fingerprint().isEmpty())
            .collect(Collectors.groupingBy(step -> step.change().resource()))
            .entrySet(),
        planned -> {
          ResourceRef resource = planned.getKey();
          try {
            AccountSession session = AccountSessions.of(sessions, resource.id());
            found.add(drift(session, resource, planned.getValue()));
          } catch (RuntimeException e) {
            found.add(Drift.of(unread(resource, e)));
          }
        });
    return new Drift(
        found.stream()
            .flatMap(each -> each.drifted().stream())
            .sorted(Comparator.comparing(ResourceRef::id))
            .toList(),
        found.stream().flatMap(each -> each.unread().stream()).toList());
  }

  /// @param planned the steps of one resource
  /// @throws AwsException if the resource could not be read
  private Drift drift(AccountSession session, ResourceRef resource, List<PlannedChange> planned) {
    Set<ControlId> controls =
        planned.stream().map(step -> step.change().control()).collect(Collectors.toSet());
    List<RetirementRecord> begun =
        planned.stream().flatMap(step -> RetirementTracker.begun(step.change()).stream()).toList();
    if (!begun.isEmpty() && tracker.copies(resource.id().kind())) {
      controls.add(LifecycleAttributes.FINAL_COPY);
    }
    Optional<Observation> now;
    try {
      now = tracker.observe(session, resource, new ControlSelection(controls, true));
    } catch (AwsException e) {
      if (e.reason() == AwsException.Reason.NOT_FOUND) {
        return Drift.of(resource);
      }
      throw e;
    }
    if (now.isPresent()
        && planned.stream().allMatch(step -> isAsPlanned(step, now.get()))
        && begun.stream().noneMatch(record -> record.isCopiedIn(now.get()))) {
      return Drift.NONE;
    }
    return now.isPresent() && now.get().resource().tags() instanceof Tags.Unknown(var why, var no)
        ? Drift.of(new UnreadResource(resource, why, no))
        : Drift.of(resource);
  }

  private boolean isAsPlanned(PlannedChange step, Observation now) {
    ControlId control = step.change().control();
    Protectable kind = tracker.kinds().protectable(now.resource().id().kind());
    String setting = kind.canonical(control, now.setting(control));
    return Fingerprint.of(now.resource(), control, setting).equals(step.fingerprint());
  }

  /// Returns the record of a failed read. A bug that one resource triggers is that resource's
  /// trouble.
  static UnreadResource unread(ResourceRef resource, RuntimeException e) {
    return e instanceof AwsException aws
        ? new UnreadResource(resource, aws.explanation(), aws.missingPermission().orElse(""))
        : new UnreadResource(resource, "this is a bug in molly: " + e, "");
  }
}
