package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.model.Environment;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The plan of a purge lies in a file, which does not expire, and is carried out days later.
class SavedPurgeTest {
  private final RdsScene scene = new RdsScene(RdsScene.What.DATABASE);

  @Test
  void whatWasUsedSinceThePlanWasMadeIsNotPurged() {
    scene.retire();
    scene.becomeDue();
    Plan saved = scene.plan(Goal.PURGED);
    assertThat(molly().checkSaved(saved, Environment.ANY)).isEmpty();

    // AWS starts a stopped database after a week, and someone finds it.
    scene.wait(Duration.ofDays(8));
    scene.database.connections(3, scene.world.cloud.clock().instant().minus(Duration.ofHours(5)));

    assertThat(molly().checkSaved(saved, Environment.ANY))
        .extracting(Refusal::guard)
        .containsExactly("used");
  }

  private AccountChanges molly() {
    return scene.world.molly();
  }
}
