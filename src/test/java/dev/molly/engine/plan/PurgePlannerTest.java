package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.PurgePlan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PurgePlannerTest {
  private final RetiredServer retired = new RetiredServer();
  private final World world = retired.world;
  private final SimInstance server = retired.server;

  @Test
  void anInstanceIsPurgedWhenItIsDueAndNotBefore() {
    world.apply(world.molly().retire(retired.inventory(), World.wish()));
    world.cloud.clock().advance(Duration.ofDays(1));
    retired.sweep();

    world.cloud.clock().advance(Duration.ofDays(11));
    retired.sweep();
    world.cloud.clock().advance(Duration.ofDays(1));
    Plan early = world.molly().purge(retired.inventory());
    world.cloud.clock().advance(Duration.ofDays(2));
    ApplyResult purged = world.apply(world.molly().purge(retired.inventory()));

    assertThat(early.refusals()).hasSize(1);
    assertThat(early.steps()).isEmpty();
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isIn("shutting-down", "terminated");
  }

  @Test
  void whatIsDueIsNotPurgedBeforeItsOwnerWasTold() {
    retired.isDue();

    Plan named = world.molly().purge(retired.inventory());
    Plan due = world.molly().purgeDue(retired.inventory());

    assertThat(named.refusals()).hasSize(1);
    assertThat(named.refusals().getFirst().reason()).contains("owner was not told");
    assertThat(named.steps()).isEmpty();
    assertThat(due.steps()).isEmpty();
    assertThat(due.skipped()).hasSize(1);
  }

  @Test
  void aPlanFromBeforeTheOwnerWasToldIsRefusedByTheGuardToo() {
    retired.isDue();
    Plan smuggled = world.molly().planTo(Goal.PURGED, retired.inventory());

    ApplyResult applyResult = world.apply(smuggled);

    assertThat(smuggled.steps()).isNotEmpty();
    assertThat(applyResult).isInstanceOf(ApplyResult.Refused.class);
    assertThat(((ApplyResult.Refused) applyResult).reasons())
        .anyMatch(no -> no.guard().equals("undo-window") && no.reason().contains("not told"));
    assertThat(server.state()).isEqualTo("stopped");
  }

  @Test
  void nobodyNeedsToConfirmAPurgeThatTheConfigAllows() {
    retired.isDueAndTold();
    Plan purge = world.molly().purge(retired.inventory());

    ApplyResult not =
        world.molly().apply(purge, Environment.ANY, new ConfirmationInput.Unattended());
    world.purgesUnattended(0);
    ApplyResult tooMany =
        world.molly().apply(purge, Environment.ANY, new ConfirmationInput.Unattended());
    world.purgesUnattended(1);
    ApplyResult purged =
        world.molly().apply(purge, Environment.ANY, new ConfirmationInput.Unattended());

    assertThat(guards(not)).contains("confirmation");
    assertThat(guards(tooMany)).containsExactly("blast-radius");
    assertThat(purged.exitCode()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void whatSomebodyStartedAgainBlocksAndIsNeitherSweptNorPurged() {
    retired.isDueAndTold();
    world.account.ec2(World.REGION).startInstances(r -> r.instanceIds(server.id()));

    var status = world.molly().status(retired.inventory());
    ApplyResult swept = retired.sweep();
    Plan purge = world.molly().purgeDue(retired.inventory());

    assertThat(status.getFirst().needsSomebody()).isTrue();
    assertThat(((ApplyResult.Executed) swept).result().plan().steps()).isEmpty();
    assertThat(purge.steps()).isEmpty();
    assertThat(purge.skipped().getFirst()).contains("it is in use");
  }

  /// AWS moves LaunchTime at each start. A machine that runs is not terminated should it not.
  @Test
  void aRunningInstanceIsNotPurgedThoughItsLaunchTimeIsFromBeforeItsRetirement() {
    retired.isDueAndTold();
    Plan planned = world.molly().purge(retired.inventory());
    world.account.ec2(World.REGION).startInstances(r -> r.instanceIds(server.id()));
    server.launchedAgo(Duration.ofDays(60));

    Plan due = world.molly().purgeDue(retired.inventory());
    ApplyResult applied = world.apply(planned);

    assertThat(due.steps()).isEmpty();
    assertThat(due.skipped().getFirst()).contains("AWS says that it is running");
    assertThat(applied.exitCode()).isNotEqualTo(ExitCode.CLEAN);
    assertThat(server.state()).isIn("pending", "running");
  }

  @Test
  void refusesANamedResourceThatIsNotRetiredAndSkipsItAmongTheDue() {
    Plan named = world.molly().purge(retired.inventory());

    assertThat(named.steps()).isEmpty();
    assertThat(named.refusals())
        .containsExactly(new Refusal("retired", server.id() + " is not retired", "molly status"));
    assertThat(world.molly().purgeDue(retired.inventory()).refusals()).isEmpty();
  }

  @Test
  void whatIsNotDueIsNoPartOfAPurgeOfAllThatIs() {
    retired.retire();

    Plan due = world.molly().purgeDue(retired.inventory());

    assertThat(due.steps()).isEmpty();
    assertThat(due.skipped()).isEmpty();
    assertThat(due.refusals()).isEmpty();
  }

  @Test
  void aDueResourceWhoseRecordIsNotKnownHereIsNotPurgedWithoutAQuestion() {
    retired.isDueAndTold();
    world.isOnAnotherMachine();

    PurgePlan known = world.molly().planPurgeOfKnown(retired.inventory());

    assertThat(known.plan().steps()).isEmpty();
    assertThat(known.unseen())
        .extracting(Refusal::reason)
        .containsExactly(
            "the record of " + server.id() + " is not known here, and no question is asked");
    assertThat(known.plan().skipped())
        .singleElement()
        .asString()
        .contains("molly purge, without --unattended");
    assertThat(world.molly().purgeDue(retired.inventory()).steps()).isNotEmpty();
  }

  @Test
  void aDueResourceThatCannotBeReadIsNotPurgedAndSaidToBeUnseen() {
    retired.isDueAndTold();
    Inventory listed = retired.inventory();
    world.cloud.faults().deny("ec2:DescribeInstances");

    PurgePlan due = world.molly().planPurgeOfDue(listed);

    assertThat(due.plan().steps()).isEmpty();
    assertThat(due.unseen())
        .singleElement()
        .extracting(Refusal::reason)
        .asString()
        .contains("ec2:DescribeInstances");
  }

  private static List<String> guards(ApplyResult applyResult) {
    return applyResult instanceof ApplyResult.Refused(var reasons, _)
        ? reasons.stream().map(no -> no.guard()).distinct().toList()
        : List.of();
  }
}
