package dev.molly.simulation;

import dev.molly.AccountChanges;
import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.run.RolloutPace;
import dev.molly.engine.run.RunRecovery;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.Retirable;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.sim.core.Fault;
import dev.molly.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A small executor that lacks one safeguard, or none.
final class BrokenExecutor implements ChangePath {
  /// What it does wrong.
  enum Fault {
    NONE,
    WRITES_BEFORE_IT_JOURNALS,
    SKIPS_THE_DRIFT_CHECK,
    IGNORES_THE_LIMIT
  }

  private final World world;
  private final long limit;
  private final Fault fault;

  BrokenExecutor(World world, long limit, Fault fault) {
    this.world = world;
    this.limit = limit;
    this.fault = fault;
  }

  @Override
  public ApplyResult apply(AccountChanges changes, Plan plan, String phrase) {
    AccountSession session = world.aws().session(new AccountRef.Own());
    new RunRecovery(
            TestKinds.ALL,
            world.ledger,
            world.cloud.clock(),
            world.cloud.clock()::advance,
            RolloutPace.DEFAULT)
        .settle(Map.of(session.identity().account(), session));
    boolean tooMany = plan.resources() > limit && fault != Fault.IGNORES_THE_LIMIT;
    boolean drifted =
        fault != Fault.SKIPS_THE_DRIFT_CHECK
            && !plan.steps().stream().allMatch(step -> asPlanned(session, step));
    if (tooMany || drifted) {
      return new ApplyResult.Refused(List.of(new Refusal("test", "no", "nothing")));
    }
    var now = world.cloud.clock().instant();
    var outcomes = new ArrayList<Outcome>();
    try (Journal journal = world.ledger.begin(world.ledger.name(now))) {
      journal.write(
          new JournalEntry.RunStarted(
              now, plan.operation().word(), List.of(), plan.digest().hex()));
      for (PlannedChange step : plan.steps()) {
        outcomes.add(carryOut(journal, session, step, outcomes.size() + 1));
      }
      journal.write(new JournalEntry.RunFinished(world.cloud.clock().instant(), "to the end"));
      return new ApplyResult.Executed(
          new RunResult(journal.run(), plan, outcomes, Optional.empty(), List.of(), List.of()));
    }
  }

  private Outcome carryOut(
      Journal journal, AccountSession session, PlannedChange step, int number) {
    Change change = step.change();
    Retirable kind = TestKinds.ALL.retirable(change.resource().id().kind());
    try {
      String setting =
          observed(session, change)
              .map(now -> now.setting(change.control()))
              .orElse(LifecycleAttributes.GONE);
      if (kind.same(change.control(), setting, change.to())) {
        return new Outcome(change, Result.ALREADY, "");
      }
    } catch (AwsException e) {
      return new Outcome(change, Result.PAUSED, "");
    }
    var now = world.cloud.clock().instant();
    var intent = new JournalEntry.Intent(now, number, change, step.call().api());
    Result result;
    if (fault == Fault.WRITES_BEFORE_IT_JOURNALS) {
      result = write(session, kind, change);
      journal.write(intent);
    } else {
      journal.write(intent);
      result = write(session, kind, change);
    }
    journal.write(new JournalEntry.Outcome(now, number, result, ""));
    return new Outcome(change, result, "");
  }

  private static Result write(AccountSession session, Retirable kind, Change change) {
    try {
      kind.perform(session, change);
      return Result.DONE;
    } catch (AwsException e) {
      return Result.UNKNOWN;
    }
  }

  private boolean asPlanned(AccountSession session, PlannedChange step) {
    try {
      return isAsPlanned(session, step);
    } catch (AwsException e) {
      return false;
    }
  }

  private boolean isAsPlanned(AccountSession session, PlannedChange step) {
    Change change = step.change();
    Retirable kind = TestKinds.ALL.retirable(change.resource().id().kind());
    return observed(session, change)
        .map(
            now ->
                Fingerprint.of(
                        now.resource(),
                        change.control(),
                        kind.canonical(change.control(), now.setting(change.control())))
                    .equals(step.fingerprint()))
        .orElse(false);
  }

  private Optional<Observation> observed(AccountSession session, Change change) {
    return TestKinds.ALL
        .protectable(change.resource().id().kind())
        .observe(
            session,
            change.resource(),
            ControlSelection.tagsAnd(change.control()),
            world.cloud.clock().instant());
  }
}
