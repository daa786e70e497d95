package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.RetiredResource;
import dev.molly.sim.core.SimCall;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A resource that could not be read is said to be unread: not drifted, and not unknown.
class UnreadResourceTest {
  private static final String FLAG = "ec2:DescribeInstanceAttribute";
  private static final int FOR_GOOD = 1000;

  private final World world = new World(1);

  @Test
  void aProtectIsRefusedForAnUnreadResourceWithTheMissingPermission() {
    String id = launch("web-01");
    Plan plan = protect();
    world.cloud.faults().deny("ec2:DescribeInstances").times(1);

    List<Refusal> reasons = refused(world.apply(plan));

    assertThat(reasons).extracting(Refusal::guard).containsExactly("completeness");
    assertThat(reasons.getFirst().reason())
        .startsWith(id + " (web-01) could not be read: access denied")
        .contains("ec2:DescribeInstances");
    assertThat(reasons.getFirst().remedy())
        .isEqualTo("grant ec2:DescribeInstances (molly iam protect)");
    assertThat(writes()).isEmpty();
  }

  @Test
  void aBucketWhoseTagsCannotBeReadHasNotDrifted() {
    world.account.createBucket(World.REGION, "acme-logs", one -> {});
    Plan plan = protect();
    world.cloud.faults().deny("s3:GetBucketTagging").times(1);

    List<Refusal> reasons = refused(world.apply(plan));

    assertThat(reasons).extracting(Refusal::guard).containsOnly("completeness");
    assertThat(reasons.getFirst().remedy())
        .isEqualTo("grant s3:GetBucketTagging (molly iam protect)");
  }

  @Test
  void aWriteThatCannotBeTakenBackBecauseNothingCanBeReadHasNotDrifted() {
    launch("web-01");
    Plan plan = protect();
    world.cloud.faults().timeoutAfter("ec2:ModifyInstanceAttribute");
    // The drift check and the check before the write are answered.
    world.cloud.faults().deny(FLAG).onCall(3).times(FOR_GOOD);

    RunResult run = World.executed(world.apply(plan));

    assertThat(run.undone())
        .singleElement()
        .returns(Result.PAUSED, Outcome::result)
        .extracting(Outcome::detail)
        .asString()
        .startsWith("it could not be read: access denied")
        .contains(FLAG);
  }

  @Test
  void aWriteThatAwsTookAndThatCannotBeReadBackIsSaidAsThat() {
    launch("web-01");
    Plan plan = protect();
    world.cloud.faults().deny(FLAG).onCall(3).times(FOR_GOOD);

    RunResult run = World.executed(world.apply(plan));

    assertThat(run.outcomes().getFirst())
        .returns(Result.UNKNOWN, Outcome::result)
        .extracting(Outcome::detail)
        .asString()
        .startsWith("AWS took it; reading it back failed: access denied")
        .doesNotContain("does not show it");
  }

  /// Its steps after the rename carry a name that it does not have yet.
  @Test
  void theNameThatADatabaseGetsLaterIsNotLookedUpByTheGuards() {
    world.account.createDb(World.REGION, "orders", one -> {});
    world.apply(world.molly().retire(world.fleet("rds-instance"), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(1));
    Plan plan = sweeping();
    assertThat(plan.steps())
        .extracting(step -> step.change().resource().identifier())
        .contains("orders", "orders-deleted-20261123");
    world.cloud.faults().deny("rds:DescribeDBInstances").on("orders-deleted-20261123");

    assertThat(world.molly().sweep(plan, Environment.ANY)).isInstanceOf(ApplyResult.Executed.class);
  }

  /// Whether the record is known depends on whether its quarantine is still there.
  @Test
  void aRecordThatCannotBeCheckedIsNotCalledUnknown() {
    world.account.createBucket(World.REGION, "acme-logs", one -> {});
    world.apply(world.molly().retire(world.fleet("s3-bucket"), World.wish("empty")));
    world.cloud.clock().advance(Duration.ofMinutes(1));
    // The observation is answered, and the check of the record is not.
    world.cloud.faults().deny("s3:GetBucketPolicy").onCall(2);

    RetiredResource bucket = world.molly().status(world.fleet("s3-bucket")).getFirst();

    assertThat(bucket.isUnknownHere()).isFalse();
    assertThat(bucket.status())
        .isInstanceOfSatisfying(
            RetiredResource.Status.Unreachable.class,
            unread -> assertThat(unread.why()).contains("access denied"));
  }

  @Test
  void aRestoreIsWarnedThatTheRecordCouldNotBeChecked() {
    world.account.createBucket(World.REGION, "acme-logs", one -> {});
    world.apply(world.molly().retire(world.fleet("s3-bucket"), World.wish("empty")));
    world.cloud.clock().advance(Duration.ofMinutes(1));
    var chosen = world.fleet("s3-bucket");
    world.cloud.faults().deny("s3:GetBucketPolicy").times(1);

    assertThat(world.molly().unknown(chosen))
        .singleElement()
        .satisfies(each -> assertThat(each.unread()).contains("access denied"));
  }

  @Test
  void aRestoreOfASweepIsLeftOutForAnUnreadResource() {
    String id = launch("web-01");
    world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));
    world.cloud.clock().advance(Duration.ofHours(1));
    Plan plan = world.molly().planTo(Goal.RESTORED, world.fleet("ec2-instance"));
    int before = writes().size();
    world.cloud.faults().deny("ec2:DescribeInstances").times(1);

    List<Refusal> reasons = refused(world.molly().sweepBack(plan));

    assertThat(reasons)
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .startsWith(id + " (web-01) could not be read")
        .doesNotContain("not known here");
    assertThat(writes()).hasSize(before);
  }

  @Test
  void aPurgeSaysThatTheRecordCouldNotBeReadAndNotThatThereIsNone() {
    String id = launch("web-01");
    world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));
    for (Duration length : List.of(Duration.ofHours(1), Duration.ofHours(1), Duration.ofDays(12))) {
      world.cloud.clock().advance(length);
      world.sweep("ec2-instance");
    }
    world.cloud.clock().advance(Duration.ofDays(4));
    AccountChanges molly = world.molly();
    Plan plan = molly.purgeDue(world.fleet("ec2-instance"));
    assertThat(plan.steps()).isNotEmpty();
    String phrase = molly.phrase(plan);
    world.cloud.faults().deny("ec2:DescribeInstances").times(1);

    List<Refusal> reasons =
        refused(molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(phrase)));

    assertThat(reasons)
        .extracting(Refusal::reason)
        .singleElement()
        .asString()
        .startsWith(id)
        .contains("could not be read: access denied");
  }

  private String launch(String name) {
    return world
        .account
        .launch(World.REGION, one -> one.named(name).launchedAgo(Duration.ofDays(400)))
        .id();
  }

  /// One control of each kind.
  private Plan protect() {
    var controls = List.of(new ControlId("termination-protection"), new ControlId("versioning"));
    return world.molly().protect(world.scan(), finding -> controls.contains(finding.control()));
  }

  private Plan sweeping() {
    AccountChanges molly = world.molly();
    var fleet = world.fleet("rds-instance");
    return molly.planSweep(fleet, molly.status(fleet)).plan();
  }

  private List<SimCall> writes() {
    return world.cloud.calls().stream().filter(SimCall::write).toList();
  }

  private static List<Refusal> refused(ApplyResult result) {
    assertThat(result).isInstanceOf(ApplyResult.Refused.class);
    return ((ApplyResult.Refused) result).reasons();
  }
}
