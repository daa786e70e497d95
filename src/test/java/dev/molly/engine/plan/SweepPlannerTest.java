package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ResourceId;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.SweepPlan;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// That a sweep is cut to the limit is in [SweepPlannerLimitTest].
class SweepPlannerTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;

  @Test
  void goesOnWithWhatIsUnderWayAndEndsWhenNothingIsLeftToDo() {
    world.apply(world.molly().retire(retired.inventory(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));

    Plan first = plan().plan();
    retired.sweep();
    world.cloud.clock().advance(Duration.ofHours(2));
    retired.sweep();

    assertThat(first.operation()).isEqualTo(Operation.SWEEP);
    assertThat(first.steps())
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.goal()).contains(Goal.RETIRED));
    assertThat(plan().plan().steps()).isEmpty();
    assertThat(plan().fallsDue()).isEmpty();
  }

  @Test
  void tellsTheOwnerOneNightBeforeTheNoticeWouldBeTooLate() {
    retireToTheEnd();
    world.cloud.clock().advance(Duration.ofDays(9).plusHours(23));
    assertThat(plan().fallsDue()).isEmpty();

    world.cloud.clock().advance(Duration.ofHours(3));
    SweepPlan due = plan();

    assertThat(due.fallsDue()).hasSize(1);
    assertThat(due.plan().steps())
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.change().control()).isEqualTo(LifecycleAttributes.RETIREMENT);
              assertThat(step.why()).startsWith("it falls due at ");
            });
    retired.sweep();
    assertThat(plan().fallsDue()).isEmpty();
    assertThat(plan().plan().steps()).isEmpty();
  }

  @Test
  void namesWhatFallsDueByARecordThatIsNotKnownHereAndWritesNothing() {
    isDue();
    world.isOnAnotherMachine();

    assertThat(plan().fallsDue()).hasSize(1);
    assertThat(plan().plan().steps()).isEmpty();
  }

  @Test
  void withoutAChannelItNamesWhatFallsDueAndWritesNothing() {
    isDue();
    world.postman.leaves();

    assertThat(plan().fallsDue()).hasSize(1);
    assertThat(plan().plan().steps()).isEmpty();
  }

  @Test
  void recordsThatAPersonToldTheOwner() {
    isDue();
    world.postman.leaves();

    assertThat(plan(Set.of(uid())).plan().steps()).hasSize(1);
  }

  @Test
  void anUnknownRecordChangesNothingButProtection() {
    world.apply(world.molly().retire(retired.inventory(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    assertThat(plan().plan().steps()).isNotEmpty();

    world.isOnAnotherMachine();

    assertThat(plan().plan().steps()).isEmpty();
    ManualEdits.on(world, retired.server.id()).protect(retired.server.id(), false);
    world.cloud.clock().advance(Duration.ofMinutes(1));
    assertThat(plan().plan().steps())
        .extracting(step -> step.change().control().value() + " " + step.change().to())
        .containsExactly("termination-protection on");
  }

  @Test
  void aPersonWhoToldTheOwnerOfAnUnknownRecordIsSentToWhereItIsKnown() {
    retired.isDue();
    world.isOnAnotherMachine();

    Plan plan = plan(Set.of(uid())).plan();

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .containsExactly(
            new Refusal(
                "unconfirmed-plan",
                "the record of %s is not known here, and no question is asked"
                    .formatted(retired.server.id()),
                "run it where it was begun: molly explain retirement-record"));
  }

  @Test
  void aPersonIsShownWhatUnknownRecordsAskFor() {
    world.apply(world.molly().retire(retired.inventory(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    assertThat(unknown().steps()).isEmpty();

    world.isOnAnotherMachine();

    assertThat(unknown().steps()).isNotEmpty();
  }

  private void retireToTheEnd() {
    retired.retire();
    world.cloud.clock().advance(Duration.ofHours(1));
    retired.sweep();
  }

  private void isDue() {
    retireToTheEnd();
    world.cloud.clock().advance(Duration.ofDays(14));
  }

  private Plan unknown() {
    Inventory fleet = retired.inventory();
    return world.molly().planSweepOfUnknown(fleet, world.molly().status(fleet));
  }

  private SweepPlan plan() {
    return plan(Set.of());
  }

  private SweepPlan plan(Set<ResourceId> told) {
    Inventory fleet = retired.inventory();
    return world.molly().planSweep(fleet, world.molly().status(fleet), told);
  }

  private ResourceId uid() {
    return retired.inventory().resources().getFirst().id();
  }
}
