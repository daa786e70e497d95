package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.AwsException;
import dev.molly.aws.Identity;
import dev.molly.aws.Session;
import dev.molly.guard.Answer;
import dev.molly.guard.Phrase;
import dev.molly.guard.Situation;
import dev.molly.guard.Verdict;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Change;
import dev.molly.model.Finding;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.ResourceRef;
import dev.molly.model.RunId;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.policy.PolicySet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The one way in which anything is changed: a plan, the guards, the executor, the journal.
public final class Changes {
  private final Aws aws;
  private final Clock clock;
  private final Workshop workshop;
  private final List<AccountRef> accounts;

  /// The change path into some accounts.
  ///
  /// @param accounts the ways in; a plan for any other account is refused
  public Changes(Aws aws, Clock clock, Workshop workshop, List<AccountRef> accounts) {
    this.aws = aws;
    this.clock = clock;
    this.workshop = workshop;
    this.accounts = List.copyOf(accounts);
  }

  /// What would put findings right. Writes nothing anywhere.
  public Plan protect(ScanReport report, PolicySet policies, Predicate<Finding> chosen) {
    return new Planner(sessions(), policies).protect(report, chosen);
  }

  /// What the guards would say to a plan now, if it were confirmed.
  public List<Refusal> objections(Plan plan, Optional<Set<AccountId>> environment) {
    Map<AccountId, Session> sessions = sessions();
    Answer confirmed = new Answer.Given(Phrase.of(plan, clock.instant()));
    Situation now = situation(plan, sessions, List.of(), environment, confirmed);
    return switch (Verdict.decide(plan, now)) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// The phrase that confirms a plan from now on, for a while.
  public String phrase(Plan plan) {
    return Phrase.of(plan, clock.instant());
  }

  /// Carries a plan out, if the guards let it.
  ///
  /// @param environment the accounts of the environment that was named; empty when none was
  /// @throws dev.molly.journal.JournalException when it cannot be written down
  public Applied apply(Plan plan, Optional<Set<AccountId>> environment, Answer answer) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted =
        sessions.keySet().containsAll(plan.accounts())
            ? Drifts.in(plan, change -> session(sessions, change))
            : List.of();
    Situation now = situation(plan, sessions, drifted, environment, answer);
    return carryOut(Verdict.decide(plan, now), sessions, true);
  }

  /// Takes back what a run did, as far as it is still as that run left it.
  ///
  /// @throws UserError when an account that the run wrote to is not among those of this change path
  public Applied undo(RunId run) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    List<Entry> entries = workshop.runs().read(run);
    for (AccountId account : Undoer.accounts(entries)) {
      if (!sessions.containsKey(account)) {
        throw new UserError(
            "run %s wrote to account %s, which these credentials do not lead to.\nUse that account's: --profile NAME, or a role in --config"
                .formatted(run, account));
      }
    }
    Plan plan = new Undoer(sessions).plan(entries);
    Situation now = situation(plan, sessions, List.of(), Optional.empty(), new Answer.Nobody());
    return carryOut(Verdict.decideUndo(plan, now), sessions, false);
  }

  private Recovery recovery() {
    return new Recovery(workshop.runs(), clock, workshop.pause(), workshop.pace());
  }

  private Applied carryOut(
      Verdict verdict, Map<AccountId, Session> sessions, boolean goingForward) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> new Applied.Refused(reasons);
      case Verdict.Approved approved -> {
        Instant now = clock.instant();
        try (Journal journal = workshop.runs().begin(workshop.runIds().apply(now))) {
          var setting =
              new Executor.Setting(
                  journal,
                  new Scopes(aws, ways(), approved.plan())::of,
                  callers(approved.plan(), sessions),
                  goingForward ? workshop.freezes() : List::of,
                  workshop.interrupted(),
                  goingForward);
          Pace pace = goingForward ? workshop.pace() : workshop.pace().inOneGo();
          var executor = new Executor(clock, workshop.pause(), pace);
          yield new Applied.Ran(executor.execute(approved, setting));
        }
      }
    };
  }

  private Situation situation(
      Plan plan,
      Map<AccountId, Session> sessions,
      List<ResourceRef> drifted,
      Optional<Set<AccountId>> environment,
      Answer answer) {
    var callers = new TreeMap<AccountId, AccountId>();
    for (AccountId account : plan.accounts()) {
      Session session = sessions.get(account);
      if (session != null) {
        callers.put(account, session.identity().account());
      }
    }
    return new Situation(
        clock.instant(),
        callers,
        environment,
        workshop.limit(),
        workshop.freezes().get(),
        drifted,
        answer,
        workshop.confirmable());
  }

  private static List<String> callers(Plan plan, Map<AccountId, Session> sessions) {
    return sessions.values().stream()
        .map(Session::identity)
        .filter(caller -> plan.accounts().contains(caller.account()))
        .map(Identity::arn)
        .sorted()
        .toList();
  }

  /// The way into each account, by the account it turned out to be.
  private Map<AccountId, AccountRef> ways() {
    var ways = new TreeMap<AccountId, AccountRef>();
    for (AccountRef account : accounts) {
      switch (account) {
        case AccountRef.Configured configured -> ways.put(configured.id(), configured);
        case AccountRef.Own own -> ways.put(aws.session(own).identity().account(), own);
      }
    }
    return ways;
  }

  private static Session session(Map<AccountId, Session> sessions, Change change) {
    Session session = sessions.get(change.resource().id().account());
    if (session == null) {
      throw new IllegalStateException("no session for " + change.resource().id());
    }
    return session;
  }

  /// The accounts that can be entered. One that cannot is missing, and the identity guard says so.
  private Map<AccountId, Session> sessions() {
    var sessions = new TreeMap<AccountId, Session>();
    for (AccountRef account : accounts) {
      try {
        Session session = aws.session(account);
        sessions.put(session.identity().account(), session);
      } catch (AwsException e) {
        // A plan for that account is refused by the identity guard; a plan without it is not
        // touched.
      }
    }
    return sessions;
  }
}
