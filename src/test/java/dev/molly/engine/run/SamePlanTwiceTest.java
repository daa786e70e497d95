package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A phrase that confirmed a retirement is typed again after the resource was restored and used.
class SamePlanTwiceTest {
  private final World world = new World(1);
  private final NightlyRun night = new NightlyRun(world);

  @Test
  void aCopyOfThenIsNotTheFinalCopyOfNow() {
    String uid =
        world.account.createDb(World.REGION, "orders", db -> db.backupRetention(7)).resourceId();
    Plan first = world.molly().retire(world.fleet("rds-instance"), World.wish());
    String phrase = world.molly().phrase(first);
    var retired = world.molly().apply(first, Environment.ANY, new ConfirmationInput.Given(phrase));
    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    restored(uid);

    Plan again = world.molly().retire(world.fleet("rds-instance"), World.wish(), phrase);

    assertThat(again.refusals()).extracting(Refusal::guard).containsExactly("final-copy");
    assertThat(again.steps()).isEmpty();
  }

  /// A saved plan is not made again.
  @Test
  void aPlanThatIsCarriedOutAgainAfterARestoreHasDrifted() {
    String uid =
        world.account.createDb(World.REGION, "orders", db -> db.backupRetention(7)).resourceId();
    Plan plan = world.molly().retire(world.fleet("rds-instance"), World.wish());
    assertThat(world.apply(plan).exitCode()).isEqualTo(ExitCode.CLEAN);
    restored(uid);

    List<Refusal> objections = world.molly().checkSaved(plan, Environment.ANY);
    ApplyResult again = world.apply(plan);

    assertThat(objections).extracting(Refusal::guard).containsExactly("drift");
    assertThat(again).isInstanceOf(ApplyResult.Refused.class);
    assertThat(night.isRetired(uid)).isFalse();
  }

  @Test
  void anInstanceThatWasStartedSinceThePlanGetsNoRecordByIt() {
    SimInstance server =
        world.account.launch(
            World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));
    Plan plan = world.molly().retire(world.fleet("ec2-instance"), World.wish());
    world.cloud.clock().advance(Duration.ofMinutes(1));
    var byHand = ManualEdits.on(world, server.id());
    byHand.stop(server.id());
    world.cloud.clock().advance(Duration.ofMinutes(5));
    byHand.start(server.id());
    world.cloud.clock().advance(Duration.ofMinutes(5));

    ApplyResult late = world.apply(plan);

    assertThat(late.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).doesNotContainKey("molly:retire");
    assertThat(server.state()).isEqualTo("running");
  }

  private void restored(String uid) {
    night.restore(uid);
    for (int n = 0; night.isRetired(uid) && n < 16; n++) {
      world.cloud.clock().advance(Duration.ofMinutes(3));
      night.restore(uid);
    }
    assertThat(night.isRetired(uid)).isFalse();
  }
}
