package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sweep, an unattended purge and a restore of 80 servers, in waves of 1, 4, 20 and 55. Trouble
/// with a whole wave ends the run before the next begins, except a restore.
class HaltedWaveTest {
  private static final int MANY = 80;
  private static final int BY_SECOND_WAVE = 5;
  private static final String SNAPSHOTS = "ec2:CreateSnapshots";
  private static final String START = "ec2:StartInstances";
  private static final String TERMINATE = "ec2:TerminateInstances";

  private final World world = new World(1);
  private final List<String> servers = world.servers(MANY, one -> one.protectedFromTermination());

  @BeforeEach
  void allAreRetired() {
    world.purgesUnattended(MANY);
    Plan plan = molly().retire(fleet(), World.wish());
    molly().apply(plan, Environment.ANY, new ConfirmationInput.Given(molly().phrase(plan)));
    world.cloud.clock().advance(Duration.ofHours(2));
  }

  @Test
  void aSweepEndsWithASecondWaveOfWhichAllAreRefused() {
    Plan plan = sweeping();
    refuse(SNAPSHOTS, servers.subList(1, BY_SECOND_WAVE));

    RunResult run = World.executed(molly().sweep(plan, Environment.ANY));

    assertThat(run.stopped()).isPresent();
    assertThat(ids(run.halted())).containsExactlyElementsOf(servers.subList(1, BY_SECOND_WAVE));
    assertThat(Set.copyOf(ids(run.outcomes())))
        .isEqualTo(Set.copyOf(servers.subList(0, BY_SECOND_WAVE)));
  }

  @Test
  void aSweepCompletesWhenFewerThanATenthAreRefusedInItsLastWave() {
    Plan plan = sweeping();
    refuse(SNAPSHOTS, servers.subList(MANY - 7, MANY));

    RunResult run = World.executed(molly().sweep(plan, Environment.ANY));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.halted()).hasSize(7);
    assertThat(run.wentOn()).isEqualTo(MANY - 7);
  }

  @Test
  void anUnattendedPurgeEndsWithASecondWaveOfWhichNothingShows() {
    Plan plan = purgeOfTheDue();
    world.meanwhile(
        () -> {
          if (!world.written(TERMINATE).isEmpty()) {
            world.cloud.faults().attributeLag(Duration.ofHours(1));
          }
        });

    RunResult run =
        World.executed(molly().apply(plan, Environment.ANY, new ConfirmationInput.Unattended()));

    assertThat(run.stopped()).isPresent();
    assertThat(run.halted())
        .hasSize(BY_SECOND_WAVE - 1)
        .extracting(Outcome::result)
        .containsOnly(Result.MISMATCH);
    assertThat(world.written(TERMINATE)).containsExactly(servers.getFirst());
    assertThat(Set.copyOf(ids(run.outcomes())))
        .isEqualTo(Set.copyOf(servers.subList(0, BY_SECOND_WAVE)));
  }

  @Test
  void aRestoreDoesTheOthersHoweverManyAreRefused() {
    refuse(START, servers.subList(0, MANY - 1));

    RunResult run =
        World.executed(molly().applyUnconfirmed(molly().planTo(Goal.RESTORED, fleet())));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.halted()).hasSize(MANY - 1);
    assertThat(run.wentOn()).isEqualTo(1);
  }

  private Plan sweeping() {
    Inventory fleet = fleet();
    Plan plan = molly().planSweep(fleet, molly().status(fleet)).plan();
    assertThat(plan.resources()).isEqualTo(MANY);
    return plan;
  }

  private Plan purgeOfTheDue() {
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      sweep();
      world.cloud.clock().advance(Duration.ofHours(2));
    }
    world.cloud.clock().advance(Duration.ofDays(12));
    sweep();
    world.cloud.clock().advance(Duration.ofDays(4));
    Plan plan = molly().purgeDue(fleet());
    assertThat(plan.resources()).isEqualTo(MANY);
    return plan;
  }

  private void sweep() {
    Inventory fleet = fleet();
    molly().sweep(molly().planSweep(fleet, molly().status(fleet)).plan(), Environment.ANY);
  }

  private AccountChanges molly() {
    return world.molly(new BlastLimit(MANY, 100), RolloutPace.DEFAULT);
  }

  private Inventory fleet() {
    return world.fleet("ec2-instance");
  }

  private void refuse(String api, List<String> ids) {
    ids.forEach(id -> world.cloud.faults().refuse(api).on(id));
  }

  private static List<String> ids(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.change().resource().identifier()).toList();
  }
}
