package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.simulation.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A retirement relies on the protection that it finds on: an undo of the run that turned it on
/// would leave what is retired to anyone who may terminate.
class UndoOfRetiredTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;

  @Test
  void theProtectionOfWhatIsRetiredStaysOn() {
    RunId run = protect();
    retired.retire();

    ApplyResult undone = world.molly().undo(run);

    assertThat(retired.server.isProtectedFromTermination()).isTrue();
    assertThat(World.executed(undone).plan().skipped())
        .anySatisfy(
            left ->
                assertThat(left)
                    .contains("termination-protection: it is retired")
                    .contains("molly restore " + retired.server.id()));
    assertThat(undone.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  @Test
  void itIsTakenBackAfterARestore() {
    RunId run = protect();
    retired.retire();
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, retired.inventory()));
    world.cloud.clock().advance(Duration.ofMinutes(5));
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, retired.inventory()));

    world.molly().undo(run);

    assertThat(retired.server.isProtectedFromTermination()).isFalse();
  }

  private RunId protect() {
    Plan plan =
        world
            .molly()
            .protect(
                world.scan(),
                finding -> finding.control().value().equals("termination-protection"));
    return World.executed(world.apply(plan)).run();
  }
}
