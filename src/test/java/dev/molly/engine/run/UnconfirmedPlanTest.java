package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.CrashingJournal;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whoever makes the plan, the guard looks at the record again: what nobody confirms goes only by
/// records that are known here.
class UnconfirmedPlanTest {
  private final World world = new World(1);
  private final String id =
      world
          .account
          .launch(
              World.REGION,
              one ->
                  one.named("web-01").launchedAgo(Duration.ofDays(400)).protectedFromTermination())
          .id();

  @Test
  void aSweepIsRefusedThatWouldStopItByARecordThatIsNotKnown() {
    forge(Goal.RETIRED);
    Plan plan = world.molly().planTo(Goal.RETIRED, chosen());

    assertThatIsRefused(plan, world.molly().sweep(plan, Environment.ANY));
  }

  @Test
  void aSweepIsRefusedThatWouldUnprotectItByARecordThatIsNotKnown() {
    forge(Goal.RESTORED);
    Plan plan = world.molly().planTo(Goal.RESTORED, chosen());

    assertThatIsRefused(plan, world.molly().sweepBack(plan));
  }

  @Test
  void aPersonMayRestoreIt() {
    forge(Goal.RESTORED);
    Plan plan = world.molly().planTo(Goal.RESTORED, chosen());

    assertThat(world.molly().applyUnconfirmed(plan)).isInstanceOf(ApplyResult.Executed.class);
  }

  @Test
  void aPurgeThatNobodyConfirmsIsRefused() {
    world.purgesUnattended(5);
    world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));
    later(Duration.ofMinutes(10));
    world.sweep("ec2-instance");
    later(Duration.ofDays(12));
    world.sweep("ec2-instance");
    later(Duration.ofDays(4));
    Plan plan = world.molly().purgeDue(chosen());
    assertThat(plan.steps()).isNotEmpty();

    // It is due all the same, but somebody wrote the record anew.
    RetirementRecord record = world.molly().status(chosen()).getFirst().record().orElseThrow();
    tag(
        new RetirementRecord(
            record.uid(),
            record.goal(),
            "arn:aws:iam::111122223333:user/eve",
            record.why(),
            record.at(),
            record.due(),
            record.name(),
            record.runState(),
            record.settings(),
            record.options(),
            record.told()));

    assertThatIsRefused(
        plan, world.molly().apply(plan, Environment.ANY, new ConfirmationInput.Unattended()));
  }

  /// Nothing of AWS's tells that a database came back: a restore elsewhere leaves no trace here.
  @Test
  void aDatabaseThatHasItsOldNameAgainIsNotSweptByItsOldRecord() {
    String uid = world.account.createDb(World.REGION, "orders", one -> {}).resourceId();
    world.apply(world.molly().retire(world.fleet("rds-instance"), World.wish()));
    for (int n = 0; n < 3; n++) {
      later(Duration.ofMinutes(30));
      world.sweep("rds-instance");
    }
    later(Duration.ofMinutes(30));
    Map<String, String> record = ManualEdits.on(world, uid).tags(uid);
    CrashingJournal here = world.ledger;
    world.isOnAnotherMachine();
    for (int n = 0; n < 3; n++) {
      world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));
      later(Duration.ofMinutes(30));
    }
    assertThat(world.settings().toString()).contains("orders");
    world.ledger = here;
    ManualEdits.on(world, uid).put(uid, record);
    later(Duration.ofMinutes(30));

    assertThat(world.molly().unknown(chosen())).isNotEmpty();
    Plan plan = world.molly().planTo(Goal.RETIRED, chosen());
    assertThatIsRefused(plan, world.molly().sweep(plan, Environment.ANY));
  }

  /// The journal here says that it is in quarantine, and AWS that it is not: it came back
  /// elsewhere.
  @Test
  void aBucketThatWasRestoredElsewhereIsNotQuarantinedByItsOldRecord() {
    world.account.createBucket(World.REGION, "acme-logs", one -> {});
    world.apply(world.molly().retire(world.fleet("s3-bucket"), World.wish("empty")));
    later(Duration.ofMinutes(1));
    assertThat(world.molly().unknown(chosen())).isEmpty();
    Map<String, String> record = ManualEdits.on(world, "acme-logs").tags("acme-logs");
    CrashingJournal here = world.ledger;
    world.isOnAnotherMachine();
    world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen()));
    world.ledger = here;
    ManualEdits.on(world, "acme-logs").put("acme-logs", record);
    later(Duration.ofMinutes(1));

    assertThat(world.molly().unknown(chosen())).isNotEmpty();
    Plan plan = world.molly().planTo(Goal.RETIRED, chosen());
    assertThat(plan.steps()).isNotEmpty();
    assertThatIsRefused(plan, world.molly().sweep(plan, Environment.ANY));
    assertThat(world.molly().status(chosen())).allMatch(RetiredResource::isHeldBack);
    world.sweep("s3-bucket");
    assertThat(world.settings().toString()).doesNotContain("MollyQuarantine");
  }

  private void assertThatIsRefused(Plan plan, ApplyResult applyResult) {
    assertThat(plan.steps()).isNotEmpty();
    assertThat(applyResult)
        .isInstanceOfSatisfying(
            ApplyResult.Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .extracting(Refusal::guard)
                    .contains("unconfirmed-plan"));
    assertThat(world.cloud.calls())
        .filteredOn(SimCall::write)
        .extracting(SimCall::api)
        .noneMatch(api -> api.contains("Terminate"));
  }

  private Inventory chosen() {
    return world.found(Inventory::isRetired);
  }

  private void later(Duration length) {
    world.cloud.clock().advance(length);
  }

  private void forge(Goal goal) {
    Instant now = world.cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    var was = Map.of(new ControlId("termination-protection"), "off");
    tag(
        new RetirementRecord(
            id,
            goal,
            "arn:aws:iam::111122223333:user/eve",
            "why not",
            now.minus(Duration.ofDays(1)),
            now.plus(Duration.ofDays(13)),
            Optional.of("web-01"),
            "running",
            new TreeMap<>(was),
            new TreeSet<>(),
            Optional.empty()));
  }

  private void tag(RetirementRecord record) {
    ManualEdits.on(world, id).put(id, RetirementRecordCodec.write(record));
    later(Duration.ofMinutes(1));
  }
}
