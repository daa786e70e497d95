package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.sim.s3.SimBucket;
import dev.molly.simulation.world.World;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
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

  @Test
  void theVersioningOfABucketThatMayBeRetiredStaysOn() {
    SimBucket bucket = world.account.createBucket(World.REGION, "acme-logs", one -> {});
    RunId run = protect("versioning");
    World.executed(
        world.apply(world.molly().retire(world.fleet("s3-bucket"), World.wish("keep-name"))));
    world.cloud.clock().advance(Duration.ofMinutes(5));
    world.cloud.faults().deny("s3:GetBucketTagging");

    ApplyResult undone = world.molly().undo(run);

    assertThat(bucket.versioning()).isEqualTo("Enabled");
    assertThat(World.executed(undone).plan().skipped())
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("versioning: it may be retired", "grant s3:GetBucketTagging");
    assertThat(undone.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  private RunId protect() {
    return protect("termination-protection");
  }

  private RunId protect(String control) {
    Plan plan =
        world.molly().protect(world.scan(), finding -> finding.control().value().equals(control));
    return World.executed(world.apply(plan)).run();
  }
}
