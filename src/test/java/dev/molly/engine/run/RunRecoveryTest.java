package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.BlastLimit;
import dev.molly.journal.Journal;
import dev.molly.journal.JournalEntry;
import dev.molly.journal.JournalException;
import dev.molly.journal.RunJournals;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.plan.Change;
import dev.molly.plan.RunId;
import dev.molly.plan.RunResult.Result;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What became of a write that its run, which came to its end, could not tell.
class RunRecoveryTest {
  private final World world = new World(1);
  private final SimInstance web =
      world.account.launch(World.REGION, one -> one.protectedFromTermination());

  /// Stop protection on.
  private final Change change =
      world
          .molly(new BlastLimit(10, 0), RolloutPace.DEFAULT)
          .protect(world.scan(), finding -> true)
          .steps()
          .getFirst()
          .change();

  private RunId run = new RunId("20260101T000000Z-000000");

  @Test
  void aWriteThatWasMadeIsFoundAtTheNextStart() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    make();

    assertThat(settle()).containsExactly(run);

    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
    assertThat(world.ledger.read(run).getLast()).isInstanceOf(JournalEntry.RunFinished.class);
  }

  @Test
  void aWriteThatWasNotMadeIsFoundToo() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));

    settle();

    assertThat(results()).containsExactly(Result.UNKNOWN, Result.FAILED);
  }

  @Test
  void itIsLookedAtOnce() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    settle();
    List<JournalEntry> after = world.ledger.read(run);
    int calls = world.cloud.calls().size();
    make();

    assertThat(settle()).isEmpty();

    assertThat(world.ledger.read(run)).isEqualTo(after);
    assertThat(world.cloud.calls()).hasSize(calls + 1);
  }

  @Test
  void whileItCannotBeReadNothingIsSaidAndItIsLookedAtAgain() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    make();
    world.cloud.faults().deny("ec2:DescribeInstanceAttribute");

    assertThat(settle()).isEmpty();
    assertThat(results()).containsExactly(Result.UNKNOWN);

    world.cloud.faults().clear();
    assertThat(settle()).containsExactly(run);
    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
  }

  /// Its setting is as before the first write: a look would say that it was never made, and the
  /// undo of the run would then take back the second one alone.
  @Test
  void whatTheRunTookBackItselfIsNotLookedAtAndNotDoneAgain() {
    Change back =
        TestKinds.ALL.retirable(change.resource().id().kind()).inverse(change).orElseThrow();
    ended(intent(1, change), outcome(1, Result.UNKNOWN), intent(2, back), outcome(2, Result.DONE));

    assertThat(settle()).isEmpty();
    world.molly(new BlastLimit(10, 0), RolloutPace.DEFAULT).undo(run);

    assertThat(web.isProtectedFromStop()).isFalse();
    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
  }

  @Test
  void anUndoLooksFirstAndTakesBackWhatWasMade() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    make();

    world.molly(new BlastLimit(10, 0), RolloutPace.DEFAULT).undo(run);

    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
    assertThat(web.isProtectedFromStop()).isFalse();
  }

  @Test
  void aCrashWhileItIsWrittenDownLeavesNothingOpen() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    try (Journal journal = world.ledger.resume(run)) {
      journal.write(outcome(1, Result.DONE));
    }

    settle();

    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
    assertThat(world.ledger.read(run).getLast()).isInstanceOf(JournalEntry.RunFinished.class);
  }

  private void ended(JournalEntry... entries) {
    run = world.ledger.name(world.cloud.clock().instant());
    try (Journal journal = world.ledger.begin(run)) {
      journal.write(
          new JournalEntry.RunStarted(world.cloud.clock().instant(), "protect", List.of(), "d1"));
      Stream.of(entries).forEach(journal::write);
      journal.write(new JournalEntry.RunFinished(world.cloud.clock().instant(), "to the end"));
    }
  }

  private JournalEntry intent(int step, Change what) {
    return new JournalEntry.Intent(
        world.cloud.clock().instant(), step, what, "ec2:ModifyInstanceAttribute");
  }

  private JournalEntry outcome(int step, Result result) {
    return new JournalEntry.Outcome(world.cloud.clock().instant(), step, result, "");
  }

  private void make() {
    world
        .account
        .ec2(World.REGION)
        .modifyInstanceAttribute(r -> r.instanceId(web.id()).disableApiStop(v -> v.value(true)));
  }

  /// Between the first look at the journals and the moment in which this one is held, the run that
  /// was under way came to its end.
  @Test
  void aRunThatSettledItselfMeanwhileIsLeftAlone() {
    run = world.ledger.name(world.cloud.clock().instant());
    Journal alive = world.ledger.begin(run);
    alive.write(
        new JournalEntry.RunStarted(world.cloud.clock().instant(), "protect", List.of(), "d1"));
    alive.write(intent(1, change));

    settle(
        resuming(
            id -> {
              alive.write(outcome(1, Result.DONE));
              alive.write(
                  new JournalEntry.RunFinished(world.cloud.clock().instant(), "to the end"));
              alive.close();
              return world.ledger.resume(id);
            }));

    assertThat(results()).containsExactly(Result.DONE);
    assertThat(world.ledger.read(run)).hasSize(4);
  }

  /// As when its file may only be read: the run after it, which may be a restore, has a journal of
  /// its own.
  @Test
  void aJournalThatCannotBeWrittenToStaysOpenAndStopsNoOtherRun() {
    ended(intent(1, change), outcome(1, Result.UNKNOWN));
    make();

    List<RunId> settled =
        settle(
            resuming(
                id -> {
                  throw new JournalException("read-only", new IOException());
                }));

    assertThat(settled).isEmpty();
    assertThat(settle()).containsExactly(run);
    assertThat(results()).containsExactly(Result.UNKNOWN, Result.DONE);
  }

  /// Returns the journals of the world, with another way to resume one.
  private RunJournals resuming(Function<RunId, Journal> resume) {
    return new RunJournals() {
      @Override
      public Journal begin(RunId id) {
        return world.ledger.begin(id);
      }

      @Override
      public Journal resume(RunId id) {
        return resume.apply(id);
      }

      @Override
      public List<RunId> all() {
        return world.ledger.all();
      }

      @Override
      public List<JournalEntry> read(RunId id) {
        return world.ledger.read(id);
      }
    };
  }

  private List<RunId> settle() {
    return settle(world.ledger);
  }

  private List<RunId> settle(RunJournals runs) {
    var session = world.aws().session(new AccountRef.Own());
    return new RunRecovery(
            TestKinds.ALL,
            runs,
            world.cloud.clock(),
            world.cloud.clock()::advance,
            RolloutPace.DEFAULT)
        .settle(Map.of(session.identity().account(), session));
  }

  private List<Result> results() {
    return world.ledger.read(run).stream()
        .filter(JournalEntry.Outcome.class::isInstance)
        .map(entry -> ((JournalEntry.Outcome) entry).result())
        .toList();
  }
}
