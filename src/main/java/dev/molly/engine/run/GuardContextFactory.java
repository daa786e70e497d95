package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.run.DriftDetector.Drift;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.GuardContext;
import dev.molly.guard.UnreadResource;
import dev.molly.kind.ControlSelection;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Collects the input of the guards.
final class GuardContextFactory {
  private final RetirementTracker tracker;
  private final Clock clock;
  private final ExecutionSettings settings;

  /// @param tracker observes the resources that are to be deleted
  GuardContextFactory(RetirementTracker tracker, Clock clock, ExecutionSettings settings) {
    this.tracker = tracker;
    this.clock = clock;
    this.settings = settings;
  }

  GuardContext of(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      Drift drift,
      Environment environment,
      ConfirmationInput answer) {
    boolean asksNobody = answer instanceof ConfirmationInput.Unattended;
    return of(plan, sessions, drift, environment, answer, asksNobody);
  }

  /// @param asksNobody whether the plan is unconfirmed, so that its records have to be known to
  ///     this installation
  GuardContext of(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      Drift drift,
      Environment environment,
      ConfirmationInput answer,
      boolean asksNobody) {
    var entered = new TreeMap<>(sessions);
    entered.keySet().retainAll(plan.accounts());
    var callers = new TreeMap<AccountId, AccountId>();
    entered.forEach((account, session) -> callers.put(account, session.identity().account()));
    var drifted = new LinkedHashSet<>(drift.drifted());
    var unread = new ArrayList<>(drift.unread());
    Set<ResourceId> unknown = asksNobody ? unknown(plan, entered, drifted, unread) : Set.of();
    Map<ResourceId, RetirementRecord> records = records(plan, entered, unread);
    return new GuardContext(
        clock.instant(),
        callers,
        environment,
        settings.limit(),
        settings.freezes().get(),
        List.copyOf(drifted),
        unread,
        answer,
        settings.confirmable(),
        settings.window(),
        awsTimes(entered),
        records,
        settings.unattended(),
        unknown);
  }

  /// Returns the resources of a plan whose freshly read records are unknown to this
  /// installation.
  ///
  /// @param drifted receives the resources that are gone
  /// @param unread receives the resources for which that could not be read
  private Set<ResourceId> unknown(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      Collection<ResourceRef> drifted,
      Collection<UnreadResource> unread) {
    var known = KnownRecords.of(tracker, settings.runs());
    var unknown = new TreeSet<ResourceId>();
    for (ResourceRef resource : withFirstNames(plan)) {
      AccountSession session = sessions.get(resource.id().account());
      if (session == null) {
        continue; // The identity guard refuses the plan.
      }
      try {
        Optional<Resource> now =
            tracker
                .observe(session, resource, ControlSelection.tagsAnd())
                .map(Observation::resource);
        if (now.isEmpty()) {
          drifted.add(resource);
        } else if (now.get().tags() instanceof Tags.Unknown(var why, var missing)) {
          unread.add(new UnreadResource(resource, why, missing));
        } else if (!known.has(session, now.get())) {
          unknown.add(resource.id());
        }
      } catch (RuntimeException e) {
        unread.add(DriftDetector.unread(resource, e));
      }
    }
    return unknown;
  }

  /// Returns the resources of a plan with their current names: the steps after a rename have the
  /// later name.
  private static Collection<ResourceRef> withFirstNames(Plan plan) {
    var first = new LinkedHashMap<String, ResourceRef>();
    for (PlannedChange step : plan.steps()) {
      ResourceRef resource = step.change().resource();
      // An emulator of AWS may give two resources the same id.
      String name = step.goal().isPresent() ? "" : resource.identifier();
      first.putIfAbsent(resource.id() + " " + name, resource);
    }
    return first.values();
  }

  /// Returns the time of AWS by account. An account that returns no time is absent, and the
  /// clock guard reports it.
  static Map<AccountId, Instant> awsTimes(Map<AccountId, AccountSession> sessions) {
    var times = new TreeMap<AccountId, Instant>();
    sessions.forEach(
        (account, session) -> {
          try {
            times.put(account, session.time());
          } catch (AwsException e) {
            // Absent: the time is unknown.
          }
        });
    return times;
  }

  /// Returns the freshly read records of the resources to delete.
  ///
  /// @param unread receives the resources whose record could not be read
  private Map<ResourceId, RetirementRecord> records(
      Plan plan, Map<AccountId, AccountSession> sessions, Collection<UnreadResource> unread) {
    var records = new TreeMap<ResourceId, RetirementRecord>();
    for (PlannedChange step : plan.steps()) {
      ResourceRef resource = step.change().resource();
      AccountSession session = sessions.get(resource.id().account());
      if (session != null && LifecycleAttributes.deletes(step)) {
        try {
          record(session, resource).ifPresent(record -> records.put(resource.id(), record));
        } catch (RuntimeException e) {
          unread.add(DriftDetector.unread(resource, e));
        }
      }
    }
    return records;
  }

  private Optional<RetirementRecord> record(AccountSession session, ResourceRef resource) {
    return tracker
        .record(session, resource)
        .flatMap(
            reading ->
                reading instanceof RetirementRecordCodec.Reading.Found(var record)
                    ? Optional.of(record)
                    : Optional.empty());
  }
}
