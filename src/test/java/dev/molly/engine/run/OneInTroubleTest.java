package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.journal.JournalEntry;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Between the plan of a sweep or of an unattended purge and its first write, one resource changes,
/// or cannot be read. It is left out, and the others are done.
class OneInTroubleTest {
  private static final int MANY = 4;

  private final World world = new World(1);
  private final List<String> servers = world.servers(MANY, one -> {});

  /// What happens to one resource, by another process or by AWS.
  enum Trouble {
    TAGGED("drift"),
    RENAMED("drift"),
    SPOILED("unconfirmed-plan"),
    UNTAGGED("drift"),
    TERMINATED("drift"),
    DENIED("completeness"),
    DENIED_FOR_GOOD("completeness");

    private final String guard;

    Trouble(String guard) {
      this.guard = guard;
    }

    void befalls(World world, String id) {
      ManualEdits hands = ManualEdits.on(world, id);
      switch (this) {
        case TAGGED -> hands.put(id, Map.of("team", "blue"));
        case RENAMED -> hands.rename(id, "mine");
        case SPOILED -> hands.put(id, Map.of("molly:retire", "spoiled"));
        case UNTAGGED -> hands.remove(id, Set.of("molly:retire"));
        case TERMINATED -> world.account.terminatedByHand(id);
        case DENIED -> world.cloud.faults().deny("ec2:DescribeInstances").on(id).times(2);
        case DENIED_FOR_GOOD -> world.cloud.faults().deny("ec2:DescribeInstances").on(id);
      }
    }
  }

  @BeforeEach
  void allAreRetired() {
    world.purgesUnattended(MANY);
    world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));
    world.postman.leaves();
    for (int sweeps = 0; sweeps < 3; sweeps++) {
      world.cloud.clock().advance(Duration.ofHours(2));
      world.sweep("ec2-instance");
    }
    world.postman.isBack();
    world.cloud.clock().advance(Duration.ofDays(12));
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aSweepLeavesOutTheFirstAndTellsTheOwnersOfTheOthers(Trouble trouble) {
    leavesOut(trouble, Set.of(servers.getFirst()));
  }

  @ParameterizedTest
  @EnumSource
  void aSweepLeavesOutTheLastAndTellsTheOwnersOfTheOthers(Trouble trouble) {
    leavesOut(trouble, Set.of(servers.getLast()));
  }

  @ParameterizedTest
  @EnumSource
  void aSweepLeavesOutSeveral(Trouble trouble) {
    leavesOut(trouble, Set.of(servers.get(0), servers.get(2), servers.get(3)));
  }

  @ParameterizedTest
  @EnumSource
  void aSweepThatLeavesOutAllWritesNothingAndBeginsNoRun(Trouble trouble) {
    int runs = world.ledger.lines().size();

    ApplyResult swept = leavesOut(trouble, Set.copyOf(servers));

    assertThat(swept).isInstanceOf(ApplyResult.Refused.class);
    assertThat(world.ledger.lines()).hasSize(runs);
  }

  private ApplyResult leavesOut(Trouble trouble, Set<String> troubled) {
    Plan plan = sweeping();
    assertThat(plan.steps()).hasSize(MANY);
    int calls = world.cloud.calls().size();
    int lines = world.ledger.lines().size();
    troubled.forEach(id -> trouble.befalls(world, id));
    int after = world.cloud.calls().size();

    ApplyResult swept = world.molly().sweep(plan, Environment.ANY);

    assertThat(after).isGreaterThanOrEqualTo(calls);
    assertThat(swept.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(swept.leftOut())
        .extracting(each -> each.resource().identifier())
        .containsExactlyInAnyOrderElementsOf(troubled);
    assertThat(LeftOut.reasons(swept.leftOut())).extracting(Refusal::guard).contains(trouble.guard);
    assertThat(LeftOut.reasons(swept.leftOut()))
        .allSatisfy(no -> assertThat(troubled).anyMatch(id -> no.reason().contains(id)));
    assertThat(world.cloud.calls().subList(after, world.cloud.calls().size()))
        .filteredOn(SimCall::write)
        .hasSize(MANY - troubled.size());
    assertThat(world.ledger.lines().subList(lines, world.ledger.lines().size()))
        .extracting(CrashingJournal.Line::entry)
        .filteredOn(JournalEntry.Intent.class::isInstance)
        .extracting(entry -> ((JournalEntry.Intent) entry).change().resource().identifier())
        .doesNotContainAnyElementsOf(troubled)
        .hasSize(MANY - troubled.size());
    world.cloud.faults().clear();
    world.cloud.clock().advance(Duration.ofMinutes(1));
    var others = new HashSet<>(servers);
    others.removeAll(troubled);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(others);
    return swept;
  }

  @Test
  void theSweepAfterItTellsTheOwnerThatWasLeftOut() {
    Plan plan = sweeping();
    Trouble.TAGGED.befalls(world, servers.getFirst());
    world.molly().sweep(plan, Environment.ANY);
    world.cloud.clock().advance(Duration.ofHours(8));

    ApplyResult swept = world.molly().sweep(sweeping(), Environment.ANY);

    assertThat(swept.exitCode()).isEqualTo(ExitCode.CLEAN);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(servers);
  }

  @ParameterizedTest
  @EnumSource
  void aFreezeStillRefusesTheWholeSweep(Trouble trouble) {
    Plan plan = sweeping();
    int writes = writes();
    trouble.befalls(world, servers.getFirst());
    int byHand = writes() - writes;
    world.freeze(true);

    ApplyResult swept = world.molly().sweep(plan, Environment.ANY);

    assertThat(swept.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(((ApplyResult.Refused) swept).reasons())
        .extracting(Refusal::guard)
        .contains("freeze");
    assertThat(writes()).isEqualTo(writes + byHand);
  }

  @ParameterizedTest
  @EnumSource
  void aSweepThatContinuesRestoresLeavesItOutToo(Trouble trouble) {
    world.cloud.faults().deny("ec2:StartInstances");
    for (String id : servers) {
      world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, fleet(List.of(id))));
    }
    world.cloud.faults().clear();
    world.cloud.clock().advance(Duration.ofMinutes(1));
    Plan plan = world.molly().planTo(Goal.RESTORED, fleet(servers));
    assertThat(plan.resources()).isEqualTo(MANY);
    String troubled = servers.get(1);
    trouble.befalls(world, troubled);

    ApplyResult swept = world.molly().sweepBack(plan);

    assertThat(swept).isInstanceOf(ApplyResult.Executed.class);
    for (String id : servers) {
      if (!id.equals(troubled)) {
        assertThat(ManualEdits.on(world, id).isStopped(id)).as("%s stopped", id).isFalse();
      }
    }
    // The guards of a restore go by the record, and the steps by the rest.
    boolean byRecord = trouble != Trouble.TAGGED && trouble != Trouble.RENAMED;
    if (byRecord && trouble != Trouble.UNTAGGED) {
      assertThat(swept.leftOut())
          .extracting(each -> each.resource().identifier())
          .containsExactly(troubled);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnattendedPurgeLeavesItOutAndDeletesTheOthers(Trouble trouble) {
    world.molly().sweep(sweeping(), Environment.ANY);
    world.cloud.clock().advance(Duration.ofDays(4));
    AccountChanges molly = world.molly();
    Plan plan = molly.purgeDue(fleet(servers));
    assertThat(plan.resources()).isEqualTo(MANY);
    String troubled = servers.get(1);
    trouble.befalls(world, troubled);

    assertThat(molly.checkUnattended(plan, Environment.ANY)).isEmpty();
    ApplyResult purged = molly.apply(plan, Environment.ANY, new ConfirmationInput.Unattended());

    if (trouble == Trouble.TAGGED || trouble == Trouble.RENAMED) {
      return; // A purge goes by the record, which is as it was.
    }
    assertThat(world.cloud.calls())
        .filteredOn(call -> call.api().equals("ec2:TerminateInstances"))
        .flatExtracting(SimCall::resources)
        .hasSize(MANY - 1)
        .doesNotContain(troubled);
    assertThat(purged.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(purged.leftOut())
        .extracting(each -> each.resource().identifier())
        .containsExactly(troubled);
  }

  @ParameterizedTest
  @EnumSource
  void aPurgeThatAPersonConfirmedIsRefusedWhole(Trouble trouble) {
    world.molly().sweep(sweeping(), Environment.ANY);
    world.cloud.clock().advance(Duration.ofDays(4));
    AccountChanges molly = world.molly();
    Plan plan = molly.purgeDue(fleet(servers));
    String phrase = molly.phrase(plan);
    trouble.befalls(world, servers.get(1));

    ApplyResult purged = molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(phrase));

    if (trouble != Trouble.TAGGED && trouble != Trouble.RENAMED) {
      assertThat(purged.exitCode()).isEqualTo(ExitCode.REFUSED);
      assertThat(world.cloud.calls()).noneMatch(call -> call.api().contains("Terminate"));
    }
  }

  private int writes() {
    return (int) world.cloud.calls().stream().filter(SimCall::write).count();
  }

  private Plan sweeping() {
    AccountChanges molly = world.molly();
    Inventory fleet = world.fleet("ec2-instance");
    return molly.planSweep(fleet, molly.status(fleet)).plan();
  }

  private Inventory fleet(List<String> ids) {
    return world.found(resource -> ids.contains(resource.ref().identifier()));
  }

  /// The servers whose record says that the owner was told.
  private List<String> told() {
    return world.molly().status(world.fleet("ec2-instance")).stream()
        .filter(each -> each.record().flatMap(RetirementRecord::told).isPresent())
        .map(RetiredResource::resource)
        .map(resource -> resource.ref().identifier())
        .toList();
  }
}
