package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
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
    Plan retire = world.molly().retire(fleet(), World.wish());
    var answer = new ConfirmationInput.Given(world.molly().phrase(retire));
    world.waits(
        length -> {
          world.cloud.clock().advance(length);
          if (server.state().equals("stopping")) {
            world.freeze(true);
          }
        });

    ApplyResult applyResult = world.molly().apply(retire, Environment.ANY, answer);

    RunResult run = ((ApplyResult.Executed) applyResult).result();
    assertThat(run.outcomes())
        .filteredOn(outcome -> outcome.result() == Result.WAITING)
        .isNotEmpty()
        .allSatisfy(outcome -> assertThat(outcome.detail()).contains("an incident"));
    assertThat(server.state()).isEqualTo("stopping");
  }

  private Inventory fleet() {
    return world.fleet("ec2-instance");
  }
}
