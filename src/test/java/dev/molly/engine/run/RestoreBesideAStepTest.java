package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.journal.JournalEntry;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A step of a retirement is still on its way to AWS while another machine restores the resource,
/// and arrives between the last look of that restore and the removal of the record.
class RestoreBesideAStepTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));

  @Test
  void aStopThatArrivesJustBeforeTheRecordIsRemovedIsTakenBack() {
    CrashingJournal retiring = world.ledger;
    AccountChanges retirer = world.molly();
    Plan retirement = retirer.retire(world.fleet("ec2-instance"), World.wish());
    world.isOnAnotherMachine();
    CrashingJournal restoring = world.ledger;

    var decided = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    restoring.readBy(
        line -> {
          if (announces(line, LifecycleAttributes.RETIREMENT, "")) {
            decided.countDown();
            await(stopped);
          }
        });
    var restore = new AtomicReference<CompletableFuture<RunResult>>();
    retiring.readBy(
        line -> {
          if (announces(line, LifecycleAttributes.RUN_STATE, LifecycleAttributes.STOPPED)) {
            restore.set(CompletableFuture.supplyAsync(this::restored));
            await(decided);
          } else if (restore.get() != null && line.entry() instanceof JournalEntry.Outcome) {
            stopped.countDown();
            restore.get().join();
          }
        });

    RunResult retired = World.executed(apply(retirer, retirement));

    assertThat(Objects.requireNonNull(restore.get()).join().count(RunResult.Result.DONE))
        .isPositive();
    assertThat(server.tags()).doesNotContainKey("molly:retire");
    world.cloud.clock().advance(Duration.ofMinutes(10));
    assertThat(server.state()).isEqualTo("running");
    assertThat(retired.count(RunResult.Result.DRIFTED)).isEqualTo(1);
  }

  private RunResult restored() {
    AccountChanges molly = world.molly();
    return World.executed(
        molly.applyUnconfirmed(molly.planTo(Goal.RESTORED, world.fleet("ec2-instance"))));
  }

  private static ApplyResult apply(AccountChanges molly, Plan plan) {
    return molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  private static boolean announces(CrashingJournal.Line line, ControlId control, String to) {
    return line.entry() instanceof JournalEntry.Intent intent
        && intent.change().control().equals(control)
        && intent.change().to().equals(to);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
