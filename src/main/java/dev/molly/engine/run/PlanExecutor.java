package dev.molly.engine.run;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.InverseChanges;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.engine.support.RetirementTracker;
import dev.molly.engine.support.Sleeper;
import dev.molly.guard.Freeze;
import dev.molly.guard.Verdict;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.model.AccountRegion;
import dev.molly.model.ResourceId;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// The only writer. Executes an approved plan in waves, with accounts and regions in parallel
/// and the steps of one account and region in sequence. Stops at the first mismatch, or once more
/// steps have failed than are allowed; in a run that isolates resources, once more resources are
/// halted than are tolerated.
public final class PlanExecutor {
  private final Clock clock;
  private final Sleeper sleeper;
  private final RolloutPace pace;
  private final RetirementTracker tracker;
  private final InverseChanges inverses;

  /// @param tracker observes the resource again before each step of a staged deletion
  public PlanExecutor(Clock clock, Sleeper sleeper, RolloutPace pace, RetirementTracker tracker) {
    this.clock = clock;
    this.sleeper = sleeper;
    this.pace = pace;
    this.tracker = tracker;
    this.inverses = new InverseChanges(tracker);
  }

  /// The environment of a run, beside the plan.
  ///
  /// @param sessions the session that executes a change, which may be valid for nothing else
  /// @param callers the ARNs of the executing principals
  /// @param undoes the run that the plan undoes; empty for another plan
  /// @param freezes the freezes in effect, read again before each step
  /// @param interrupted whether the user requested an end of the run after the current write
  /// @param undoOnTrouble whether the run's changes are undone when it stops because of failures
  /// @param notifier notifies owners before a record states it
  public record Setting(
      Journal journal,
      Function<Change, AccountSession> sessions,
      List<String> callers,
      Optional<RunId> undoes,
      Supplier<List<Freeze>> freezes,
      BooleanSupplier interrupted,
      boolean undoOnTrouble,
      Notifier notifier) {
    /// Creates a setting of a plan that undoes no run, without notifications.
    public Setting(
        Journal journal,
        Function<Change, AccountSession> sessions,
        List<String> callers,
        Supplier<List<Freeze>> freezes,
        BooleanSupplier interrupted,
        boolean undoOnTrouble) {
      this(
          journal,
          sessions,
          callers,
          Optional.empty(),
          freezes,
          interrupted,
          undoOnTrouble,
          Notifier.none());
    }
  }

  /// Executes the plan.
  ///
  /// @throws dev.molly.journal.JournalException if the journal can no longer be written; no
  ///     further write is made then
  public RunResult execute(Verdict.Approved approved, Setting setting) {
    var run = new Run(approved, setting);
    run.begin();
    List<List<List<NumberedChange>>> waves = pace.waves(run.resources);
    for (int i = 0; i < waves.size() && !run.stopped(); i++) {
      if (i > 0) {
        sleeper.sleep(pace.between());
      }
      ParallelTasks.all(run.lanes(waves.get(i)), lane -> lane.forEach(run::step));
    }
    return run.end();
  }

  private record NumberedChange(int number, PlannedChange step) {
    AccountRegion target() {
      return step.change().resource().id().target();
    }
  }

  /// One run in progress, shared by its lanes, one for each account and region.
  private final class Run {
    private final Verdict.Approved approved;
    private final Setting setting;
    private final List<List<NumberedChange>> resources;
    private final IsolatedTrouble isolatedTrouble = new IsolatedTrouble();
    private final StepExecutor stepExecutor;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<AccountRegion, String> paused = new HashMap<>();
    private final Set<ResourceId> touched = new HashSet<>();

    /// The outcomes that ended the steps of their resources, in the order in which they occurred.
    private final Map<ResourceId, Outcome> ended = new LinkedHashMap<>();

    private Optional<String> stop = Optional.empty();
    private boolean trouble;

    Run(Verdict.Approved approved, Setting setting) {
      this.approved = approved;
      this.setting = setting;
      this.resources = byResource(approved.plan());
      this.stepExecutor =
          new StepExecutor(
              setting.journal(),
              clock,
              sleeper,
              pace,
              this::stopReason,
              setting.interrupted(),
              tracker,
              setting.notifier());
    }

    void begin() {
      setting
          .journal()
          .write(
              new JournalEntry.RunStarted(
                  clock.instant(),
                  approved.plan().operation().word(),
                  setting.callers(),
                  approved.plan().digest().hex(),
                  setting.undoes()));
    }

    /// Returns the steps, grouped by resource.
    private static List<List<NumberedChange>> byResource(Plan plan) {
      var resources = new LinkedHashMap<String, List<NumberedChange>>();
      int number = 0;
      for (PlannedChange step : plan.steps()) {
        number++;
        resources
            .computeIfAbsent(key(step), key -> new ArrayList<>())
            .add(new NumberedChange(number, step));
      }
      return List.copyOf(resources.values());
    }

    /// Returns the key of a step's resource, without the identifier, since a resource can be
    /// renamed during a run. A standalone change adds the initial identifier, because AWS
    /// emulators may give two resources the same uid.
    private static String key(PlannedChange step) {
      return step.change().resource().id()
          + " "
          + (step.goal().isPresent() ? "" : step.change().resource().identifier());
    }

    /// Returns the steps of each account and region.
    Collection<List<NumberedChange>> lanes(List<List<NumberedChange>> wave) {
      var lanes = new TreeMap<AccountRegion, List<NumberedChange>>();
      for (List<NumberedChange> resource : wave) {
        lanes
            .computeIfAbsent(resource.getFirst().target(), t -> new ArrayList<>())
            .addAll(resource);
      }
      return lanes.values();
    }

    private void step(NumberedChange next) {
      if (mayContinue(next) && !hasEnded(next.step().change())) {
        record(next.target(), carryOut(next.number(), next.step()));
      }
    }

    /// Returns whether an earlier step of the resource was not made, which ends its later steps;
    /// steps behind one that waits for AWS wait as well.
    private synchronized boolean hasEnded(Change change) {
      Outcome before = ended.get(change.resource().id());
      if (before != null && before.result() == Result.WAITING) {
        outcomes.add(new Outcome(change, Result.WAITING, before.detail()));
      }
      return before != null;
    }

    /// Executes a step. A session that cannot be opened is a denial: nothing was written.
    private Outcome carryOut(int number, PlannedChange step) {
      AccountSession session;
      try {
        session = setting.sessions().apply(step.change());
      } catch (AwsException e) {
        return new Outcome(step.change(), Result.PAUSED, e.getMessage());
      }
      return stepExecutor.carryOut(session, number, step);
    }

    /// Checks the guards again whose verdict can change during a run.
    private synchronized boolean mayContinue(NumberedChange next) {
      if (stop.isPresent()) {
        return false;
      }
      Change change = next.step().change();
      Outcome before = ended.get(change.resource().id());
      if (before != null && isHalt(before)) {
        return false;
      }
      String pause = paused.get(next.target());
      if (pause != null) {
        outcomes.add(new Outcome(change, Result.PAUSED, pause));
        return false;
      }
      stop = stopReason();
      if (stop.isPresent()) {
        return false;
      }
      touched.add(change.resource().id());
      if (touched.size() > allowed()) {
        stop = Optional.of("it would touch more than the " + allowed() + " resources it may");
        return false;
      }
      return true;
    }

    /// Returns why a run must not continue although it was allowed to begin.
    private Optional<String> stopReason() {
      if (setting.interrupted().getAsBoolean()) {
        return Optional.of("interrupted");
      }
      return setting.freezes().get().stream()
          .filter(freeze -> freeze.covers(clock.instant()))
          .map(freeze -> "a freeze began: " + freeze.why())
          .findFirst();
    }

    private long allowed() {
      return approved.allowed();
    }

    private synchronized void record(AccountRegion target, Outcome outcome) {
      outcomes.add(outcome);
      if (endsItsResource(outcome.result())) {
        ended.put(outcome.change().resource().id(), outcome);
      }
      if (isHalt(outcome)) {
        halt(target, outcome);
        return;
      }
      switch (outcome.result()) {
        case DONE, ALREADY, DRIFTED, WAITING, UNTOLD -> {}
        case PAUSED, DENIED -> paused.put(target, target + " was left alone");
        case MISMATCH -> troubled(outcome);
        case FAILED, UNKNOWN -> {
          long failed =
              outcomes.stream().map(Outcome::result).filter(PlanExecutor::isFailure).count();
          if (failed > pace.failures()) {
            troubled(outcome);
          }
        }
      }
    }

    /// Returns whether an outcome halts its resource while the others go on.
    private boolean isHalt(Outcome outcome) {
      return pace.isolated() && IsolatedTrouble.isOf(outcome.result());
    }

    private void halt(AccountRegion target, Outcome outcome) {
      int tolerated = pace.tolerance(touched.size());
      if (outcome.result() == Result.DENIED) {
        isolatedTrouble
            .addDenied(target, tolerated)
            .ifPresent(why -> paused.put(target, target + " was left alone: " + why));
      } else {
        Optional<String> tooMany = isolatedTrouble.addFailed(outcome, tolerated);
        stop = stop.or(() -> tooMany);
      }
    }

    private void troubled(Outcome outcome) {
      trouble = true;
      String what = outcome.change().resource().identifier();
      stop = stop.or(() -> Optional.of(what + ": " + outcome.detail()));
    }

    synchronized boolean stopped() {
      return stop.isPresent();
    }

    synchronized RunResult end() {
      List<Outcome> undone = trouble && setting.undoOnTrouble() ? undo() : List.of();
      List<Outcome> halted = ended.values().stream().filter(this::isHalt).toList();
      setting
          .journal()
          .write(
              new JournalEntry.RunFinished(
                  clock.instant(), stop.orElse("completed") + IsolatedTrouble.summary(halted)));
      return new RunResult(
          setting.journal().run(), approved.plan(), outcomes, stop, halted, undone);
    }

    /// Undoes the changes of this run, last first; writes that were not visible come at the very
    /// end, when they may have become visible.
    private List<Outcome> undo() {
      var undone = new ArrayList<Outcome>();
      int number = approved.plan().steps().size();
      for (Outcome outcome : mayHaveWritten()) {
        number++;
        undone.add(takeBack(number, outcome.change()));
      }
      return undone;
    }

    private List<Outcome> mayHaveWritten() {
      var sure = new ArrayList<Outcome>();
      var unsure = new ArrayList<Outcome>();
      for (Outcome outcome : outcomes) {
        switch (outcome.result()) {
          case DONE -> sure.addFirst(outcome);
          case MISMATCH, UNKNOWN -> unsure.add(outcome);
          case ALREADY, DRIFTED, PAUSED, DENIED, WAITING, UNTOLD, FAILED -> {}
        }
      }
      sure.addAll(unsure);
      return sure;
    }

    private Outcome takeBack(int number, Change change) {
      Optional<Change> takesBack = inverses.back(change);
      return takesBack.isEmpty()
          ? new Outcome(change, Result.FAILED, "nothing takes that back")
          : putBack(number, takesBack.get());
    }

    private Outcome putBack(int number, Change back) {
      AccountSession session;
      try {
        session = setting.sessions().apply(back);
      } catch (AwsException e) {
        return new Outcome(back, Result.PAUSED, e.getMessage());
      }
      var left = new Outcome(back, Result.DRIFTED, "it is not as this run left it");
      for (int i = 0; i < pace.readBacks(); i++) {
        if (i > 0) {
          sleeper.sleep(pace.readBackEvery());
        }
        try {
          Optional<InverseChanges.Found> found =
              inverses.found(session, back, "undo of a run that stopped");
          if (found.isPresent()) {
            PlannedChange step = found.get().step();
            return found
                .get()
                .stop()
                .map(stop -> new Outcome(back, Result.FAILED, stop.text()))
                .orElseGet(() -> stepExecutor.carryOut(session, number, step));
          }
          left = new Outcome(back, Result.DRIFTED, "it is not as this run left it");
        } catch (AwsException e) {
          left = StepExecutor.unread(back, StepExecutor.unread(e), e);
        }
      }
      return left;
    }
  }

  private static boolean isFailure(Result result) {
    return switch (result) {
      case FAILED, UNKNOWN -> true;
      case DONE, ALREADY, DRIFTED, PAUSED, DENIED, WAITING, UNTOLD, MISMATCH -> false;
    };
  }

  /// Returns whether a result ends the later steps of the resource. A failed notification does
  /// not: a resource that AWS has started again must still be stopped.
  private static boolean endsItsResource(Result result) {
    return switch (result) {
      case DONE, ALREADY, UNTOLD -> false;
      case DRIFTED, PAUSED, DENIED, WAITING, FAILED, MISMATCH, UNKNOWN -> true;
    };
  }
}
