package dev.molly.engine;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.guard.Answer;
import dev.molly.guard.Situation;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.Change;
import dev.molly.model.Plan;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Step;
import dev.molly.retire.Levers;
import dev.molly.retire.Retirement;
import dev.molly.retire.RetirementTags;
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
final class Situations {
  private final Clock clock;
  private final Workshop workshop;

  Situations(Clock clock, Workshop workshop) {
    this.clock = clock;
    this.workshop = workshop;
  }

  Situation of(
      Plan plan,
      Map<AccountId, Session> sessions,
      List<ResourceRef> drifted,
      Optional<Set<AccountId>> environment,
      Answer answer) {
    boolean asksNobody = answer instanceof Answer.Unattended;
    return of(plan, sessions, drifted, environment, answer, asksNobody);
  }

  /// @param asksNobody whether what a record says has to be known here: nobody confirms it
  Situation of(
      Plan plan,
      Map<AccountId, Session> sessions,
      List<ResourceRef> drifted,
      Optional<Set<AccountId>> environment,
      Answer answer,
      boolean asksNobody) {
    var entered = new TreeMap<>(sessions);
    entered.keySet().retainAll(plan.accounts());
    var callers = new TreeMap<AccountId, AccountId>();
    entered.forEach((account, session) -> callers.put(account, session.identity().account()));
    return new Situation(
        clock.instant(),
        callers,
        environment,
        workshop.limit(),
        workshop.freezes().get(),
        drifted,
        answer,
        workshop.confirmable(),
        workshop.window(),
        awsTimes(entered),
        records(plan, entered),
        workshop.unattended(),
        asksNobody ? unknown(plan, entered) : Set.of());
  }

  /// The resources of a plan whose records are not known here, read afresh: a record that cannot be
  /// read is not known either.
  private Set<ResourceId> unknown(Plan plan, Map<AccountId, Session> sessions) {
    var known = KnownRecords.of(workshop.runs());
    var unknown = new TreeSet<ResourceId>();
    plan.steps().stream()
        .map(step -> step.action().resource())
        .distinct()
        .filter(resource -> !isKnown(known, sessions.get(resource.id().account()), resource))
        .forEach(resource -> unknown.add(resource.id()));
    return unknown;
  }

  private static boolean isKnown(
      KnownRecords known, @Nullable Session session, ResourceRef resource) {
    try {
      return session != null
          && Kinds.of(resource.id().kind())
              .observe(session, resource)
              .map(now -> known.has(session, now))
              .orElse(false);
    } catch (RuntimeException e) {
      // Whatever it is, a record that was not read is not known.
      return false;
    }
  }

  /// An account that does not say what the time is has no entry, and the clock guard says so.
  static Map<AccountId, Instant> awsTimes(Map<AccountId, Session> sessions) {
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
  private Map<ResourceId, Retirement> records(Plan plan, Map<AccountId, Session> sessions) {
    var records = new TreeMap<ResourceId, Retirement>();
    for (Step step : plan.steps()) {
      Change change = step.action();
      Session session = sessions.get(change.resource().id().account());
      if (session != null && Levers.deletes(step)) {
        record(session, change.resource())
            .ifPresent(record -> records.put(change.resource().id(), record));
      }
    }
    return records;
  }

  private Optional<Retirement> record(Session session, ResourceRef resource) {
    try {
      return new Climbing(clock, workshop.window().least())
          .look(session, resource)
          .map(Climbing::record)
          .flatMap(
              reading ->
                  reading instanceof RetirementTags.Reading.Found(var record)
                      ? Optional.of(record)
                      : Optional.empty());
    } catch (RuntimeException e) {
      // Whatever it is, nothing is deleted whose record was not read.
      return Optional.empty();
    }
  }
}
