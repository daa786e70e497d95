package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.Identity;
import dev.molly.aws.Session;
import dev.molly.guard.Answer;
import dev.molly.guard.ClockGuard;
import dev.molly.guard.Phrase;
import dev.molly.guard.Situation;
import dev.molly.guard.SweepLimit;
import dev.molly.guard.Verdict;
import dev.molly.journal.Entry;
import dev.molly.journal.Journal;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.Clue;
import dev.molly.model.Finding;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.RegionChoice;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.RunId;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.policy.PolicySet;
import dev.molly.retire.Levers;
import dev.molly.retire.Obstacle;
import dev.molly.retire.Retired;
import dev.molly.retire.Retirement;
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
public final class Changes {
  private final Aws aws;
  private final Clock clock;
  private final Workshop workshop;
  private final List<AccountRef> accounts;
  private final Situations situations;

  /// The change path into some accounts.
  ///
  /// @param accounts the ways in; a plan for any other account is refused
  public Changes(Aws aws, Clock clock, Workshop workshop, List<AccountRef> accounts) {
    this.aws = aws;
    this.clock = clock;
    this.workshop = workshop;
    this.accounts = List.copyOf(accounts);
    this.situations = new Situations(clock, workshop);
  }

  private Map<AccountId, Session> sessions() {
    return Sessions.open(aws, accounts);
  }

  /// What would put findings right. Writes nothing anywhere.
  public Plan protect(ScanReport report, PolicySet policies, Predicate<Finding> chosen) {
    return new Planner(sessions(), policies).protect(report, chosen);
  }

  /// The resources of some places, and their tags.
  ///
  /// @param wanted which of them to keep
  public Inventory inventory(
      RegionChoice regions,
      List<KindId> kinds,
      boolean tags,
      Predicate<Resource> wanted,
      Progress progress) {
    return Inventory.take(
        aws, new Inventory.Places(accounts, regions, kinds), tags, wanted, progress);
  }

  /// What would retire everything in an inventory. Writes nothing anywhere.
  public Plan retire(Inventory inventory, Retiring wish) {
    return retire(inventory, wish, "");
  }

  /// The same plan as the one that a phrase was printed for, if nothing has changed since: a record
  /// says when it was decided. A phrase that is too old, or none, makes a plan of now.
  ///
  /// @param phrase may be empty
  public Plan retire(Inventory inventory, Retiring wish, String phrase) {
    return retirer().retire(inventory, wish, decided(phrase), workshop.confirmable());
  }

  private Instant decided(String phrase) {
    Instant now = clock.instant();
    return Phrase.printed(phrase)
        .filter(then -> !then.isAfter(now))
        .filter(then -> now.isBefore(then.plus(workshop.confirmable())))
        .orElse(now);
  }

  /// What would take everything in an inventory, all of it retired, to a goal. Writes nothing
  /// anywhere.
  public Plan towards(Goal goal, Inventory inventory) {
    return retirer().towards(goal, inventory);
  }

  /// What would bring back everything in an inventory. Writes nothing anywhere.
  ///
  /// @param options what is chosen for it: `without-grants`, for buckets
  public Plan restoring(Inventory inventory, Set<String> options) {
    return retirer().restore(inventory, new ChosenRestore(Set.copyOf(options)));
  }

  /// How the retirement of everything in an inventory stands: a fresh look at each. What carries no
  /// record is not among them.
  public List<Retired> status(Inventory inventory) {
    return new Standings(sessions(), new Climbing(clock), KnownRecords.of(workshop.runs()))
        .of(inventory.resources());
  }

  /// What a sweep would do: as much as one run may.
  ///
  /// @param retired as [#status] found them
  public Retirer.Sweeping sweeping(Inventory inventory, List<Retired> retired) {
    return sweeping(inventory, retired, Set.of());
  }

  /// What a sweep would do.
  ///
  /// @param told those whose owners a person says to have told
  public Retirer.Sweeping sweeping(
      Inventory inventory, List<Retired> retired, Set<ResourceId> told) {
    Retirer.Sweeping all = retirer().sweep(inventory, retired, tells(), told);
    return new Retirer.Sweeping(SweepLimit.within(all.plan(), workshop.limit()), all.fallsDue());
  }

  /// Whether there is a channel by which owners are told.
  public boolean tells() {
    return workshop.notifier().hasChannel();
  }

  /// What would delete for good what somebody named.
  public Plan purge(Inventory named) {
    return retirer().purge(named);
  }

  /// What would delete for good what is due in an inventory.
  public Plan purgeDue(Inventory inventory) {
    return purgingDue(inventory).plan();
  }

  /// The same, and what of it could not be looked at.
  public Retirer.Purging purgingDue(Inventory inventory) {
    return retirer().purgeDue(inventory, each -> true);
  }

  /// The same, for a purge that nobody confirms: it goes only by records that are known here.
  public Retirer.Purging purgingKnown(Inventory inventory) {
    return retirer().purgeDue(inventory, knownHere());
  }

  /// What speaks against retiring each resource of an inventory; those without anything are not
  /// among them.
  public Map<ResourceId, List<Obstacle>> obstacles(Inventory inventory) {
    return retirer().obstacles(inventory);
  }

  /// The resources that a run may have written to, oldest change first.
  ///
  /// @throws dev.molly.journal.JournalException when there is no such run
  public List<ResourceRef> touched(RunId run) {
    return Undoer.touched(workshop.runs().read(run));
  }

  /// What the time is here.
  public Instant now() {
    return clock.instant();
  }

  /// What is wrong with the time here, by AWS's; empty when it is right, or AWS does not say.
  public Optional<Refusal> wrongTime() {
    return Situations.awsTimes(sessions()).values().stream()
        .flatMap(aws -> ClockGuard.off(clock.instant(), aws).stream())
        .findFirst();
  }

  /// Lets some time pass.
  ///
  /// @return whether to go on: not when somebody wants this to end
  public boolean pass(Duration length) {
    for (Duration left = length; left.isPositive(); left = left.minusSeconds(1)) {
      if (workshop.interrupted().getAsBoolean()) {
        return false;
      }
      workshop.pause().pause(Duration.ofSeconds(1));
    }
    return !workshop.interrupted().getAsBoolean();
  }

  /// What would give everything in an inventory, all of it retired, more time.
  public Plan extend(Inventory inventory, Duration by) {
    return retirer().extend(inventory, by);
  }

  /// What is worth knowing about everything in an inventory before it is retired. What AWS does not
  /// answer is among it as such.
  public Map<ResourceId, List<Clue>> clues(Inventory inventory) {
    Map<AccountId, Session> sessions = sessions();
    Instant now = clock.instant();
    var clues = new ConcurrentSkipListMap<ResourceId, List<Clue>>();
    Together.each(
        inventory.resources(),
        each -> {
          Session session = sessions.get(each.id().account());
          clues.put(
              each.id(),
              session == null
                  ? List.of(new Clue.Unknown(Clue.Topic.WHAT, "its account cannot be entered", ""))
                  : Kinds.of(each.id().kind()).clues(session, each.ref(), now));
        });
    return clues;
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
    return new Lessor(sessions(), clock).lease(inventory, decided(phrase), length, why);
  }

  /// What would bring protection back to everything in an inventory whose lease has ended.
  ///
  /// @param evenEarly whether a lease that has not ended is ended
  public Plan renew(Inventory inventory, boolean evenEarly) {
    return new Lessor(sessions(), clock).renew(inventory, evenEarly);
  }

  private Retirer retirer() {
    return new Retirer(sessions(), clock, workshop.window());
  }

  /// What the guards would say to a plan now, if it were confirmed.
  public List<Refusal> objections(Plan plan, Optional<Set<AccountId>> environment) {
    return objections(plan, environment, List.of());
  }

  private List<Refusal> objections(
      Plan plan, Optional<Set<AccountId>> environment, List<ResourceRef> drifted) {
    Map<AccountId, Session> sessions = sessions();
    Answer confirmed = new Answer.Given(Phrase.of(plan, clock.instant()));
    Situation now = situations.of(plan, sessions, drifted, environment, confirmed);
    return switch (Verdict.decide(plan, now)) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// What the guards would say to a plan that goes back now, which is not confirmed.
  public List<Refusal> objectionsToGoingBack(Plan plan) {
    return reasons(Verdict.decideUndo(plan, unasked(plan, Optional.empty())));
  }

  /// What the guards would say to a sweep's plan now, which is not confirmed either.
  public List<Refusal> objectionsToSweeping(Plan plan, Optional<Set<AccountId>> environment) {
    return reasons(Verdict.decideSweep(plan, unasked(plan, environment)));
  }

  private Situation unasked(Plan plan, Optional<Set<AccountId>> environment) {
    return situations.of(plan, sessions(), List.of(), environment, new Answer.Nobody());
  }

  private static List<Refusal> reasons(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> reasons;
      case Verdict.Approved approved -> List.of();
    };
  }

  /// What the guards would say to a plan that was made some time ago, when all that has changed
  /// since counts.
  public List<Refusal> objectionsToSaved(Plan plan, Optional<Set<AccountId>> environment) {
    return objections(plan, environment, Drifts.in(plan, sessions()));
  }

  /// The phrase that confirms a plan from now on, for a while.
  public String phrase(Plan plan) {
    return Phrase.of(plan, Decided.when(plan).orElseGet(clock::instant));
  }

  /// Carries a plan out, if the guards let it.
  ///
  /// @param environment the accounts of the environment that was named; empty when none was
  /// @throws dev.molly.journal.JournalException when it cannot be written down
  public Applied apply(Plan plan, Optional<Set<AccountId>> environment, Answer answer) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = Drifts.in(plan, sessions);
    Situation now = situations.of(plan, sessions, drifted, environment, answer);
    return carryOut(Verdict.decide(plan, now), sessions, now.records(), true);
  }

  /// Goes on with what was confirmed when it began: the record on each resource says so. Nobody is
  /// asked; everything else that guards a run guards this one.
  public Applied sweep(Plan plan, Optional<Set<AccountId>> environment) {
    return sweep(plan, environment, Set.of());
  }

  /// The same, where a person says to have told some of the owners.
  ///
  /// @param told the resources that are theirs
  public Applied sweep(Plan plan, Optional<Set<AccountId>> environment, Set<ResourceId> told) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    List<ResourceRef> drifted = Drifts.in(plan, sessions);
    Situation now = situations.of(plan, sessions, drifted, environment, new Answer.Nobody(), true);
    return carryOut(
        Verdict.decideSweep(plan, now), sessions, now.records(), true, notifier(sessions, told));
  }

  /// Goes on with what is on its way back, when nobody asked for that now. No freeze stops it.
  public Applied sweepBack(Plan plan) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    Situation now =
        situations.of(plan, sessions, List.of(), Optional.empty(), new Answer.Nobody(), true);
    return carryOut(Verdict.decideSweepBack(plan, now), sessions, now.records(), false);
  }

  /// What a sweep would do by records that are not known here, which somebody has to confirm.
  ///
  /// @param retired as [#status] found them
  public Plan sweepingUnknown(Inventory inventory, List<Retired> retired) {
    return retirer().unknown(inventory, retired);
  }

  /// Those of an inventory whose records this installation did not write.
  public List<Resource> unknown(Inventory inventory) {
    return inventory.resources().stream().filter(knownHere().negate()).toList();
  }

  private Predicate<Resource> knownHere() {
    var known = KnownRecords.of(workshop.runs());
    Map<AccountId, Session> sessions = sessions();
    return each -> known.has(sessions.get(each.id().account()), each);
  }

  /// Gets something back, or gives it more time: nobody is asked, and no freeze stops it.
  public Applied back(Plan plan) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    return goBack(plan, sessions);
  }

  /// Takes back what a run did, as far as it is still as that run left it. What staged deletion did
  /// is not taken back like this: a restore does, by the records, rung by rung.
  ///
  /// @throws UserError for a run of staged deletion, or of a lease
  /// @throws UserError when an account that the run wrote to is not among those of this change path
  public Applied undo(RunId run) {
    Map<AccountId, Session> sessions = sessions();
    recovery().settle(sessions);
    return goBack(undoing(run, sessions), sessions);
  }

  /// What an undo would write. Writes nothing anywhere: a run that was cut off is not looked into
  /// first.
  ///
  /// @throws UserError as [#undo]
  public Plan undoing(RunId run) {
    return undoing(run, sessions());
  }

  private Plan undoing(RunId run, Map<AccountId, Session> sessions) {
    List<Entry> entries = workshop.runs().read(run);
    if (workshop.runs().isUnderWay(run)) {
      throw new UserError(
          "run %s is under way, and what it has still to write would not be undone.\nWait until it has ended, or end it with Ctrl-C, and try again: molly undo %s"
              .formatted(run, run));
    }
    new StagedRun(workshop.runs(), run, entries).mustNotBe();
    if (!workshop.runs().isSealed(run)) {
      throw new UserError(
          "run %s was not begun in this state folder, and what its journal says may be made up: an undo asks nothing, and would take protection off by it.\nTo see what it says it did, and take that back by hand: molly journal show --run %s"
              .formatted(run, run));
    }
    for (AccountId account : Undoer.accounts(entries)) {
      if (!sessions.containsKey(account)) {
        throw new UserError(
            "run %s wrote to account %s, which these credentials do not lead to.\nUse that account's: --profile NAME, or a role in --config"
                .formatted(run, account));
      }
    }
    return new Undoer(sessions).plan(entries);
  }

  private Applied goBack(Plan plan, Map<AccountId, Session> sessions) {
    Situation now = situations.of(plan, sessions, List.of(), Optional.empty(), new Answer.Nobody());
    return carryOut(Verdict.decideUndo(plan, now), sessions, now.records(), false);
  }

  private Notifier notifier(Map<AccountId, Session> sessions, Set<ResourceId> told) {
    return told.isEmpty()
        ? workshop.notifier()
        : Notifier.byHand(
            told, id -> Sessions.of(sessions, id).identity().arn(), workshop.notifier());
  }

  private Recovery recovery() {
    return new Recovery(workshop.runs(), clock, workshop.pause(), workshop.pace());
  }

  private Applied carryOut(
      Verdict verdict,
      Map<AccountId, Session> sessions,
      Map<ResourceId, Retirement> records,
      boolean goingForward) {
    return carryOut(verdict, sessions, records, goingForward, workshop.notifier());
  }

  private Applied carryOut(
      Verdict verdict,
      Map<AccountId, Session> sessions,
      Map<ResourceId, Retirement> records,
      boolean goingForward,
      Notifier notifier) {
    return switch (verdict) {
      case Verdict.Refused(var reasons) -> new Applied.Refused(reasons);
      case Verdict.Approved approved -> {
        Instant now = clock.instant();
        try (Journal journal = workshop.runs().begin(workshop.runIds().apply(now))) {
          var setting =
              new Executor.Setting(
                  journal,
                  new Scopes(aws, Sessions.ways(aws, accounts), approved.plan(), records)::of,
                  callers(approved.plan(), sessions),
                  goingForward ? workshop.freezes() : List::of,
                  workshop.interrupted(),
                  goingForward && canBeTakenBack(approved.plan()),
                  notifier);
          Pace pace = goingForward ? pace(approved.plan()) : workshop.pace().inOneGo();
          var climbing = new Climbing(clock, workshop.window().least());
          var executor = new Executor(clock, workshop.pause(), pace, climbing);
          yield new Applied.Ran(executor.execute(approved, setting));
        }
      }
    };
  }

  private Pace pace(Plan plan) {
    boolean purges =
        plan.steps().stream().anyMatch(step -> step.goal().equals(Optional.of(Goal.PURGED)));
    return purges ? workshop.pace().patient() : workshop.pace();
  }

  /// What is on its way to a goal stays where it is when a run stops, and the next run goes on. A
  /// lease stays too: its record brings protection back, and must not go before that is sure.
  private static boolean canBeTakenBack(Plan plan) {
    return plan.steps().stream()
        .allMatch(step -> step.goal().isEmpty() && !step.action().control().equals(Levers.LEASE));
  }

  private static List<String> callers(Plan plan, Map<AccountId, Session> sessions) {
    return sessions.values().stream()
        .map(Session::identity)
        .filter(caller -> plan.accounts().contains(caller.account()))
        .map(Identity::arn)
        .sorted()
        .toList();
  }
}
