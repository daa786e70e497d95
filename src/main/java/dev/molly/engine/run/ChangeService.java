package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.CallerIdentity;
import dev.molly.engine.plan.DecisionTime;
import dev.molly.engine.plan.LaterWrites;
import dev.molly.engine.plan.RunWrites;
import dev.molly.engine.plan.UndoEligibility;
import dev.molly.engine.plan.UndoPlanner;
import dev.molly.engine.run.DriftDetector.Drift;
import dev.molly.engine.scan.AccountLogin;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.InverseChanges;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ClockGuard;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.guard.GuardContext;
import dev.molly.guard.Screening;
import dev.molly.guard.Verdict;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.KindRegistry;
import dev.molly.model.AccountId;
import dev.molly.model.Environment;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.UserError;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The single path of every write: guards, executor, journal.
public final class ChangeService {
  private final KindRegistry kinds;
  private final Clock clock;
  private final ExecutionSettings settings;
  private final AccountSessions accounts;
  private final RetirementTracker tracker;
  private final GuardContextFactory guardContextFactory;

  /// Creates a change path into some accounts.
  ///
  /// @param accounts the accounts to enter; a plan for any other account is refused
  public ChangeService(
      KindRegistry kinds, AccountSessions accounts, Clock clock, ExecutionSettings settings) {
    this.kinds = kinds;
    this.accounts = accounts;
    this.clock = clock;
    this.settings = settings;
    this.tracker =
        new RetirementTracker(kinds, clock, settings.window().least(), settings.owners());
    this.guardContextFactory = new GuardContextFactory(tracker, clock, settings);
  }

  /// How a run ends when it meets trouble, and what may end it.
  private enum Mode {
    /// A person confirmed the plan as a whole: the run stops at the first trouble.
    CONFIRMED,
    /// A sweep, or an unattended purge: trouble with one resource is its own.
    UNATTENDED,
    /// An undo, or a restore: the same, and no freeze and no number of failures ends it.
    BACK
  }

  /// How a run is carried out.
  ///
  /// @param undoes the run that it undoes; empty for another run
  private record Manner(Mode mode, Notifier notifier, Optional<RunId> undoes) {
    Manner(Mode mode, Notifier notifier) {
      this(mode, notifier, Optional.empty());
    }
  }

  private Map<AccountId, AccountSession> sessions() {
    return accounts.open();
  }

  /// Returns the sessions for a command that begins here, without an inventory: if no account can
  /// be entered, the reason is AWS's, and not that the credentials are another account's.
  ///
  /// @throws RuntimeException if no account can be entered, as a scan does
  private Map<AccountId, AccountSession> entered() {
    return AccountLogin.enterAny(accounts.aws(), accounts.accounts());
  }

  /// Returns the resources that a run may have written to, oldest change first.
  ///
  /// @throws dev.molly.journal.JournalException if there is no such run
  public List<ResourceRef> touched(RunId run) {
    return writes(settings.runs().read(run)).resources();
  }

  /// Checks the local clock against AWS's.
  ///
  /// @return empty if the local clock is correct, or AWS returns no time
  public Optional<Refusal> clockRefusal() {
    return GuardContextFactory.awsTimes(sessions()).values().stream()
        .flatMap(aws -> ClockGuard.off(clock.instant(), aws).stream())
        .findFirst();
  }

  /// Returns the objections of the guards to a plan as if it were confirmed now.
  public List<Refusal> check(Plan plan, Environment environment) {
    return check(plan, environment, Drift.NONE);
  }

  private List<Refusal> check(Plan plan, Environment environment, Drift drift) {
    Map<AccountId, AccountSession> sessions = sessions();
    ConfirmationInput confirmed =
        new ConfirmationInput.Given(ConfirmationPhrase.of(plan, clock.instant()));
    GuardContext now = guardContextFactory.of(plan, sessions, drift, environment, confirmed);
    return switch (Verdict.decide(plan, now)) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// Returns the objections of the guards to an unconfirmed plan that undoes changes.
  public List<Refusal> checkUnconfirmed(Plan plan) {
    return reasons(Verdict.decideUndo(plan, unasked(plan, Environment.ANY)));
  }

  /// Returns the objections of the guards to the plan of a sweep, which is unconfirmed as well.
  public List<Refusal> checkSweep(Plan plan, Environment environment) {
    return reasons(Verdict.decideSweep(plan, unasked(plan, environment)));
  }

  private GuardContext unasked(Plan plan, Environment environment) {
    return guardContextFactory.of(
        plan, sessions(), Drift.NONE, environment, new ConfirmationInput.None());
  }

  private static List<Refusal> reasons(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// Returns the objections of the guards to an unattended run of a plan. An objection to one
  /// resource is none: [#apply] leaves the resource out.
  public List<Refusal> checkUnattended(Plan plan, Environment environment) {
    GuardContext now =
        guardContextFactory.of(
            plan, sessions(), Drift.NONE, environment, new ConfirmationInput.Unattended(), false);
    Screening screening = Screening.of(plan, now);
    return screening.isEmpty() ? List.of() : reasons(Verdict.decide(screening.rest(), now));
  }

  /// Returns the objections of the guards to a saved plan, including drift since it was made.
  public List<Refusal> checkSaved(Plan plan, Environment environment) {
    List<Refusal> wrong = new PlannedCalls(kinds).wrong(plan);
    return !wrong.isEmpty()
        ? wrong
        : check(plan, environment, new DriftDetector(tracker).in(plan, entered()));
  }

  /// Returns the phrase that confirms a plan, valid for a limited time from now, or from the
  /// decision time of a plan that begins a retirement or lease.
  public String phrase(Plan plan) {
    return ConfirmationPhrase.of(plan, DecisionTime.when(plan).orElseGet(clock::instant));
  }

  /// Applies a plan if the guards approve it.
  ///
  /// @param environment the environment that the command names
  /// @throws dev.molly.journal.JournalException if the journal cannot be written
  public ApplyResult apply(Plan plan, Environment environment, ConfirmationInput answer) {
    List<Refusal> wrong = new PlannedCalls(kinds).wrong(plan);
    if (!wrong.isEmpty()) {
      return new ApplyResult.Refused(wrong);
    }
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    Drift drift = new DriftDetector(tracker).in(plan, sessions);
    GuardContext now = guardContextFactory.of(plan, sessions, drift, environment, answer);
    boolean unattended = answer instanceof ConfirmationInput.Unattended;
    return carryOut(
        unattended ? Screening.of(plan, now) : Screening.none(plan),
        rest -> Verdict.decide(rest, now),
        sessions,
        now,
        new Manner(unattended ? Mode.UNATTENDED : Mode.CONFIRMED, settings.notifier()));
  }

  /// Applies the plan of a sweep, which continues operations that were confirmed when they
  /// began, as the record on each resource states. No confirmation is required; all other guards
  /// of a run apply.
  ///
  /// @param told the resources whose owners the user claims to have notified
  public ApplyResult sweep(Plan plan, Environment environment, Set<ResourceId> told) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    Drift drift = new DriftDetector(tracker).in(plan, sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, drift, environment, new ConfirmationInput.None(), true);
    return carryOut(
        Screening.of(plan, now),
        rest -> Verdict.decideSweep(rest, now),
        sessions,
        now,
        new Manner(Mode.UNATTENDED, notifier(sessions, told)));
  }

  /// Continues restores during a sweep, without a current request. No freeze stops it.
  public ApplyResult sweepBack(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, Drift.NONE, Environment.ANY, new ConfirmationInput.None(), true);
    return carryOut(
        Screening.of(plan, now),
        rest -> Verdict.decideSweepBack(rest, now),
        sessions,
        now,
        new Manner(Mode.BACK, settings.notifier()));
  }

  /// Applies a plan that restores resources or extends their retention: no confirmation is
  /// required, and no freeze stops it.
  public ApplyResult applyUnconfirmed(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    return applyInverse(plan, sessions, new Manner(Mode.BACK, settings.notifier()));
  }

  /// Undoes the changes of a run, where the settings are still as that run left them. Staged
  /// deletion is not undone here but by a restore, which uses the records and goes step by step.
  ///
  /// @throws UserError for a run of staged deletion, or of a lease
  /// @throws UserError if the run wrote to an account that does not belong to this change path
  public ApplyResult undo(RunId run) {
    Map<AccountId, AccountSession> sessions = entered();
    recovery().settle(sessions);
    var manner = new Manner(Mode.BACK, settings.notifier(), Optional.of(run));
    return applyInverse(planUndo(run, sessions), sessions, manner);
  }

  /// Returns the plan of an undo. Writes nothing, so an interrupted run is not settled first.
  ///
  /// @throws UserError as [#undo]
  public Plan planUndo(RunId run) {
    return planUndo(run, entered());
  }

  private Plan planUndo(RunId run, Map<AccountId, AccountSession> sessions) {
    List<JournalEntry> entries = settings.runs().read(run);
    if (settings.runs().isUnderWay(run)) {
      throw new UserError(
          "run %s is under way, and what it has still to write would not be undone.\nWait until it has ended, or end it with Ctrl-C, and try again: molly undo %s"
              .formatted(run, run));
    }
    RunWrites writes = writes(entries);
    new UndoEligibility(settings.runs(), run, entries, writes.resources()).mustNotBe();
    if (!settings.runs().isSealed(run)) {
      throw new UserError(
          "run %s was not begun in this state folder, and what its journal says may be made up: an undo asks nothing, and would take protection off by it.\nTo see what it says it did, and take that back by hand: molly journal show --run %s"
              .formatted(run, run));
    }
    for (AccountId account : writes.accounts()) {
      if (!sessions.containsKey(account)) {
        throw new UserError(
            "run %s wrote to account %s, which these credentials do not lead to.\nUse that account's: --profile NAME, or a role in --config"
                .formatted(run, account));
      }
    }
    var inverses = new InverseChanges(tracker);
    return new UndoPlanner(inverses, sessions)
        .plan(writes, LaterWrites.after(run, settings.runs(), inverses));
  }

  private RunWrites writes(List<JournalEntry> run) {
    return RunWrites.of(run, new InverseChanges(tracker));
  }

  private ApplyResult applyInverse(
      Plan plan, Map<AccountId, AccountSession> sessions, Manner manner) {
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, Drift.NONE, Environment.ANY, new ConfirmationInput.None());
    return carryOut(
        Screening.none(plan), rest -> Verdict.decideUndo(rest, now), sessions, now, manner);
  }

  private Notifier notifier(Map<AccountId, AccountSession> sessions, Set<ResourceId> told) {
    return told.isEmpty()
        ? settings.notifier()
        : Notifier.byHand(
            told, id -> AccountSessions.of(sessions, id).identity().arn(), settings.notifier());
  }

  private RunRecovery recovery() {
    return new RunRecovery(kinds, settings.runs(), clock, settings.sleeper(), settings.pace());
  }

  /// Carries out what the guards approve of a plan. In a sweep or an unattended purge, that is
  /// the rest without the resources that were left out.
  private ApplyResult carryOut(
      Screening screening,
      Function<Plan, Verdict> decide,
      Map<AccountId, AccountSession> sessions,
      GuardContext context,
      Manner manner) {
    if (screening.isEmpty()) {
      return new ApplyResult.Refused(screening.reasons(), screening.leftOut());
    }
    return switch (decide.apply(screening.rest())) {
      case Verdict.Refused(var reasons) ->
          new ApplyResult.Refused(
              Stream.concat(reasons.stream(), screening.reasons().stream()).toList());
      case Verdict.Approved approved ->
          new ApplyResult.Executed(
              carryOut(approved, sessions, context.records(), manner), screening.leftOut());
    };
  }

  private RunResult carryOut(
      Verdict.Approved approved,
      Map<AccountId, AccountSession> sessions,
      Map<ResourceId, RetirementRecord> records,
      Manner manner) {
    Mode mode = manner.mode();
    Instant now = clock.instant();
    try (Journal journal = settings.runs().begin(settings.runIds().apply(now))) {
      var setting =
          new PlanExecutor.Setting(
              journal,
              new ScopedSessions(kinds, accounts.aws(), accounts.ways(), approved.plan(), records)
                  ::of,
              callers(approved.plan(), sessions),
              manner.undoes(),
              mode == Mode.BACK ? List::of : settings.freezes(),
              settings.interrupted(),
              mode == Mode.CONFIRMED && canBeTakenBack(approved.plan()),
              manner.notifier());
      var executor =
          new PlanExecutor(clock, settings.sleeper(), pace(approved.plan(), mode), tracker);
      return executor.execute(approved, setting);
    }
  }

  private RolloutPace pace(Plan plan, Mode mode) {
    boolean purges =
        plan.steps().stream().anyMatch(step -> step.goal().equals(Optional.of(Goal.PURGED)));
    RolloutPace forward = purges ? settings.pace().patient() : settings.pace();
    return switch (mode) {
      case CONFIRMED -> forward;
      case UNATTENDED -> forward.isolatingResources();
      case BACK -> settings.pace().inOneGo().isolatingResources();
    };
  }

  /// Returns whether a stopped run undoes its changes. Resources on their way to a goal keep
  /// their state, and the next run continues. A lease is kept as well: its record is needed to
  /// restore protection, and must not be removed before protection is certain.
  private static boolean canBeTakenBack(Plan plan) {
    return plan.steps().stream()
        .allMatch(
            step ->
                step.goal().isEmpty()
                    && !step.change().control().equals(LifecycleAttributes.LEASE));
  }

  private static List<String> callers(Plan plan, Map<AccountId, AccountSession> sessions) {
    return sessions.values().stream()
        .map(AccountSession::identity)
        .filter(caller -> plan.accounts().contains(caller.account()))
        .map(CallerIdentity::arn)
        .sorted()
        .toList();
  }
}
