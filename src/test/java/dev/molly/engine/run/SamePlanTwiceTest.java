package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
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
    night.restore(uid);
    for (int n = 0; night.isRetired(uid) && n < 16; n++) {
      world.cloud.clock().advance(Duration.ofMinutes(3));
      night.restore(uid);
    }
    assertThat(night.isRetired(uid)).isFalse();

    Plan again = world.molly().retire(world.fleet("rds-instance"), World.wish(), phrase);

    assertThat(again.refusals()).extracting(Refusal::guard).containsExactly("final-copy");
    assertThat(again.steps()).isEmpty();
  }
}
