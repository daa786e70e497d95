package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtendPlannerTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;
  private final SimInstance server = retired.server;

  @Test
  void moreTimeIsGivenUpToTheMostAndItsOwnerIsToldAgain() {
    retired.isDueAndTold();

    Plan tooLong = world.molly().extend(retired.inventory(), Duration.ofDays(400));
    ApplyResult extended =
        world
            .molly()
            .applyUnconfirmed(world.molly().extend(retired.inventory(), Duration.ofDays(7)));
    Plan purge = world.molly().purge(retired.inventory());

    assertThat(tooLong.refusals()).hasSize(1);
    assertThat(extended.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(purge.refusals().getFirst().reason()).contains("not due before");
    assertThat(world.molly().status(retired.inventory()).getFirst().record().orElseThrow().told())
        .isEmpty();
  }

  @Test
  void writesTheRecordWithTheLaterTimeAndNothingElse() {
    retired.retire();
    var due = record().due();

    Plan plan = world.molly().extend(retired.inventory(), Duration.ofDays(7));

    assertThat(plan.operation()).isEqualTo(Operation.EXTEND);
    assertThat(plan.steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.change().control()).isEqualTo(LifecycleAttributes.RETIREMENT);
              assertThat(step.why()).isEqualTo("more time");
              assertThat(step.goal()).isEmpty();
            });
    world.molly().applyUnconfirmed(plan);
    assertThat(record().due()).isEqualTo(due.plus(Duration.ofDays(7)));
  }

  @Test
  void neverExtendsBeyondTheLongestTimeAndNamesIt() {
    retired.retire();

    Plan tooLong = world.molly().extend(retired.inventory(), Duration.ofDays(365));

    assertThat(tooLong.steps()).isEmpty();
    assertThat(tooLong.refusals())
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.guard()).isEqualTo("undo-window");
              assertThat(no.reason()).contains("the most is 365 days from now");
              assertThat(no.remedy()).startsWith("choose a shorter time (--by)");
            });
  }

  @Test
  void refusesAResourceThatIsNotRetired() {
    assertRefused("retired", "is not retired", "molly status");
  }

  @Test
  void refusesAResourceThatIsBeingRestored() {
    retired.retire();
    world.cloud.faults().deny("ec2:StartInstances");
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, retired.inventory()));

    assertRefused("retired", "is being restored", "molly restore " + server.id());
  }

  @Test
  void refusesAResourceThatIsBeingPurged() {
    retired.retire();
    tag("molly:claim", world.cloud.clock().instant().toString());

    assertRefused("retired", "is being purged", "molly restore " + server.id());
  }

  @Test
  void refusesARecordThatCannotBeReliedOn() {
    retired.retire();
    tag("molly:retire-why", "x");

    assertRefused("record", "", "molly explain retirement-record");
  }

  private void assertRefused(String guard, String reason, String remedy) {
    Plan plan = world.molly().extend(retired.inventory(), Duration.ofDays(1));

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(
            no -> {
              assertThat(no.guard()).isEqualTo(guard);
              assertThat(no.reason()).startsWith(server.id()).contains(reason);
              assertThat(no.remedy()).isEqualTo(remedy);
            });
  }

  private RetirementRecord record() {
    return world.molly().status(retired.inventory()).getFirst().record().orElseThrow();
  }

  private void tag(String key, String value) {
    ManualEdits.on(world, server.id()).put(server.id(), Map.of(key, value));
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }
}
