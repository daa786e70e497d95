package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.engine.Applied;
import dev.molly.engine.Inventory;
import dev.molly.guard.Answer;
import dev.molly.model.ExitCode;
import dev.molly.model.Goal;
import dev.molly.model.Plan;
import dev.molly.sim.SimInstance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Tag;

class RetireTest {
  private final World world = new World(1);
  private final SimInstance server =
      world.account.launch(
          World.REGION,
          one -> one.named("web-01").launchedAgo(Duration.ofDays(400)).withDataVolume(10, true));

  @Test
  void anInstanceIsRetiredAndRestoredToWhatItWas() {
    var before = server.tags();

    Applied retired = world.apply(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    sweep();
    world.cloud.clock().advance(Duration.ofHours(2));
    Applied swept = sweep();

    assertThat(retired.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.tags()).containsEntry("Name", "web-01_deleted_20261123");
    assertThat(server.isProtectedFromTermination()).isTrue();

    Applied restored = world.molly().back(world.molly().towards(Goal.RESTORED, chosen()));
    world.cloud.clock().advance(Duration.ofHours(1));
    Applied again = world.molly().back(world.molly().towards(Goal.RESTORED, chosen()));

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
    world.molly().back(world.molly().towards(Goal.RESTORED, chosen()));
    world.cloud.clock().advance(Duration.ofHours(1));
    Applied restored = world.molly().back(world.molly().towards(Goal.RESTORED, chosen()));

    assertThat(retired).endsWith("_deleted_20261123");
    assertThat(restored.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.tags()).isEqualTo(before);
  }

  @Test
  void anInstanceIsPurgedWhenItIsDueAndNotBefore() {
    world.apply(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofDays(1));
    sweep();

    world.cloud.clock().advance(Duration.ofDays(11));
    sweep();
    world.cloud.clock().advance(Duration.ofDays(1));
    Plan early = world.molly().purge(chosen());
    world.cloud.clock().advance(Duration.ofDays(2));
    Applied purged = world.apply(world.molly().purge(chosen()));

    assertThat(early.refused()).hasSize(1);
    assertThat(early.steps()).isEmpty();
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isIn("shutting-down", "terminated");
  }

  @Test
  void aPhraseIsGoodForTheSamePlanAWhileLater() {
    String phrase = world.molly().phrase(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofMinutes(20));

    Plan later = world.molly().retire(chosen(), World.wish(), phrase);
    Applied applied = world.molly().apply(later, Optional.empty(), new Answer.Given(phrase));

    assertThat(applied.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aPhraseIsNotGoodForEver() {
    String phrase = world.molly().phrase(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));

    Plan later = world.molly().retire(chosen(), World.wish(), phrase);
    Applied applied = world.molly().apply(later, Optional.empty(), new Answer.Given(phrase));

    assertThat(guards(applied)).containsExactly("confirmation");
  }

  @Test
  void whatIsDueIsNotPurgedBeforeItsOwnerWasTold() {
    retiredAndDue();

    Plan named = world.molly().purge(chosen());
    Plan due = world.molly().purgeDue(chosen());

    assertThat(named.refused()).hasSize(1);
    assertThat(named.refused().getFirst().what()).contains("owner was not told");
    assertThat(named.steps()).isEmpty();
    assertThat(due.steps()).isEmpty();
    assertThat(due.left()).hasSize(1);
  }

  @Test
  void aPlanFromBeforeTheOwnerWasToldIsRefusedByTheGuardToo() {
    retiredAndDue();
    Plan smuggled = world.molly().towards(Goal.PURGED, chosen());

    Applied applied = world.apply(smuggled);

    assertThat(smuggled.steps()).isNotEmpty();
    assertThat(applied).isInstanceOf(Applied.Refused.class);
    assertThat(((Applied.Refused) applied).reasons())
        .anyMatch(no -> no.guard().equals("undo-window") && no.what().contains("not told"));
    assertThat(server.state()).isEqualTo("stopped");
  }

  @Test
  void nobodyNeedsToConfirmAPurgeThatTheConfigAllows() {
    retiredToldAndDue();
    Plan purge = world.molly().purge(chosen());

    Applied not = world.molly().apply(purge, Optional.empty(), new Answer.Unattended());
    world.purgesUnattended(0);
    Applied tooMany = world.molly().apply(purge, Optional.empty(), new Answer.Unattended());
    world.purgesUnattended(1);
    Applied purged = world.molly().apply(purge, Optional.empty(), new Answer.Unattended());

    assertThat(guards(not)).contains("confirmation");
    assertThat(guards(tooMany)).containsExactly("blast-radius");
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void nothingButAPurgeIsUnattended() {
    world.purgesUnattended(9);
    Plan retire = world.molly().retire(chosen(), World.wish());
    Plan disguised =
        new Plan("purge", retire.steps(), retire.seen(), List.of(), List.of(), List.of());

    Applied retired = world.molly().apply(retire, Optional.empty(), new Answer.Unattended());
    Applied asPurge = world.molly().apply(disguised, Optional.empty(), new Answer.Unattended());

    assertThat(guards(retired)).containsExactly("confirmation");
    assertThat(guards(asPurge)).containsExactly("confirmation");
    assertThat(server.state()).isEqualTo("running");
  }

  @Test
  void moreTimeIsGivenUpToTheMostAndItsOwnerIsToldAgain() {
    retiredToldAndDue();

    Plan tooLong = world.molly().extend(chosen(), Duration.ofDays(400));
    Applied extended = world.molly().back(world.molly().extend(chosen(), Duration.ofDays(7)));
    Plan purge = world.molly().purge(chosen());

    assertThat(tooLong.refused()).hasSize(1);
    assertThat(extended.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(purge.refused().getFirst().what()).contains("not due before");
    assertThat(world.molly().status(chosen()).getFirst().record().orElseThrow().told()).isEmpty();
  }

  @Test
  void whatSomebodyStartedAgainBlocksAndIsNeitherSweptNorPurged() {
    retiredToldAndDue();
    world.account.ec2(World.REGION).startInstances(r -> r.instanceIds(server.id()));

    var status = world.molly().status(chosen());
    Applied swept = sweep();
    Plan purge = world.molly().purgeDue(chosen());

    assertThat(status.getFirst().needsSomebody()).isTrue();
    assertThat(((Applied.Ran) swept).result().plan().steps()).isEmpty();
    assertThat(purge.steps()).isEmpty();
    assertThat(purge.left().getFirst()).contains("it is in use");
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
    Plan restore = world.molly().towards(Goal.RESTORED, chosen());

    assertThat(status).hasSize(1);
    assertThat(status.getFirst().needsSomebody()).isTrue();
    assertThat(status.getFirst().record()).isEmpty();
    assertThat(restore.steps()).isEmpty();
    assertThat(restore.refused()).hasSize(1);
  }

  private void retiredAndDue() {
    world.apply(world.molly().retire(chosen(), World.wish()));
    world.cloud.clock().advance(Duration.ofDays(1));
    sweep();
    world.cloud.clock().advance(Duration.ofDays(14));
  }

  private void retiredToldAndDue() {
    retiredAndDue();
    sweep();
    world.cloud.clock().advance(Duration.ofDays(2));
  }

  private static List<String> guards(Applied applied) {
    return applied instanceof Applied.Refused(var reasons)
        ? reasons.stream().map(no -> no.guard()).distinct().toList()
        : List.of();
  }

  @Test
  void aClockThatIsOffByMoreThanAMinuteIsSaidEvenWhereNothingWouldBeWritten() {
    assertThat(world.molly().wrongTime()).isEmpty();
    for (Duration off : List.of(Duration.ofDays(-30), Duration.ofSeconds(61))) {
      world.machineIsAheadBy(off);

      assertThat(world.molly().wrongTime())
          .hasValueSatisfying(
              wrong -> assertThat(wrong.what()).contains("this machine's clock says", "and AWS's"));
    }
  }

  private Applied sweep() {
    return world.sweep("ec2-instance");
  }

  private Inventory chosen() {
    return world.fleet("ec2-instance");
  }
}
