package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetireTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION,
          one -> one.named("web-01").launchedAgo(Duration.ofDays(400)).withDataVolume(10, true));

  @Test
  void anInstanceIsRetiredAndRestoredToWhatItWas() {
    var before = server.tags();

    Applied retired = apply(molly().retire(chosen(), wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    sweep();
    world.cloud.clock().advance(Duration.ofHours(2));
    Applied swept = sweep();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.tags()).containsEntry("Name", "web-01_deleted_20261123");
    assertThat(server.isProtectedFromTermination()).isTrue();

    Applied restored = molly().back(molly().towards(Goal.RESTORED, chosen()));
    world.cloud.clock().advance(Duration.ofHours(1));
    Applied again = molly().back(molly().towards(Goal.RESTORED, chosen()));

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(again.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).isEqualTo(before);
    assertThat(server.state()).isEqualTo("running");
    assertThat(server.isProtectedFromTermination()).isFalse();
  }

  @Test
  void anInstanceIsPurgedWhenItIsDueAndNotBefore() {
    apply(molly().retire(chosen(), wish()));
    world.cloud.clock().advance(Duration.ofDays(1));
    sweep();

    world.cloud.clock().advance(Duration.ofDays(12));
    Plan early = molly().towards(Goal.PURGED, chosen());
    world.cloud.clock().advance(Duration.ofDays(2));
    Applied purged = apply(molly().towards(Goal.PURGED, chosen()));

    assertThat(early.refused()).hasSize(1);
    assertThat(early.steps()).isEmpty();
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isIn("shutting-down", "terminated");
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory chosen() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("ec2-instance")),
            true,
            resource -> true,
            Progress.none());
  }

  private static Retiring wish() {
    return new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
  }

  private Applied sweep() {
    return molly().sweep(molly().towards(Goal.RETIRED, chosen()), Optional.empty());
  }

  private Applied apply(Plan plan) {
    var answer = new Answer.Given(molly().phrase(plan));
    Applied applied = molly().apply(plan, Optional.empty(), answer);
    return applied;
  }
}
