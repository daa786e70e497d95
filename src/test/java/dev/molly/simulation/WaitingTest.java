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
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.RunResult;
import dev.molly.model.RunResult.Result;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A run can wait for AWS for an hour, and the world goes on meanwhile.
class WaitingTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(90)));

  /// The instance takes its time to stop. Then a freeze begins.
  @Test
  void aFreezeThatBeginsWhileARunWaitsEndsTheWait() {
    Plan retire =
        molly()
            .retire(
                fleet(), new Retiring("nobody uses it", Duration.ofDays(14), Set.of(), Set.of()));
    var answer = new Answer.Given(molly().phrase(retire));
    world.waits(
        length -> {
          world.cloud.clock().advance(length);
          if (server.state().equals("stopping")) {
            world.freeze(true);
          }
        });

    Applied applied = molly().apply(retire, Optional.empty(), answer);

    RunResult run = ((Applied.Ran) applied).result();
    assertThat(run.outcomes())
        .filteredOn(outcome -> outcome.result() == Result.WAITING)
        .isNotEmpty()
        .allSatisfy(outcome -> assertThat(outcome.detail()).contains("an incident"));
    assertThat(server.state()).isEqualTo("stopping");
  }

  private Changes molly() {
    return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
  }

  private Inventory fleet() {
    return molly()
        .inventory(
            new RegionChoice.Named(List.of(new RegionId(World.REGION))),
            List.of(new KindId("ec2-instance")),
            true,
            resource -> true,
            Progress.none());
  }
}
