package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.AccountChanges;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.model.Environment;
import dev.molly.plan.Plan;
import dev.molly.simulation.Simulation.Setup;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the simulation found, by name.
class FoundBugsTest {
  private static final int RUNS = 10;
  private static final Duration OLD = Duration.ofDays(400);

  /// A run that stopped over trouble and took itself back has both directions in its journal. Its
  /// undo takes the second one back, and so does it all again; the undo after that takes it back.
  @Test
  void theUndoOfARunThatTookItselfBackDoesNotDoItAgain() {
    for (long seed = 1; seed <= RUNS; seed++) {
      assertThat(Simulation.run(seed, Setup.USUAL.stoppingAfter(0)).writes()).isNotNegative();
    }
  }

  /// A bucket could not be read right before its write, so nothing was sent, and the process ended
  /// before it wrote that down: an intent without a write is no lost write.
  @Test
  void aSeedThatFoundAnIntentOfWhichNothingWasSentBeforeTheProcessEnded() {
    assertThat(ProtectSimulationTest.calmAndCrashed(7_000_770).crashes()).isPositive();
  }

  /// Recovery looks once. A write that EC2 does not show yet is taken for one that was not made,
  /// and no undo takes it back.
  @Test
  void aWriteThatDoesNotShowYetWhenMollyStartsAgainIsNotTakenForNotMade() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> one.protectedFromTermination());
    Plan plan = protect(world);
    world.whenFreezesAreAsked(() -> world.cloud.faults().attributeLag(Duration.ofSeconds(5)));
    world.waits(
        length -> {
          throw new Crash("while the write does not show");
        });
    assertThatThrownBy(() -> ChangePath.real(molly(world), plan, molly(world).phrase(plan)))
        .isInstanceOf(Crash.class);
    assertThat(web.isProtectedFromStop()).isTrue();

    world.waits(world.cloud.clock()::advance);
    world.whenFreezesAreAsked(() -> {});
    world.cloud.faults().clear();
    molly(world).undo(world.ledger.all().getFirst());
    world.cloud.clock().advance(Duration.ofMinutes(1));
    molly(world).undo(world.ledger.all().getFirst());

    assertThat(web.isProtectedFromStop()).isFalse();
  }

  /// Somebody started what was stopped and protected from stop: the restore was refused its stop by
  /// that protection, for ever.
  @Test
  void aStoppedInstanceThatSomebodyStartedIsStoppedAgainByARestoreWhateverProtectsIt() {
    var world = new World(1);
    var night = new NightlyRun(world);
    var web =
        world.account.launch(
            World.REGION, one -> one.launchedAgo(OLD).stopped().protectedFromStop());
    night.retire(web.id(), Set.of());
    night.sweepToTheEnd();
    world.account.startedByHand(web.id());

    night.restoreToTheEnd(web.id());

    assertThat(web.state()).isEqualTo("stopped");
    assertThat(web.isProtectedFromStop()).isTrue();
  }

  /// The record said what the plan had seen, and a restore put that back.
  @Test
  void aRetirementOfWhatSomebodyStoppedAfterThePlanWasMadeDoesNotBegin() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> one.launchedAgo(OLD));
    var made = new MollyDriver(world).retire(Set.of(web.id()), World.KEEP, Set.of());
    world.account.shutDownFromInside(web.id());
    world.cloud.clock().advance(Duration.ofMinutes(20));

    made.apply(false);

    assertThat(web.tags()).isEmpty();
  }

  /// A plan from a machine that was a month behind fell due a month too early; one from a machine
  /// that was a month ahead took whoever started it within that month for nobody.
  @Test
  void aRetirementThatWasPlannedByAClockThatWasOffIsRefused() {
    for (int days : new int[] {-30, 30}) {
      var world = new World(1);
      var web = world.account.launch(World.REGION, one -> one.launchedAgo(OLD));
      world.machineIsAheadBy(Duration.ofDays(days));
      var made = new MollyDriver(world).retire(Set.of(web.id()), Duration.ofDays(60), Set.of());
      world.machineIsAheadBy(Duration.ZERO);

      assertThat(made.apply(true)).isEqualTo(RetirementDriver.Went.REFUSED);
      assertThat(web.tags()).isEmpty();
    }
  }

  /// Its plan was empty, and nobody was told why.
  @Test
  void aRetirementThatCannotBeginIsRefusedAndNotEmpty() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> {});
    world.machineIsAheadBy(Duration.ofDays(-30));

    var made = new MollyDriver(world).retire(Set.of(web.id()), World.KEEP, Set.of());

    assertThat(made.apply(true)).isEqualTo(RetirementDriver.Went.REFUSED);
  }

  /// Both instants are told to the second, and the start was not after the record.
  @Test
  void aStartWithinTheSecondOfTheRecordCounts() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> one.launchedAgo(OLD).stopped());
    var night = new NightlyRun(world);
    world.cloud.faults().deny("ec2:CreateSnapshots");
    night.retire(web.id(), Set.of());
    world.account.startedByHand(web.id());
    world.cloud.faults().clear();

    world.cloud.clock().advance(Duration.ofDays(1));
    night.sweep();

    assertThat(web.state()).isEqualTo("running");
  }

  /// That its owner was told was written into the record after it was in use again: that step was
  /// held against the record alone.
  @Test
  void whatIsStartedBetweenThePlanOfASweepAndItsNoticeIsNotWrittenTo() {
    var world = new World(1);
    var web = world.account.launch(World.REGION, one -> one.launchedAgo(OLD));
    var night = new NightlyRun(world);
    night.retire(web.id(), Set.of());
    night.sweepToTheEnd();
    world.cloud.clock().advance(World.KEEP.minus(Duration.ofDays(2)));
    AccountChanges molly = night.molly();
    Plan plan =
        molly
            .planSweep(night.inventory(one -> true), molly.status(night.inventory(one -> true)))
            .plan();
    Map<String, String> before = web.tags();
    world.account.startedByHand(web.id());

    molly.sweep(plan, Environment.ANY);

    assertThat(plan.steps()).hasSize(1);
    assertThat(web.tags()).isEqualTo(before);
  }

  /// Somebody started a resource before the sweep wrote down that its owner was told.
  @Tag("deep")
  @ParameterizedTest
  @ValueSource(longs = {100019, 200818, 300019})
  void aSeedThatFoundTheNoticeOfWhatIsInUse(long seed) {
    assertThat(RetireSimulation.run(seed, 75, MollyDriver::new).writes()).isPositive();
  }

  /// The intent of a bucket's change that was never sent: its outcome was found out after the
  /// crash, when others had written, and the harness took it for a write without a call.
  @Test
  void aSeedThatFoundAnIntentThatWasNotSentBesideOthersWrites() {
    assertThat(ProtectSimulationTest.calmAndCrashed(129_138_259).crashes()).isPositive();
  }

  /// The process ended in the middle of ten undos in a row, and the simulation took that for an
  /// undo that gets nowhere.
  @Test
  void aSeedWhoseProcessEndsAgainAndAgainIsTakenBackInTheEnd() {
    assertThat(ProtectSimulationTest.calmAndCrashed(700448).crashes()).isGreaterThan(10);
  }

  private static Plan protect(World world) {
    return molly(world).protect(world.scan(), finding -> true);
  }

  private static AccountChanges molly(World world) {
    return world.molly(new BlastLimit(10, 0), RolloutPace.DEFAULT);
  }
}
