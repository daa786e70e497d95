package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Writes without an answer, or with one, after which another machine writes the same.
class UnansweredWriteTest {
  private static final String API = "ec2:CreateTags";

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));

  @Test
  void whatAnotherMachineWroteSinceDoesNotShowThatThisOneWasWritten() {
    world.cloud.faults().serverError(API);

    List<Outcome> outcomes = retireWhileAnotherDoes();

    assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.UNKNOWN);
    assertThat(outcomes.getFirst().detail()).contains("it is something else now");
    assertThat(server.tags()).containsEntry("molly:retire", "another machine's");
  }

  @Test
  void whatAwsTookAndAnotherMachineOverwroteWasWritten() {
    List<Outcome> outcomes = retireWhileAnotherDoes();

    assertThat(outcomes).extracting(Outcome::result).containsExactly(Result.MISMATCH);
  }

  /// Another record comes between the first write and what reads it back.
  private List<Outcome> retireWhileAnotherDoes() {
    Plan plan = world.molly().retire(world.fleet("ec2-instance"), World.wish());
    var another = Tag.builder().key("molly:retire").value("another machine's").build();
    world.cloud.beforeEachCall(
        () -> {
          if (world.cloud.calls().stream().filter(SimCall::write).count() == 1) {
            world.cloud.aside(
                () ->
                    world
                        .account
                        .ec2(World.REGION)
                        .createTags(r -> r.resources(server.id()).tags(another)));
          }
        });
    ApplyResult applied = world.apply(plan);
    return applied.runs().map(RunResult::outcomes).flatMap(List::stream).toList();
  }
}
