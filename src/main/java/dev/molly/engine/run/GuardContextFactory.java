package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.GuardContext;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
      List<ResourceRef> drifted,
      Environment environment,
      ConfirmationInput answer) {
    boolean asksNobody = answer instanceof ConfirmationInput.Unattended;
    return of(plan, sessions, drifted, environment, answer, asksNobody);
  }

  /// @param asksNobody whether the plan is unconfirmed, so that its records have to be known to
  ///     this installation
  GuardContext of(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      List<ResourceRef> drifted,
      Environment environment,
      ConfirmationInput answer,
      boolean asksNobody) {
    var entered = new TreeMap<>(sessions);
    entered.keySet().retainAll(plan.accounts());
    var callers = new TreeMap<AccountId, AccountId>();
    entered.forEach((account, session) -> callers.put(account, session.identity().account()));
    return new GuardContext(
        clock.instant(),
        callers,
        environment,
        settings.limit(),
        settings.freezes().get(),
        drifted,
        answer,
        settings.confirmable(),
        settings.window(),
        awsTimes(entered),
        records(plan, entered),
        settings.unattended(),
        asksNobody ? unknown(plan, entered) : Set.of());
  }

  /// Returns the resources of a plan whose freshly read records are unknown to this
  /// installation. A record that cannot be read counts as unknown.
  private Set<ResourceId> unknown(Plan plan, Map<AccountId, AccountSession> sessions) {
    var known = KnownRecords.of(tracker.kinds(), settings.runs());
    var unknown = new TreeSet<ResourceId>();
    plan.steps().stream()
        .map(step -> step.change().resource())
        .distinct()
        .filter(resource -> !isKnown(known, sessions.get(resource.id().account()), resource))
        .forEach(resource -> unknown.add(resource.id()));
    return unknown;
  }

  private boolean isKnown(
      KnownRecords known, @Nullable AccountSession session, ResourceRef resource) {
    try {
      return session != null
          && tracker
              .kinds()
              .protectable(resource.id().kind())
              .find(session, resource)
              .map(now -> known.has(session, now))
              .orElse(false);
    } catch (RuntimeException e) {
      // A record that could not be read counts as unknown, whatever the cause.
      return false;
    }
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
  private Map<ResourceId, RetirementRecord> records(
      Plan plan, Map<AccountId, AccountSession> sessions) {
    var records = new TreeMap<ResourceId, RetirementRecord>();
    for (PlannedChange step : plan.steps()) {
      Change change = step.change();
      AccountSession session = sessions.get(change.resource().id().account());
      if (session != null && LifecycleAttributes.deletes(step)) {
        record(session, change.resource())
            .ifPresent(record -> records.put(change.resource().id(), record));
      }
    }
    return records;
  }

  private Optional<RetirementRecord> record(AccountSession session, ResourceRef resource) {
    try {
      return tracker
          .observe(session, resource)
          .map(tracker::record)
          .flatMap(
              reading ->
                  reading instanceof RetirementRecordCodec.Reading.Found(var record)
                      ? Optional.of(record)
                      : Optional.empty());
    } catch (RuntimeException e) {
      // A resource whose record could not be read is not deleted, whatever the cause.
      return Optional.empty();
    }
  }
}
