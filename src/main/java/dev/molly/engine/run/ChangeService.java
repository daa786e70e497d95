package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.CallerIdentity;
import dev.molly.engine.plan.DecisionTime;
import dev.molly.engine.plan.LeasePlanner;
import dev.molly.engine.plan.ProtectPlanner;
import dev.molly.engine.plan.RestoreChoice;
import dev.molly.engine.plan.RetireRequest;
import dev.molly.engine.plan.RetirementPlanner;
import dev.molly.engine.plan.RetirementStatusReader;
import dev.molly.engine.plan.RunWrites;
import dev.molly.engine.plan.UndoEligibility;
import dev.molly.engine.plan.UndoPlanner;
import dev.molly.engine.scan.Inventory;
import dev.molly.engine.scan.InventoryReader;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.engine.support.AccountSessions;
import dev.molly.engine.support.InverseChanges;
import dev.molly.engine.support.KnownRecords;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.guard.ClockGuard;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.ConfirmationPhrase;
import dev.molly.guard.GuardContext;
import dev.molly.guard.SweepLimitGuard;
import dev.molly.guard.Verdict;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.KindRegistry;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Evidence;
import dev.molly.model.Finding;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunId;
import dev.molly.policy.PolicySet;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/// The single path of every change: plan, guards, executor, journal.
public final class ChangeService {
  private final KindRegistry kinds;
  private final AwsAccounts aws;
  private final Clock clock;
  private final ExecutionSettings settings;
  private final List<AccountRef> accounts;
  private final RetirementTracker tracker;
  private final GuardContextFactory guardContextFactory;

  /// Creates a change path into some accounts.
  ///
  /// @param accounts the accounts to enter; a plan for any other account is refused
  public ChangeService(
      KindRegistry kinds,
      AwsAccounts aws,
      Clock clock,
      ExecutionSettings settings,
      List<AccountRef> accounts) {
    this.kinds = kinds;
    this.aws = aws;
    this.clock = clock;
    this.settings = settings;
    this.accounts = List.copyOf(accounts);
    this.tracker = new RetirementTracker(kinds, clock, settings.window().least());
    this.guardContextFactory = new GuardContextFactory(tracker, clock, settings);
  }

  private Map<AccountId, AccountSession> sessions() {
    return AccountSessions.open(aws, accounts);
  }

  /// Returns the plan that fixes findings. Writes nothing.
  public Plan protect(ScanReport report, PolicySet policies, Predicate<Finding> chosen) {
    return new ProtectPlanner(kinds, sessions(), policies).protect(report, chosen);
  }

  /// Returns the resources of some accounts and regions, with their tags.
  ///
  /// @param wanted the resources to keep
  public Inventory inventory(
      RegionSelection regions,
      List<KindId> kinds,
      boolean tags,
      Predicate<Resource> wanted,
      ScanProgressListener progress) {
    return new InventoryReader(this.kinds, aws)
        .read(new Inventory.Places(accounts, regions, kinds), tags, wanted, progress);
  }

  /// Returns the plan that retires every resource of an inventory. Writes nothing.
  public Plan retire(Inventory inventory, RetireRequest wish) {
    return retire(inventory, wish, "");
  }

  /// Returns the plan for which a phrase was printed, unless the resources have changed since: a
  /// record contains its decision time. Without a phrase, or with an expired one, the plan is
  /// decided now.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan retire(Inventory inventory, RetireRequest wish, String phrase) {
    return retirer().retire(inventory, wish, decided(phrase), settings.confirmable());
  }

  private Instant decided(String phrase) {
    Instant now = clock.instant();
    return ConfirmationPhrase.printed(phrase)
        .filter(then -> !then.isAfter(now))
        .filter(then -> now.isBefore(then.plus(settings.confirmable())))
        .orElse(now);
  }

  /// Returns the plan that takes every resource of an inventory, all of them retired, to a goal.
  /// Writes nothing.
  public Plan planTo(Goal goal, Inventory inventory) {
    return retirer().planTo(goal, inventory);
  }

  /// Returns the plan that restores every resource of an inventory. Writes nothing.
  ///
  /// @param options the options of the restore: `without-grants`, for buckets
  public Plan planRestore(Inventory inventory, Set<String> options) {
    return retirer().restore(inventory, new RestoreChoice(Set.copyOf(options)));
  }

  /// Returns the retirement status of every resource of an inventory, by a fresh observation of
  /// each. Resources without a record are absent.
  public List<RetiredResource> status(Inventory inventory) {
    return new RetirementStatusReader(sessions(), tracker, KnownRecords.of(kinds, settings.runs()))
        .of(inventory.resources());
  }

  /// Returns the plan of a sweep, limited to the resources that one run may touch.
  ///
  /// @param retired the status as returned by [#status]
  public RetirementPlanner.Sweeping planSweep(Inventory inventory, List<RetiredResource> retired) {
    return planSweep(inventory, retired, Set.of());
  }

  /// Returns the plan of a sweep.
  ///
  /// @param told the resources whose owners the user claims to have notified
  public RetirementPlanner.Sweeping planSweep(
      Inventory inventory, List<RetiredResource> retired, Set<ResourceId> told) {
    RetirementPlanner.Sweeping all = retirer().sweep(inventory, retired, announces(), told);
    return new RetirementPlanner.Sweeping(
        SweepLimitGuard.within(all.plan(), settings.limit()), all.fallsDue());
  }

  /// Returns whether a notification channel for owners is configured.
  public boolean announces() {
    return settings.notifier().hasChannel();
  }

  /// Returns the plan that permanently deletes the named resources.
  public Plan purge(Inventory named) {
    return retirer().purge(named);
  }

  /// Returns the plan that permanently deletes the due resources of an inventory.
  public Plan purgeDue(Inventory inventory) {
    return planPurgeOfDue(inventory).plan();
  }

  /// Returns the same plan, with the refusals of resources that could not be observed.
  public RetirementPlanner.Purging planPurgeOfDue(Inventory inventory) {
    return retirer().purgeDue(inventory, each -> true);
  }

  /// Returns the same plan for an unconfirmed purge, which uses only records that this
  /// installation knows.
  public RetirementPlanner.Purging planPurgeOfKnown(Inventory inventory) {
    return retirer().purgeDue(inventory, knownHere());
  }

  /// Returns the blockers of each resource's retirement; resources without blockers are absent.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    return retirer().blockers(inventory);
  }

  /// Returns the resources that a run may have written to, oldest change first.
  ///
  /// @throws dev.molly.journal.JournalException if there is no such run
  public List<ResourceRef> touched(RunId run) {
    return writes(settings.runs().read(run)).resources();
  }

  /// Returns the local time.
  public Instant now() {
    return clock.instant();
  }

  /// Checks the local clock against AWS's.
  ///
  /// @return empty if the local clock is correct, or AWS returns no time
  public Optional<Refusal> clockRefusal() {
    return GuardContextFactory.awsTimes(sessions()).values().stream()
        .flatMap(aws -> ClockGuard.off(clock.instant(), aws).stream())
        .findFirst();
  }

  /// Waits.
  ///
  /// @return whether to continue; false if an interrupt was requested
  public boolean sleep(Duration length) {
    for (Duration left = length; left.isPositive(); left = left.minusSeconds(1)) {
      if (settings.interrupted().getAsBoolean()) {
        return false;
      }
      settings.sleeper().sleep(Duration.ofSeconds(1));
    }
    return !settings.interrupted().getAsBoolean();
  }

  /// Returns the plan that extends the retention of every resource of an inventory, all of them
  /// retired.
  public Plan extend(Inventory inventory, Duration by) {
    return retirer().extend(inventory, by);
  }

  /// Returns the evidence about every resource of an inventory before its retirement. Questions
  /// that AWS does not answer are included as unknown.
  public Map<ResourceId, List<Evidence>> evidence(Inventory inventory) {
    Map<AccountId, AccountSession> sessions = sessions();
    Instant now = clock.instant();
    var evidence = new ConcurrentSkipListMap<ResourceId, List<Evidence>>();
    ParallelTasks.each(
        inventory.resources(),
        each -> {
          AccountSession session = sessions.get(each.id().account());
          evidence.put(
              each.id(),
              session == null
                  ? List.of(
                      new Evidence.Unknown(
                          Evidence.Topic.WHAT, "its account cannot be entered", ""))
                  : kinds.retirable(each.id().kind()).evidence(session, each.ref(), now));
        });
    return evidence;
  }

  /// Returns the plan that removes the protection of every resource of an inventory for a
  /// limited time. Writes nothing.
  public Plan lease(Inventory inventory, Duration length, String why) {
    return lease(inventory, length, why, "");
  }

  /// Returns the plan for which a phrase was printed, unless the resources have changed since.
  ///
  /// @param phrase the confirmation phrase; may be empty
  public Plan lease(Inventory inventory, Duration length, String why, String phrase) {
    return new LeasePlanner(kinds, sessions(), clock)
        .lease(inventory, decided(phrase), length, why);
  }

  /// Returns the plan that restores the protection of every resource of an inventory whose lease
  /// has ended.
  ///
  /// @param evenEarly whether leases that have not ended yet are ended
  public Plan endLeases(Inventory inventory, boolean evenEarly) {
    return new LeasePlanner(kinds, sessions(), clock).end(inventory, evenEarly);
  }

  private RetirementPlanner retirer() {
    return new RetirementPlanner(kinds, sessions(), clock, settings.window());
  }

  /// Returns the objections of the guards to a plan as if it were confirmed now.
  public List<Refusal> check(Plan plan, Optional<Set<AccountId>> environment) {
    return check(plan, environment, List.of());
  }

  private List<Refusal> check(
      Plan plan, Optional<Set<AccountId>> environment, List<ResourceRef> drifted) {
    Map<AccountId, AccountSession> sessions = sessions();
    ConfirmationInput confirmed =
        new ConfirmationInput.Given(ConfirmationPhrase.of(plan, clock.instant()));
    GuardContext now = guardContextFactory.of(plan, sessions, drifted, environment, confirmed);
    return switch (Verdict.decide(plan, now)) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// Returns the objections of the guards to an unconfirmed plan that undoes changes.
  public List<Refusal> checkUnconfirmed(Plan plan) {
    return reasons(Verdict.decideUndo(plan, unasked(plan, Optional.empty())));
  }

  /// Returns the objections of the guards to the plan of a sweep, which is unconfirmed as well.
  public List<Refusal> checkSweep(Plan plan, Optional<Set<AccountId>> environment) {
    return reasons(Verdict.decideSweep(plan, unasked(plan, environment)));
  }

  private GuardContext unasked(Plan plan, Optional<Set<AccountId>> environment) {
    return guardContextFactory.of(
        plan, sessions(), List.of(), environment, new ConfirmationInput.None());
  }

  private static List<Refusal> reasons(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// Returns the objections of the guards to a saved plan, including drift since it was made.
  public List<Refusal> checkSaved(Plan plan, Optional<Set<AccountId>> environment) {
    return check(plan, environment, new DriftDetector(kinds).in(plan, sessions()));
  }

  /// Returns the phrase that confirms a plan, valid for a limited time from now, or from the
  /// decision time of a plan that begins a retirement or lease.
  public String phrase(Plan plan) {
    return ConfirmationPhrase.of(plan, DecisionTime.when(plan).orElseGet(clock::instant));
  }

  /// Applies a plan if the guards approve it.
  ///
  /// @param environment the accounts of the named environment; empty if none was named
  /// @throws dev.molly.journal.JournalException if the journal cannot be written
  public ApplyResult apply(
      Plan plan, Optional<Set<AccountId>> environment, ConfirmationInput answer) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = new DriftDetector(kinds).in(plan, sessions);
    GuardContext now = guardContextFactory.of(plan, sessions, drifted, environment, answer);
    return carryOut(Verdict.decide(plan, now), sessions, now.records(), true);
  }

  /// Applies the plan of a sweep, which continues operations that were confirmed when they
  /// began, as the record on each resource states. No confirmation is required; all other guards
  /// of a run apply.
  public ApplyResult sweep(Plan plan, Optional<Set<AccountId>> environment) {
    return sweep(plan, environment, Set.of());
  }

  /// Applies the plan of a sweep where the user claims to have notified some of the owners.
  ///
  /// @param told the resources of those owners
  public ApplyResult sweep(Plan plan, Optional<Set<AccountId>> environment, Set<ResourceId> told) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = new DriftDetector(kinds).in(plan, sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, drifted, environment, new ConfirmationInput.None(), true);
    return carryOut(
        Verdict.decideSweep(plan, now), sessions, now.records(), true, notifier(sessions, told));
  }

  /// Continues restores during a sweep, without a current request. No freeze stops it.
  public ApplyResult sweepBack(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, List.of(), Optional.empty(), new ConfirmationInput.None(), true);
    return carryOut(Verdict.decideSweepBack(plan, now), sessions, now.records(), false);
  }

  /// Returns the sweep plan for records that are unknown to this installation, which a person
  /// has to confirm.
  ///
  /// @param retired the status as returned by [#status]
  public Plan planSweepOfUnknown(Inventory inventory, List<RetiredResource> retired) {
    return retirer().unknown(inventory, retired);
  }

  /// Returns the resources of an inventory whose records are unknown to this installation.
  public List<Resource> unknown(Inventory inventory) {
    return inventory.resources().stream().filter(knownHere().negate()).toList();
  }

  private Predicate<Resource> knownHere() {
    var known = KnownRecords.of(kinds, settings.runs());
    Map<AccountId, AccountSession> sessions = sessions();
    return each -> known.has(sessions.get(each.id().account()), each);
  }

  /// Applies a plan that restores resources or extends their retention: no confirmation is
  /// required, and no freeze stops it.
  public ApplyResult applyUnconfirmed(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    return applyInverse(plan, sessions);
  }

  /// Undoes the changes of a run, where the settings are still as that run left them. Staged
  /// deletion is not undone here but by a restore, which uses the records and goes step by step.
  ///
  /// @throws UserError for a run of staged deletion, or of a lease
  /// @throws UserError if the run wrote to an account that does not belong to this change path
  public ApplyResult undo(RunId run) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    return applyInverse(planUndo(run, sessions), sessions);
  }

  /// Returns the plan of an undo. Writes nothing, so an interrupted run is not settled first.
  ///
  /// @throws UserError as [#undo]
  public Plan planUndo(RunId run) {
    return planUndo(run, sessions());
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
    return new UndoPlanner(new InverseChanges(kinds), sessions).plan(writes);
  }

  private RunWrites writes(List<JournalEntry> run) {
    return RunWrites.of(run, new InverseChanges(kinds));
  }

  private ApplyResult applyInverse(Plan plan, Map<AccountId, AccountSession> sessions) {
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, List.of(), Optional.empty(), new ConfirmationInput.None());
    return carryOut(Verdict.decideUndo(plan, now), sessions, now.records(), false);
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

  private ApplyResult carryOut(
      Verdict verdict,
      Map<AccountId, AccountSession> sessions,
      Map<ResourceId, RetirementRecord> records,
      boolean goingForward) {
    return carryOut(verdict, sessions, records, goingForward, settings.notifier());
  }

  private ApplyResult carryOut(
      Verdict verdict,
      Map<AccountId, AccountSession> sessions,
      Map<ResourceId, RetirementRecord> records,
      boolean goingForward,
      Notifier notifier) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> new ApplyResult.Refused(reasons);
      case Verdict.Approved approved -> {
        Instant now = clock.instant();
        try (Journal journal = settings.runs().begin(settings.runIds().apply(now))) {
          var setting =
              new PlanExecutor.Setting(
                  journal,
                  new ScopedSessions(
                          kinds, aws, AccountSessions.ways(aws, accounts), approved.plan(), records)
                      ::of,
                  callers(approved.plan(), sessions),
                  goingForward ? settings.freezes() : List::of,
                  settings.interrupted(),
                  goingForward && canBeTakenBack(approved.plan()),
                  notifier);
          RolloutPace pace = goingForward ? pace(approved.plan()) : settings.pace().inOneGo();
          var executor = new PlanExecutor(clock, settings.sleeper(), pace, tracker);
          yield new ApplyResult.Executed(executor.execute(approved, setting));
        }
      }
    };
  }

  private RolloutPace pace(Plan plan) {
    boolean purges =
        plan.steps().stream().anyMatch(step -> step.goal().equals(Optional.of(Goal.PURGED)));
    return purges ? settings.pace().patient() : settings.pace();
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
