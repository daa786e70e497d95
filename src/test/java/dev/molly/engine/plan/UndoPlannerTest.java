package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoPlannerTest {
  private final World world = new World(1);

  @Test
  void anUndoSaysWhatItCouldNotRead() {
    launch();
    RunResult run = protect("termination-protection");
    world.cloud.clock().advance(Duration.ofMinutes(1));
    world.cloud.faults().deny("ec2:DescribeInstanceAttribute");

    Plan undo = world.molly().planUndo(run.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.gaps())
        .singleElement()
        .asString()
        .contains("could not be read: access denied", "ec2:DescribeInstanceAttribute")
        .doesNotContain("is not as the run left it");
  }

  @Test
  void takesBackTheLastChangeFirst() {
    String id = launch();
    RunResult run = protect();
    settle();

    Plan undo = world.molly().planUndo(run.run());

    List<Change> made = run.plan().steps().stream().map(PlannedChange::change).toList();
    assertThat(made)
        .hasSizeGreaterThan(1)
        .allMatch(change -> change.resource().identifier().equals(id));
    assertThat(undo.operation()).isEqualTo(Operation.UNDO);
    assertThat(undo.steps().reversed())
        .extracting(
            step -> step.change().control(),
            step -> step.change().from(),
            step -> step.change().to())
        .containsExactlyElementsOf(
            made.stream()
                .map(change -> tuple(change.control(), change.to(), change.from()))
                .toList());
    assertThat(undo.steps()).allSatisfy(step -> assertThat(step.fingerprint()).isNotEmpty());
    assertThat(undo.skipped()).isEmpty();
  }

  @Test
  void leavesASettingThatIsNotAsTheRunLeftIt() {
    world.account.createBucket(World.REGION, "acme-logs", one -> {});
    RunResult run = protect();
    world
        .account
        .s3(World.REGION)
        .putBucketPolicy(r -> r.bucket("acme-logs").policy("{\"Statement\":[]}"));
    settle();

    Plan undo = world.molly().planUndo(run.run());

    assertThat(undo.steps())
        .noneMatch(step -> step.change().control().value().equals("delete-denied"));
    assertThat(undo.skipped())
        .containsExactly("acme-logs delete-denied: it is gone, or is not as the run left it");
  }

  @Test
  void saysNothingOfASettingThatIsBackAlready() {
    String id = launch();
    RunResult run = protect();
    ManualEdits.on(world, id).protect(id, false);
    settle();

    Plan undo = world.molly().planUndo(run.run());

    assertThat(undo.steps())
        .hasSize(run.plan().steps().size() - 1)
        .noneMatch(step -> step.change().control().value().equals("termination-protection"));
    assertThat(undo.skipped()).isEmpty();
  }

  @Test
  void saysThatAResourceIsGone() {
    String id = launch();
    RunResult run = protect();
    ManualEdits.on(world, id).protect(id, false);
    world
        .account
        .ec2(World.REGION)
        .modifyInstanceAttribute(r -> r.instanceId(id).disableApiStop(off -> off.value(false)));
    settle();
    world.account.ec2(World.REGION).terminateInstances(r -> r.instanceIds(id));
    world.cloud.clock().advance(Duration.ofHours(2));

    Plan undo = world.molly().planUndo(run.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.skipped())
        .hasSameSizeAs(run.plan().steps())
        .allMatch(
            left ->
                left.startsWith(id) && left.endsWith("it is gone, or is not as the run left it"));
  }

  @Test
  void aRetentionThatWaitsForTheWindowIsLeftWithTheCommandThatTakesItBack() {
    world.account.createDb(World.REGION, "orders", one -> one.backupRetention(0));
    RunResult run = protect("backup-retention");
    settle();

    Plan undo = world.molly().planUndo(run.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.skipped())
        .singleElement()
        .asString()
        .contains("orders backup-retention: 7 waits for the maintenance window")
        .endsWith("--backup-retention-period 0 --apply-immediately");

    world
        .account
        .rds(World.REGION)
        .modifyDBInstance(
            r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(0).applyImmediately(true));
    settle();
    assertThat(world.molly().planUndo(run.run()).skipped()).isEmpty();
  }

  @Test
  void leavesWhatALaterRunSetAgain() {
    String id = launch();
    RunResult first = protect("termination-protection");
    ManualEdits.on(world, id).protect(id, false);
    settle();
    RunResult later = protect("termination-protection");
    settle();

    Plan undo = world.molly().planUndo(first.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.skipped())
        .containsExactly(
            id
                + " termination-protection: run %s set it again since; to take that back: molly undo %1$s"
                    .formatted(later.run()));
    assertThat(world.molly().planUndo(later.run()).steps()).hasSize(1);
  }

  @Test
  void aRunThatIsUndoneAndMadeAgainIsNotUndoneTwice() {
    launch();
    RunResult first = protect("termination-protection");
    settle();
    world.molly().undo(first.run());
    settle();
    RunResult later = protect("termination-protection");
    settle();

    Plan undo = world.molly().planUndo(first.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.skipped()).singleElement().asString().contains("run " + later.run());
  }

  @Test
  void anEarlierRunIsUndoneOnceTheLaterOneIs() {
    String id = launch();
    RunResult first = protect("termination-protection");
    settle();
    RunResult later = protectAgain(id);
    world.molly().undo(later.run());
    settle();
    ManualEdits.on(world, id).protect(id, true);
    settle();

    assertThat(world.molly().planUndo(first.run()).steps()).hasSize(1);
  }

  @Test
  void aRunWhoseUndoWasUndoneCanBeUndoneAgain() {
    launch();
    RunResult first = protect("termination-protection");
    settle();
    RunResult back = ((ApplyResult.Executed) world.molly().undo(first.run())).result();
    settle();
    world.molly().undo(back.run());
    settle();

    assertThat(world.molly().planUndo(first.run()).steps()).hasSize(1);
  }

  @Test
  void aLaterRunWhoseUndoWasUndoneStands() {
    String id = launch();
    RunResult first = protect("termination-protection");
    settle();
    RunResult later = protectAgain(id);
    RunResult back = ((ApplyResult.Executed) world.molly().undo(later.run())).result();
    settle();
    world.molly().undo(back.run());
    settle();

    Plan undo = world.molly().planUndo(first.run());

    assertThat(undo.steps()).isEmpty();
    assertThat(undo.skipped()).singleElement().asString().contains("run " + later.run());
    assertThat(world.molly().planUndo(later.run()).steps()).hasSize(1);
  }

  @Test
  void anUndoWhoseWriteIsUncertainCanBeMadeAgain() {
    launch();
    RunResult first = protect("termination-protection");
    settle();
    world.cloud.faults().deny("ec2:ModifyInstanceAttribute");
    world.molly().undo(first.run());
    world.cloud.faults().clear();
    settle();

    assertThat(world.molly().planUndo(first.run()).steps()).hasSize(1);
  }

  private RunResult protect() {
    return protect("");
  }

  private RunResult protect(String control) {
    Plan plan =
        world.molly().protect(world.scan(), finding -> finding.control().value().contains(control));
    ApplyResult result = world.apply(plan);
    return ((ApplyResult.Executed) result).result();
  }

  /// Protects it once more, after a person has taken its protection off.
  private RunResult protectAgain(String id) {
    ManualEdits.on(world, id).protect(id, false);
    RunResult later = protect("termination-protection");
    settle();
    return later;
  }

  private String launch() {
    return world.account.launch(World.REGION, one -> one.named("web-01")).id();
  }

  private void settle() {
    world.cloud.clock().advance(Duration.ofMinutes(1));
  }
}
