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
import dev.molly.engine.plan.UndoEligibility;
import dev.molly.engine.plan.UndoPlanner;
import dev.molly.engine.scan.Inventory;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.engine.support.AccountSessions;
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
import dev.molly.kind.registry.KindRegistry;
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

/// The one way in which anything is changed: a plan, the guards, the executor, the journal.
public final class ChangeService {
  private final AwsAccounts aws;
  private final Clock clock;
  private final ExecutionSettings settings;
  private final List<AccountRef> accounts;
  private final GuardContextFactory guardContextFactory;

  /// The change path into some accounts.
  ///
  /// @param accounts the ways in; a plan for any other account is refused
  public ChangeService(
      AwsAccounts aws, Clock clock, ExecutionSettings settings, List<AccountRef> accounts) {
    this.aws = aws;
    this.clock = clock;
    this.settings = settings;
    this.accounts = List.copyOf(accounts);
    this.guardContextFactory = new GuardContextFactory(clock, settings);
  }

  private Map<AccountId, AccountSession> sessions() {
    return AccountSessions.open(aws, accounts);
  }

  /// What would put findings right. Writes nothing anywhere.
  public Plan protect(ScanReport report, PolicySet policies, Predicate<Finding> chosen) {
    return new ProtectPlanner(sessions(), policies).protect(report, chosen);
  }

  /// The resources of some places, and their tags.
  ///
  /// @param wanted which of them to keep
  public Inventory inventory(
      RegionSelection regions,
      List<KindId> kinds,
      boolean tags,
      Predicate<Resource> wanted,
      ScanProgressListener progress) {
    return Inventory.take(
        aws, new Inventory.Places(accounts, regions, kinds), tags, wanted, progress);
  }

  /// What would retire everything in an inventory. Writes nothing anywhere.
  public Plan retire(Inventory inventory, RetireRequest wish) {
    return retire(inventory, wish, "");
  }

  /// The same plan as the one that a phrase was printed for, if nothing has changed since: a record
  /// says when it was decided. A phrase that is too old, or none, makes a plan of now.
  ///
  /// @param phrase may be empty
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

  /// What would take everything in an inventory, all of it retired, to a goal. Writes nothing
  /// anywhere.
  public Plan planTo(Goal goal, Inventory inventory) {
    return retirer().planTo(goal, inventory);
  }

  /// What would bring back everything in an inventory. Writes nothing anywhere.
  ///
  /// @param options what is chosen for it: `without-grants`, for buckets
  public Plan planRestore(Inventory inventory, Set<String> options) {
    return retirer().restore(inventory, new RestoreChoice(Set.copyOf(options)));
  }

  /// How the retirement of everything in an inventory stands: a fresh look at each. What carries no
  /// record is not among them.
  public List<RetiredResource> status(Inventory inventory) {
    return new RetirementStatusReader(
            sessions(), new RetirementTracker(clock), KnownRecords.of(settings.runs()))
        .of(inventory.resources());
  }

  /// What a sweep would do: as much as one run may.
  ///
  /// @param retired as [#status] found them
  public RetirementPlanner.Sweeping planSweep(Inventory inventory, List<RetiredResource> retired) {
    return planSweep(inventory, retired, Set.of());
  }

  /// What a sweep would do.
  ///
  /// @param told those whose owners a person says to have told
  public RetirementPlanner.Sweeping planSweep(
      Inventory inventory, List<RetiredResource> retired, Set<ResourceId> told) {
    RetirementPlanner.Sweeping all = retirer().sweep(inventory, retired, announces(), told);
    return new RetirementPlanner.Sweeping(
        SweepLimitGuard.within(all.plan(), settings.limit()), all.fallsDue());
  }

  /// Whether there is a channel by which owners are told.
  public boolean announces() {
    return settings.notifier().hasChannel();
  }

  /// What would delete for good what somebody named.
  public Plan purge(Inventory named) {
    return retirer().purge(named);
  }

  /// What would delete for good what is due in an inventory.
  public Plan purgeDue(Inventory inventory) {
    return planPurgeOfDue(inventory).plan();
  }

  /// The same, and what of it could not be looked at.
  public RetirementPlanner.Purging planPurgeOfDue(Inventory inventory) {
    return retirer().purgeDue(inventory, each -> true);
  }

  /// The same, for a purge that nobody confirms: it goes only by records that are known here.
  public RetirementPlanner.Purging planPurgeOfKnown(Inventory inventory) {
    return retirer().purgeDue(inventory, knownHere());
  }

  /// What speaks against retiring each resource of an inventory; those without anything are not
  /// among them.
  public Map<ResourceId, List<Blocker>> blockers(Inventory inventory) {
    return retirer().blockers(inventory);
  }

  /// The resources that a run may have written to, oldest change first.
  ///
  /// @throws dev.molly.journal.JournalException when there is no such run
  public List<ResourceRef> touched(RunId run) {
    return UndoPlanner.touched(settings.runs().read(run));
  }

  /// What the time is here.
  public Instant now() {
    return clock.instant();
  }

  /// What is wrong with the time here, by AWS's; empty when it is right, or AWS does not say.
  public Optional<Refusal> clockRefusal() {
    return GuardContextFactory.awsTimes(sessions()).values().stream()
        .flatMap(aws -> ClockGuard.off(clock.instant(), aws).stream())
        .findFirst();
  }

  /// Lets some time pass.
  ///
  /// @return whether to go on: not when somebody wants this to end
  public boolean sleep(Duration length) {
    for (Duration left = length; left.isPositive(); left = left.minusSeconds(1)) {
      if (settings.interrupted().getAsBoolean()) {
        return false;
      }
      settings.sleeper().sleep(Duration.ofSeconds(1));
    }
    return !settings.interrupted().getAsBoolean();
  }

  /// What would give everything in an inventory, all of it retired, more time.
  public Plan extend(Inventory inventory, Duration by) {
    return retirer().extend(inventory, by);
  }

  /// What is worth knowing about everything in an inventory before it is retired. What AWS does not
  /// answer is among it as such.
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
                  : KindRegistry.of(each.id().kind()).evidence(session, each.ref(), now));
        });
    return evidence;
  }

  /// What would take the protection off everything in an inventory, for a while. Writes nothing
  /// anywhere.
  public Plan lease(Inventory inventory, Duration length, String why) {
    return lease(inventory, length, why, "");
  }

  /// The same plan as the one that a phrase was printed for, if nothing has changed since.
  ///
  /// @param phrase may be empty
  public Plan lease(Inventory inventory, Duration length, String why, String phrase) {
    return new LeasePlanner(sessions(), clock).lease(inventory, decided(phrase), length, why);
  }

  /// What would bring protection back to everything in an inventory whose lease has ended.
  ///
  /// @param evenEarly whether a lease that has not ended is ended
  public Plan endLeases(Inventory inventory, boolean evenEarly) {
    return new LeasePlanner(sessions(), clock).end(inventory, evenEarly);
  }

  private RetirementPlanner retirer() {
    return new RetirementPlanner(sessions(), clock, settings.window());
  }

  /// What the guards would say to a plan now, if it were confirmed.
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

  /// What the guards would say to a plan that goes back now, which is not confirmed.
  public List<Refusal> checkUnconfirmed(Plan plan) {
    return reasons(Verdict.decideUndo(plan, unasked(plan, Optional.empty())));
  }

  /// What the guards would say to a sweep's plan now, which is not confirmed either.
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

  /// What the guards would say to a plan that was made some time ago, when all that has changed
  /// since counts.
  public List<Refusal> checkSaved(Plan plan, Optional<Set<AccountId>> environment) {
    return check(plan, environment, DriftDetector.in(plan, sessions()));
  }

  /// The phrase that confirms a plan from now on, for a while.
  public String phrase(Plan plan) {
    return ConfirmationPhrase.of(plan, DecisionTime.when(plan).orElseGet(clock::instant));
  }

  /// Carries a plan out, if the guards let it.
  ///
  /// @param environment the accounts of the environment that was named; empty when none was
  /// @throws dev.molly.journal.JournalException when it cannot be written down
  public ApplyResult apply(
      Plan plan, Optional<Set<AccountId>> environment, ConfirmationInput answer) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = DriftDetector.in(plan, sessions);
    GuardContext now = guardContextFactory.of(plan, sessions, drifted, environment, answer);
    return carryOut(Verdict.decide(plan, now), sessions, now.records(), true);
  }

  /// Goes on with what was confirmed when it began: the record on each resource says so. Nobody is
  /// asked; everything else that guards a run guards this one.
  public ApplyResult sweep(Plan plan, Optional<Set<AccountId>> environment) {
    return sweep(plan, environment, Set.of());
  }

  /// The same, where a person says to have told some of the owners.
  ///
  /// @param told the resources that are theirs
  public ApplyResult sweep(Plan plan, Optional<Set<AccountId>> environment, Set<ResourceId> told) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = DriftDetector.in(plan, sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, drifted, environment, new ConfirmationInput.None(), true);
    return carryOut(
        Verdict.decideSweep(plan, now), sessions, now.records(), true, notifier(sessions, told));
  }

  /// Goes on with what is on its way back, when nobody asked for that now. No freeze stops it.
  public ApplyResult sweepBack(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    GuardContext now =
        guardContextFactory.of(
            plan, sessions, List.of(), Optional.empty(), new ConfirmationInput.None(), true);
    return carryOut(Verdict.decideSweepBack(plan, now), sessions, now.records(), false);
  }

  /// What a sweep would do by records that are not known here, which somebody has to confirm.
  ///
  /// @param retired as [#status] found them
  public Plan planSweepOfUnknown(Inventory inventory, List<RetiredResource> retired) {
    return retirer().unknown(inventory, retired);
  }

  /// Those of an inventory whose records this installation did not write.
  public List<Resource> unknown(Inventory inventory) {
    return inventory.resources().stream().filter(knownHere().negate()).toList();
  }

  private Predicate<Resource> knownHere() {
    var known = KnownRecords.of(settings.runs());
    Map<AccountId, AccountSession> sessions = sessions();
    return each -> known.has(sessions.get(each.id().account()), each);
  }

  /// Gets something back, or gives it more time: nobody is asked, and no freeze stops it.
  public ApplyResult applyUnconfirmed(Plan plan) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    return applyInverse(plan, sessions);
  }

  /// Takes back what a run did, as far as it is still as that run left it. What staged deletion
  /// did is not taken back like this: a restore does, by the records, desired setting by desired
  /// setting.
  ///
  /// @throws UserError for a run of staged deletion, or of a lease
  /// @throws UserError when an account that the run wrote to is not among those of this change
  ///     path
  public ApplyResult undo(RunId run) {
    Map<AccountId, AccountSession> sessions = sessions();
    recovery().settle(sessions);
    return applyInverse(planUndo(run, sessions), sessions);
  }

  /// What an undo would write. Writes nothing anywhere: a run that was cut off is not looked into
  /// first.
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
    new UndoEligibility(settings.runs(), run, entries).mustNotBe();
    if (!settings.runs().isSealed(run)) {
      throw new UserError(
          "run %s was not begun in this state folder, and what its journal says may be made up: an undo asks nothing, and would take protection off by it.\nTo see what it says it did, and take that back by hand: molly journal show --run %s"
              .formatted(run, run));
    }
    for (AccountId account : UndoPlanner.accounts(entries)) {
      if (!sessions.containsKey(account)) {
        throw new UserError(
            "run %s wrote to account %s, which these credentials do not lead to.\nUse that account's: --profile NAME, or a role in --config"
                .formatted(run, account));
      }
    }
    return new UndoPlanner(sessions).plan(entries);
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
    return new RunRecovery(settings.runs(), clock, settings.sleeper(), settings.pace());
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
                          aws, AccountSessions.ways(aws, accounts), approved.plan(), records)
                      ::of,
                  callers(approved.plan(), sessions),
                  goingForward ? settings.freezes() : List::of,
                  settings.interrupted(),
                  goingForward && canBeTakenBack(approved.plan()),
                  notifier);
          RolloutPace pace = goingForward ? pace(approved.plan()) : settings.pace().inOneGo();
          var tracker = new RetirementTracker(clock, settings.window().least());
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

  /// What is on its way to a goal stays where it is when a run stops, and the next run goes on. A
  /// lease stays too: its record brings protection back, and must not go before that is sure.
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
