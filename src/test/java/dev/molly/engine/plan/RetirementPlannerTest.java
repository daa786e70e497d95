package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;

class RetirementPlannerTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION,
          one -> one.named("web-01").launchedAgo(Duration.ofDays(400)).withDataVolume(10, true));

  @Test
  void anInstanceIsRetiredAndRestoredToWhatItWas() {
    var before = server.tags();

    ApplyResult retired = world.apply(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    sweep();
    world.cloud.clock().advance(Duration.ofHours(2));
    ApplyResult swept = sweep();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.tags()).containsEntry("Name", "web-01_deleted_20261123");
    assertThat(server.isProtectedFromTermination()).isTrue();

    ApplyResult restored =
        world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));
    world.cloud.clock().advance(Duration.ofHours(1));
    ApplyResult again =
        world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));

    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(again.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).isEqualTo(before);
    assertThat(server.state()).isEqualTo("running");
    assertThat(server.isProtectedFromTermination()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\""})
  void aNameThatIsEmptyComesBackAsOneThatIsEmpty(String name) {
    server.named(name);
    var before = server.tags();

    world.apply(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    sweep();
    world.cloud.clock().advance(Duration.ofHours(2));
    sweep();
    String retired = server.tags().get("Name");
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));
    world.cloud.clock().advance(Duration.ofHours(1));
    ApplyResult restored =
        world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));

    assertThat(retired).endsWith("_deleted_20261123");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).isEqualTo(before);
  }

  @Test
  void aPhraseIsGoodForTheSamePlanAWhileLater() {
    String phrase = world.molly().phrase(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofMinutes(20));

    Plan later = world.molly().retire(chosen(), World.wish(), phrase);
    ApplyResult applyResult =
        world.molly().apply(later, Environment.ANY, new ConfirmationInput.Given(phrase));

    assertThat(applyResult.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aPhraseIsNotGoodForEver() {
    String phrase = world.molly().phrase(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));

    Plan later = world.molly().retire(chosen(), World.wish(), phrase);
    ApplyResult applyResult =
        world.molly().apply(later, Environment.ANY, new ConfirmationInput.Given(phrase));

    assertThat(guards(applyResult)).containsExactly("confirmation");
  }

  @Test
  void nothingButAPurgeIsUnattended() {
    world.purgesUnattended(9);
    Plan retire = world.molly().retire(chosen(), World.wish());
    Plan disguised =
        new Plan(
            Operation.PURGE, retire.steps(), retire.fleetSize(), List.of(), List.of(), List.of());

    ApplyResult retired =
        world.molly().apply(retire, Environment.ANY, new ConfirmationInput.Unattended());
    ApplyResult asPurge =
        world.molly().apply(disguised, Environment.ANY, new ConfirmationInput.Unattended());

    assertThat(guards(retired)).containsExactly("confirmation");
    assertThat(guards(asPurge)).containsExactly("direction");
    assertThat(server.state()).isEqualTo("running");
  }

  @Test
  void aRecordThatWasEditedIsShownAndNothingIsDoneByIt() {
    world.apply(world.molly().retire(chosen(), World.wish()));
    world
        .account
        .ec2(World.REGION)
        .createTags(
            r ->
                r.resources(server.id())
                    .tags(Tag.builder().key("molly:retire-why").value("x").build()));

    var status = world.molly().status(chosen());
    Plan restore = world.molly().planTo(Goal.RESTORED, chosen());

    assertThat(status).hasSize(1);
    assertThat(status.getFirst().needsSomebody()).isTrue();
    assertThat(status.getFirst().record()).isEmpty();
    assertThat(restore.steps()).isEmpty();
    assertThat(restore.refusals()).hasSize(1);
  }

  private static List<String> guards(ApplyResult applyResult) {
    return applyResult instanceof ApplyResult.Refused(var reasons, _)
        ? reasons.stream().map(no -> no.guard()).distinct().toList()
        : List.of();
  }

  /// It is not said to have been retired: AWS's time of its start is later than the machine's.
  @Test
  void anInstanceThatStartedLaterThanTheMachinesClockSaysIsNotCalledRetired() {
    world.account.launch(World.REGION, one -> one.named("web-01"));
    world.machineIsAheadBy(Duration.ofDays(-1));

    Plan plan = world.molly().retire(world.fleet("ec2-instance"), World.wish());

    assertThat(plan.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.guard()).isEqualTo("clock"))
        .satisfies(no -> assertThat(no.reason()).contains("this machine's clock is behind"))
        .satisfies(no -> assertThat(no.remedy()).doesNotContain("molly restore"));
  }

  @Test
  void aClockThatIsOffByMoreThanAMinuteIsSaidEvenWhereNothingWouldBeWritten() {
    assertThat(world.molly().clockRefusal()).isEmpty();
    for (Duration off : List.of(Duration.ofDays(-30), Duration.ofSeconds(61))) {
      world.machineIsAheadBy(off);

      assertThat(world.molly().clockRefusal())
          .hasValueSatisfying(
              wrong ->
                  assertThat(wrong.reason()).contains("this machine's clock says", "and AWS's"));
    }
  }

  private ApplyResult sweep() {
    return world.sweep("ec2-instance");
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }
}
