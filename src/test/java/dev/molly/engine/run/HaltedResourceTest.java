package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.journal.JournalEntry;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.sim.core.Fault;
import dev.molly.sim.core.Faults;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// AWS refuses one resource of a sweep, of a restore or of an unattended purge, each time. Only its
/// own later steps are not begun, and the others are done. A run that a person confirmed stops.
class HaltedResourceTest {
  private static final int MANY = 5;
  private static final String SNAPSHOTS = "ec2:CreateSnapshots";
  private static final String START = "ec2:StartInstances";
  private static final String TERMINATE = "ec2:TerminateInstances";

  private final World world = new World(1);
  private final List<String> servers = world.servers(MANY, one -> {});

  /// The ways in which AWS does not do what it is asked to do for one resource.
  enum Refusal {
    REFUSED(Result.FAILED),
    DENIED(Result.DENIED),
    UNANSWERED(Result.UNKNOWN);

    private final Result result;

    Refusal(Result result) {
      this.result = result;
    }

    void befalls(World world, String api, List<String> ids) {
      ids.forEach(id -> fault(world.cloud.faults(), api).on(id));
    }

    private Fault fault(Faults faults, String api) {
      return switch (this) {
        case REFUSED -> faults.refuse(api);
        case DENIED -> faults.deny(api);
        case UNANSWERED -> faults.serverError(api).times(100);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSweepHaltsTheFirstAndDoesTheOthers(Refusal refusal) {
    Plan plan = sweepOfTheRetired();
    String first = servers.getFirst();
    refusal.befalls(world, SNAPSHOTS, List.of(first));

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.halted())
        .singleElement()
        .returns(refusal.result, Outcome::result)
        .returns(first, outcome -> outcome.change().resource().identifier());
    assertThat(run.notBegun())
        .isNotEmpty()
        .isEqualTo(run.notReached())
        .allSatisfy(change -> assertThat(change.resource().identifier()).isEqualTo(first));
    assertThat(run.wentOn()).isEqualTo(MANY - 1);
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
    assertThat(copied(run)).containsExactlyInAnyOrderElementsOf(servers.subList(1, MANY));
    assertThat(journalledEnd()).isEqualTo("completed; halted: " + first);
  }

  @Test
  void theSweepOfTheNextNightDoesTheOthersToo() {
    Plan plan = sweepOfTheRetired();
    world.cloud.faults().refuse(SNAPSHOTS).on(servers.getFirst());
    world.molly().sweep(plan, Environment.ANY);
    world.cloud.clock().advance(Duration.ofHours(24));

    RunResult run = World.executed(world.sweep("ec2-instance"));

    assertThat(run.halted()).hasSize(1);
    assertThat(run.wentOn()).isEqualTo(MANY - 1);
  }

  @Test
  void aSweepStopsWhenMoreAreRefusedThanAreTolerated() {
    Plan plan = sweepOfTheRetired();
    Refusal.REFUSED.befalls(world, SNAPSHOTS, servers.subList(0, 4));

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.halted()).hasSize(4);
    assertThat(run.stopped())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("4 resources failed; no more than 3 may; the last is")
                    .contains(servers.get(3), "exceeds a limit"));
    assertThat(copied(run)).isEmpty();
    assertThat(journalledEnd()).startsWith("4 resources failed").contains("; halted: ");
  }

  @Test
  void theReasonOfAStopSaysHowManyWereDeniedBeside() {
    Plan plan = sweepOfTheRetired();
    Refusal.DENIED.befalls(world, SNAPSHOTS, servers.subList(0, 1));
    Refusal.REFUSED.befalls(world, SNAPSHOTS, servers.subList(1, MANY));

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.halted())
        .extracting(outcome -> outcome.change().resource().identifier())
        .containsExactlyElementsOf(servers);
    assertThat(run.stopped())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("4 resources failed, beside 1 that was denied; no more than 3 may")
                    .contains(servers.getLast()));
  }

  @Test
  void aSweepDoesTheOthersWhenAsManyAreRefusedAsAreTolerated() {
    Plan plan = sweepOfTheRetired();
    Refusal.REFUSED.befalls(world, SNAPSHOTS, servers.subList(0, 3));

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.stopped()).isEmpty();
    assertThat(copied(run)).containsExactlyInAnyOrderElementsOf(servers.subList(3, MANY));
  }

  @Test
  void whereMoreAreDeniedThanAreToleratedTheirAccountAndRegionIsPaused() {
    Plan plan = sweepOfTheRetired();
    Refusal.DENIED.befalls(world, SNAPSHOTS, servers.subList(0, 4));

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.halted()).hasSize(4);
    assertThat(run.outcomes())
        .filteredOn(outcome -> outcome.result() == Result.PAUSED)
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              assertThat(outcome.change().resource().identifier()).isEqualTo(servers.get(4));
              assertThat(outcome.detail())
                  .endsWith(" was left alone: more than 3 resources were denied there");
            });
    assertThat(copied(run)).isEmpty();
  }

  @Test
  void aThrottledAccountAndRegionIsPausedAsAWhole() {
    Plan plan = sweepOfTheRetired();
    world.cloud.faults().throttle(SNAPSHOTS, 100).on(servers.getFirst());

    RunResult run = World.executed(world.molly().sweep(plan, Environment.ANY));

    assertThat(run.halted()).isEmpty();
    assertThat(run.outcomes()).extracting(Outcome::result).containsOnly(Result.PAUSED);
    assertThat(copied(run)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSweepThatContinuesRestoresDoesTheOthers(Refusal refusal) {
    sweepOfTheRetired();
    world.cloud.faults().deny(START);
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, fleet()));
    world.cloud.faults().clear();
    world.cloud.clock().advance(Duration.ofMinutes(1));
    Plan plan = world.molly().planTo(Goal.RESTORED, fleet());
    String first = plan.steps().getFirst().change().resource().identifier();
    refusal.befalls(world, START, List.of(first));

    RunResult run = World.executed(world.molly().sweepBack(plan));

    assertThat(run.halted()).hasSize(1);
    assertThat(run.wentOn()).isEqualTo(MANY - 1);
  }

  @Test
  void aRestoreByHandDoesTheOthersHoweverManyAreDenied() {
    sweepOfTheRetired();
    Refusal.DENIED.befalls(world, START, servers.subList(0, 4));

    RunResult run =
        World.executed(
            world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, fleet())));

    assertThat(run.halted()).hasSize(4);
    assertThat(run.wentOn()).isEqualTo(1);
    assertThat(world.written(START)).contains(servers.get(4));
  }

  @ParameterizedTest
  @EnumSource
  void anUnattendedPurgeHaltsTheFirstAndDeletesTheOthers(Refusal refusal) {
    Plan plan = purgeOfTheDue();
    String first = servers.getFirst();
    refusal.befalls(world, TERMINATE, List.of(first));

    RunResult run =
        World.executed(
            world.molly().apply(plan, Environment.ANY, new ConfirmationInput.Unattended()));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.halted())
        .singleElement()
        .returns(refusal.result, Outcome::result)
        .returns(first, outcome -> outcome.change().resource().identifier());
    assertThat(deleted()).containsExactlyInAnyOrderElementsOf(servers.subList(1, MANY));
    assertThat(run.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  @Test
  void anUnattendedPurgeStopsWhenMoreAreRefusedThanAreTolerated() {
    Plan plan = purgeOfTheDue();
    Refusal.REFUSED.befalls(world, TERMINATE, servers.subList(0, 4));

    RunResult run =
        World.executed(
            world.molly().apply(plan, Environment.ANY, new ConfirmationInput.Unattended()));

    assertThat(run.stopped()).isPresent();
    assertThat(deleted()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aPurgeThatAPersonConfirmedStopsAtTheFirst(Refusal refusal) {
    Plan plan = purgeOfTheDue();
    refusal.befalls(world, TERMINATE, List.of(servers.getFirst()));

    RunResult run = World.executed(world.apply(plan));

    assertThat(run.halted()).isEmpty();
    assertThat(deleted()).isEmpty();
    if (refusal == Refusal.DENIED) {
      assertThat(run.count(Result.PAUSED)).isPositive();
    } else {
      assertThat(run.stopped()).isPresent();
    }
  }

  @Test
  void aRetirementThatAPersonConfirmedStopsAtTheFirst() {
    world.cloud.faults().refuse("ec2:StopInstances").on(servers.getFirst());

    RunResult run = World.executed(world.apply(world.molly().retire(fleet(), World.wish())));

    assertThat(run.stopped()).isPresent();
    assertThat(run.halted()).isEmpty();
    assertThat(world.written("ec2:StopInstances"))
        .doesNotContainAnyElementsOf(servers.subList(1, MANY));
  }

  @Test
  void aPauseInARetirementThatAPersonConfirmedGivesEachStepAnOutcome() {
    world.cloud.faults().deny("ec2:StopInstances").on(servers.getFirst());
    Plan plan = world.molly().retire(fleet(), World.wish());

    RunResult run = World.executed(world.apply(plan));

    assertThat(run.stopped()).isEmpty();
    assertThat(run.count(Result.PAUSED)).isGreaterThan(MANY);
    assertThat(run.notReached()).isEmpty();
  }

  /// A sweep whose next step of each server is its final copy.
  private Plan sweepOfTheRetired() {
    world.purgesUnattended(MANY);
    world.apply(world.molly().retire(fleet(), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(2));
    Plan plan = sweeping();
    assertThat(plan.steps().stream().map(step -> step.change().resource().id()).distinct())
        .extracting(ResourceId::uid)
        .containsExactlyElementsOf(servers);
    return plan;
  }

  private Plan purgeOfTheDue() {
    sweepOfTheRetired();
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      world.cloud.clock().advance(Duration.ofHours(2));
      world.sweep("ec2-instance");
    }
    world.cloud.clock().advance(Duration.ofDays(12));
    world.sweep("ec2-instance");
    world.cloud.clock().advance(Duration.ofDays(4));
    Plan plan = world.molly().purgeDue(fleet());
    assertThat(plan.resources()).isEqualTo(MANY);
    return plan;
  }

  private Plan sweeping() {
    AccountChanges molly = world.molly();
    Inventory fleet = fleet();
    return molly.planSweep(fleet, molly.status(fleet)).plan();
  }

  private Inventory fleet() {
    return world.fleet("ec2-instance");
  }

  /// The servers whose snapshots were taken.
  private static List<String> copied(RunResult run) {
    return run.outcomes().stream()
        .filter(outcome -> outcome.change().control().equals(LifecycleAttributes.FINAL_COPY))
        .filter(outcome -> outcome.result() == Result.DONE)
        .map(outcome -> outcome.change().resource().id().uid())
        .toList();
  }

  private List<String> deleted() {
    world.cloud.clock().advance(Duration.ofMinutes(5));
    return servers.stream()
        .filter(
            id ->
                Set.of("shutting-down", "terminated").contains(world.account.instance(id).state()))
        .toList();
  }

  private String journalledEnd() {
    return ((JournalEntry.RunFinished) world.ledger.lines().getLast().entry()).detail();
  }
}
