package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.GuardContext;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.AccountId;
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

/// Gathers what the guards look at.
final class GuardContextFactory {
  private final Clock clock;
  private final ExecutionSettings settings;

  GuardContextFactory(Clock clock, ExecutionSettings settings) {
    this.clock = clock;
    this.settings = settings;
  }

  GuardContext of(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      List<ResourceRef> drifted,
      Optional<Set<AccountId>> environment,
      ConfirmationInput answer) {
    boolean asksNobody = answer instanceof ConfirmationInput.Unattended;
    return of(plan, sessions, drifted, environment, answer, asksNobody);
  }

  /// @param asksNobody whether what a record says has to be known here: nobody confirms it
  GuardContext of(
      Plan plan,
      Map<AccountId, AccountSession> sessions,
      List<ResourceRef> drifted,
      Optional<Set<AccountId>> environment,
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

  /// The resources of a plan whose records are not known here, read afresh: a record that cannot be
  /// read is not known either.
  private Set<ResourceId> unknown(Plan plan, Map<AccountId, AccountSession> sessions) {
    var known = KnownRecords.of(settings.runs());
    var unknown = new TreeSet<ResourceId>();
    plan.steps().stream()
        .map(step -> step.change().resource())
        .distinct()
        .filter(resource -> !isKnown(known, sessions.get(resource.id().account()), resource))
        .forEach(resource -> unknown.add(resource.id()));
    return unknown;
  }

  private static boolean isKnown(
      KnownRecords known, @Nullable AccountSession session, ResourceRef resource) {
    try {
      return session != null
          && KindRegistry.of(resource.id().kind())
              .find(session, resource)
              .map(now -> known.has(session, now))
              .orElse(false);
    } catch (RuntimeException e) {
      // Whatever it is, a record that was not read is not known.
      return false;
    }
  }

  /// An account that does not say what the time is has no entry, and the clock guard says so.
  static Map<AccountId, Instant> awsTimes(Map<AccountId, AccountSession> sessions) {
    var times = new TreeMap<AccountId, Instant>();
    sessions.forEach(
        (account, session) -> {
          try {
            times.put(account, session.time());
          } catch (AwsException e) {
            // Nobody knows.
          }
        });
    return times;
  }

  /// The records on the resources that would be deleted: read afresh.
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
      return new RetirementTracker(clock, settings.window().least())
          .observe(session, resource)
          .map(RetirementTracker::record)
          .flatMap(
              reading ->
                  reading instanceof RetirementRecordCodec.Reading.Found(var record)
                      ? Optional.of(record)
                      : Optional.empty());
    } catch (RuntimeException e) {
      // Whatever it is, nothing is deleted whose record was not read.
      return Optional.empty();
    }
  }
}
