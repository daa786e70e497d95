package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.SweepPlan;
import dev.molly.sim.rds.SimDbInstance;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// More is retired than one run may touch: in several runs, or before the limit was made smaller.
class SweepPlannerLimitTest {
  private static final int MANY = 60;
  private static final BlastLimit ALL = new BlastLimit(1000, 0);
  private static final BlastLimit FEW = new BlastLimit(25, 0);

  private final World world = new World(1);
  private final List<SimDbInstance> databases =
      IntStream.range(0, MANY)
          .mapToObj(n -> world.account.createDb(World.REGION, "orders-" + n, one -> {}))
          .toList();

  SweepPlannerLimitTest() {
    Plan plan = molly(ALL).retire(fleet(), World.wish());
    AccountChanges molly = molly(ALL);
    molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
    for (int i = 0; i < 8; i++) {
      wait(Duration.ofMinutes(10));
      sweep(molly(ALL), sweeping(ALL).plan());
    }
    assertThat(statuses()).containsExactly("stopped");
  }

  @Test
  void allThatRdsStartedAgainIsStoppedAgainHoweverManyTheyAre() {
    wait(Duration.ofDays(7).plusHours(1));
    Set<String> started = statuses();

    ApplyResult swept = sweep(molly(FEW), sweeping(FEW).plan());

    assertThat(started).containsExactly("available");
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    wait(Duration.ofHours(1));
    assertThat(statuses()).containsExactly("stopped");
  }

  @Test
  void everythingElseIsDoneAsFarAsTheLimitGoesAndTheNextSweepDoesTheRest() {
    wait(Duration.ofDays(12));

    SweepPlan first = sweeping(FEW);
    ApplyResult swept = sweep(molly(FEW), first.plan());
    SweepPlan second = sweeping(FEW);
    sweep(molly(FEW), second.plan());
    SweepPlan third = sweeping(FEW);

    assertThat(first.plan().resources()).isEqualTo(25);
    assertThat(first.fallsDue()).hasSize(60);
    assertThat(first.plan().leftForTheNextSweep())
        .contains("35 of 60 resources are left for the next sweep: one run may touch 25");
    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(second.plan().resources()).isEqualTo(25);
    assertThat(second.fallsDue()).hasSize(35);
    assertThat(third.plan().resources()).isEqualTo(10);
    assertThat(third.fallsDue()).hasSize(10);
    assertThat(third.plan().leftForTheNextSweep()).isEmpty();
  }

  @Test
  void zeroMeansZero() {
    wait(Duration.ofDays(7).plusHours(1));
    var none = new BlastLimit(0, 0);

    ApplyResult swept = sweep(molly(none), sweeping(none).plan());

    assertThat(swept.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(statuses()).containsExactly("available");
  }

  @Test
  void aPlanThatIsOverTheLimitIsRefusedWholeAllTheSame() {
    wait(Duration.ofDays(12));

    ApplyResult swept = sweep(molly(FEW), sweeping(ALL).plan());

    assertThat(swept.exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  private AccountChanges molly(BlastLimit limit) {
    return world.molly(limit, RolloutPace.DEFAULT);
  }

  private Inventory fleet() {
    return world.fleet("rds-instance");
  }

  private SweepPlan sweeping(BlastLimit limit) {
    AccountChanges molly = molly(limit);
    return molly.planSweep(fleet(), molly.status(fleet()));
  }

  private static ApplyResult sweep(AccountChanges molly, Plan plan) {
    return molly.sweep(plan, Environment.ANY);
  }

  private void wait(Duration length) {
    world.cloud.clock().advance(length);
  }

  private Set<String> statuses() {
    return Set.copyOf(databases.stream().map(SimDbInstance::status).toList());
  }
}
