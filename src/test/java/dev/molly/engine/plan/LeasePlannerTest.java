package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Tag;

class LeasePlannerTest {
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").protectedFromTermination().protectedFromStop());

  @Test
  void aLeaseTakesProtectionOffAndItsEndBringsItBack() {
    var before = server.tags();

    ApplyResult leased = world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(leased.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isFalse();
    assertThat(server.isProtectedFromStop()).isFalse();
    assertThat(server.tags()).containsEntry("molly:lease-why", "new kernel");

    world.cloud.clock().advance(Duration.ofHours(4));
    ApplyResult renewed = world.molly().applyUnconfirmed(world.molly().endLeases(fleet(), false));

    assertThat(renewed.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
    assertThat(server.tags()).isEqualTo(before);
  }

  /// The order of `Map.of` is another in each process, and the digest is over the order.
  @Test
  void thePlanOfALeaseIsTheSameInEveryProcess() {
    Plan plan = world.molly().lease(fleet(), TWO_HOURS, "new kernel");

    assertThat(plan.steps())
        .extracting(step -> step.change().control().value())
        .containsExactly("lease", "stop-protection", "termination-protection");
  }

  @Test
  void aLeaseIsNeverLongerThanWasAskedForAndItsPlanSaysWhenItEnds() {
    Plan plan = world.molly().lease(fleet(), TWO_HOURS, "new kernel");
    String phrase = world.molly().phrase(plan);
    world.cloud.clock().advance(Duration.ofMinutes(50));

    Plan again = world.molly().lease(fleet(), TWO_HOURS, "new kernel", phrase);
    world.molly().apply(again, Environment.ANY, new ConfirmationInput.Given(phrase));
    world.cloud.clock().advance(Duration.ofMinutes(71));

    assertThat(plan.notes()).singleElement().asString().contains("ends at 2026-11-23T10:00:00Z");
    assertThat(server.isProtectedFromTermination()).isFalse();
    assertThat(world.molly().endLeases(fleet(), false).steps()).hasSize(3);
  }

  @Test
  void aLeaseThatIsConfirmedTooLateIsRefusedAndAFreshPlanIsNot() {
    Duration halfAnHour = Duration.ofMinutes(30);
    String phrase = world.molly().phrase(world.molly().lease(fleet(), halfAnHour, "new kernel"));
    world.cloud.clock().advance(Duration.ofMinutes(16));

    Plan late = world.molly().lease(fleet(), halfAnHour, "new kernel", phrase);
    ApplyResult refused =
        world.molly().apply(late, Environment.ANY, new ConfirmationInput.Given(phrase));
    ApplyResult fresh = world.apply(world.molly().lease(fleet(), halfAnHour, "new kernel"));

    assertThat(((ApplyResult.Refused) refused).reasons())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains("less than half of its 30 minutes"));
    assertThat(fresh.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aLeaseThatHasNotEndedIsLeftAloneUnlessSomebodyEndsIt() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(world.molly().endLeases(fleet(), false).steps()).isEmpty();
    assertThat(world.molly().endLeases(fleet(), true).steps()).hasSize(3);
  }

  @Test
  void aLeaseEndsInTimeOnAMachineWhoseClockIsBehind() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));
    world.cloud.clock().advance(Duration.ofHours(3));

    world.machineIsAheadBy(Duration.ofHours(-3));

    assertThat(world.molly().endLeases(fleet(), false).steps()).hasSize(3);
  }

  @Test
  void aLeaseIsExemptWhileItLastsAndAFindingFromThenOn() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));

    assertThat(termination().status()).isEqualTo(FindingStatus.EXEMPT);
    assertThat(termination().reason()).contains("new kernel", "until 2026-11-23T10:00:00Z");

    world.cloud.clock().advance(Duration.ofHours(4));

    assertThat(termination().status()).isEqualTo(FindingStatus.FAIL);
    assertThat(termination().reason()).contains("no sweep has put it back yet");
  }

  @Test
  void aLeaseThatWasEditedByHandIsAFindingAndIsNotFollowed() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));
    world
        .account
        .ec2(World.REGION)
        .createTags(
            r ->
                r.resources(server.id())
                    .tags(Tag.builder().key("molly:lease-why").value("for ever").build()));

    assertThat(termination().status()).isEqualTo(FindingStatus.FAIL);
    assertThat(world.molly().endLeases(fleet(), true).refusals()).hasSize(1);
    assertThat(world.molly().endLeases(fleet(), true).steps()).isEmpty();
  }

  @Test
  void whatIsOnALeaseIsNotLeasedAgain() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));

    Plan again = world.molly().lease(fleet(), TWO_HOURS, "once more");

    assertThat(again.steps()).isEmpty();
    assertThat(again.refusals()).hasSize(1);
  }

  @Test
  void whatSomebodyProtectedBeforeTheEndIsLeftAsItIs() {
    world.apply(world.molly().lease(fleet(), TWO_HOURS, "new kernel"));
    world
        .account
        .ec2(World.REGION)
        .modifyInstanceAttribute(
            r -> r.instanceId(server.id()).disableApiTermination(v -> v.value(true)));
    world.cloud.clock().advance(Duration.ofHours(4));

    ApplyResult renewed = world.molly().applyUnconfirmed(world.molly().endLeases(fleet(), false));

    assertThat(renewed.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.isProtectedFromStop()).isTrue();
  }

  private Finding termination() {
    return world.scan().findings().stream()
        .filter(finding -> finding.control().value().equals("termination-protection"))
        .findFirst()
        .orElseThrow();
  }

  private Inventory fleet() {
    return world.fleet("ec2-instance");
  }
}
