package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimKey;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The calls with which AWS is asked while a resource is retired: exactly these, and no question
/// twice for one decision.
class ReadBudgetTest {
  private static final String TIME = "sts:GetCallerIdentity";

  private final World world = new World(1);

  @Test
  void theRetirementOfADatabaseIsPlannedWithThreeReads() {
    database();
    Inventory orders = world.fleet("rds-instance");

    assertThat(apis(() -> world.molly().retire(orders, World.wish())))
        .containsExactly(
            "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", "rds:DescribeDBInstances");
  }

  @Test
  void theMembersOfAClusterAreNotReadBeforeItsPurge() {
    cluster();
    Inventory orders = world.fleet("rds-cluster");

    assertThat(apis(() -> world.molly().retire(orders, World.wish())))
        .containsExactly(
            "rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots", "rds:DescribeDBClusters");
  }

  /// One look for drift, and for copies that a run of the same plan left; the time of AWS, and one
  /// look for the attempt.
  @Test
  void aDatabaseIsDescribedTwiceBeforeTheFirstWriteOfItsRetirement() {
    database();
    Plan plan = retirement("rds-instance");

    assertThat(beforeTheFirstWrite(plan))
        .containsExactly(
            "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", TIME, "rds:DescribeDBInstances");
  }

  @Test
  void aClusterIsDescribedTwiceBeforeTheFirstWriteOfItsRetirement() {
    cluster();
    Plan plan = retirement("rds-cluster");

    assertThat(beforeTheFirstWrite(plan))
        .containsExactly(
            "rds:DescribeDBClusters",
            "rds:DescribeDBClusterSnapshots",
            TIME,
            "rds:DescribeDBClusters");
  }

  /// Whether the retirement could be undone depends on the key.
  @Test
  void anEncryptedDatabaseTakesFiveReadsBeforeTheFirstWriteOfItsRetirement() {
    SimKey key = world.account.createKey(World.REGION, "orders");
    world.account.createDb(World.REGION, "orders", one -> one.encryptedWith(key));
    Plan plan = retirement("rds-instance");

    assertThat(beforeTheFirstWrite(plan))
        .containsExactly(
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots",
            TIME,
            "rds:DescribeDBInstances",
            "kms:DescribeKey");
  }

  @Test
  void anInstanceIsDescribedTwiceBeforeTheFirstWriteOfItsRetirement() {
    instance();
    Plan plan = retirement("ec2-instance");

    assertThat(beforeTheFirstWrite(plan))
        .containsExactly(
            "ec2:DescribeInstances",
            "ec2:DescribeSnapshots",
            TIME,
            "ec2:DescribeInstances",
            "ec2:DescribeInstanceAttribute",
            "ec2:DescribeInstanceAttribute",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeVolumes");
  }

  @Test
  void noSettingOfABucketIsReadTwiceForOneDecision() {
    world.account.createBucket(World.REGION, "acme", one -> {});
    Plan plan = retirement("s3-bucket");

    assertThat(beforeTheFirstWrite(plan))
        .containsExactly(
            "s3:GetBucketLocation",
            "s3:GetBucketTagging",
            TIME,
            "s3:GetBucketLocation",
            "s3:GetBucketTagging",
            "s3:GetBucketVersioning",
            "s3:GetBucketPolicy",
            "s3:GetObjectLockConfiguration",
            "s3:GetBucketReplication",
            "s3:GetBucketRequestPayment");
  }

  /// One read shows the write, and that the record is still there; one look decides the next.
  @Test
  void betweenTwoWritesADatabaseIsReadBackOnceAndObservedOnce() {
    database();
    Plan plan = retirement("rds-instance");

    List<SimCall> calls = calls(() -> world.apply(plan));

    int protect = indexOf(calls, "rds:ModifyDBInstance");
    int copy = indexOf(calls, "rds:CreateDBSnapshot");
    assertThat(calls.subList(protect + 1, copy))
        .extracting(SimCall::api)
        .containsExactly(
            "rds:DescribeDBInstances",
            "rds:DescribeDBInstances",
            "rds:DescribeDBSnapshots",
            "rds:DescribeDBInstances");
  }

  /// The snapshot takes five minutes, and the run waits half a minute for it.
  @ParameterizedTest
  @ValueSource(strings = {"rds-instance", "rds-cluster"})
  void aSnapshotIsWaitedForWithOneReadEach15Seconds(String kind) {
    if (kind.equals("rds-instance")) {
      database();
    } else {
      cluster();
    }
    Plan plan = retirement(kind);

    List<SimCall> calls = calls(() -> world.apply(plan));

    Instant taken = calls.stream().filter(SimCall::write).toList().getLast().at();
    assertThat(calls)
        .filteredOn(call -> call.at().isAfter(taken))
        .allMatch(call -> call.api().endsWith("Snapshots"))
        .extracting(call -> Duration.between(taken, call.at()))
        .containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  @Test
  void theStopOfAnInstanceIsWaitedForWithOneReadEach15Seconds() {
    instance();
    Plan plan = retirement("ec2-instance");

    List<SimCall> calls = calls(() -> world.apply(plan));

    Instant stopped = calls.get(indexOf(calls, "ec2:StopInstances")).at();
    assertThat(calls)
        .filteredOn(call -> call.at().isAfter(stopped))
        .allMatch(call -> call.api().equals("ec2:DescribeInstances"))
        .extracting(call -> Duration.between(stopped, call.at()))
        .containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(30));
  }

  /// Whether its old name is taken matters on the way back only.
  @Test
  void theStatusOfARetiredDatabaseTakesTwoReads() {
    database();
    world.apply(retirement("rds-instance"));
    for (int i = 0; i < 5; i++) {
      world.cloud.clock().advance(Duration.ofMinutes(11));
      world.sweep("rds-instance");
    }
    Inventory retired = world.fleet("rds-instance");

    assertThat(apis(() -> world.molly().status(retired)))
        .containsExactly("rds:DescribeDBInstances", "rds:DescribeDBSnapshots");
  }

  private void database() {
    world.account.createDb(World.REGION, "orders", one -> {});
  }

  private void cluster() {
    var cluster = world.account.createCluster(World.REGION, "orders", one -> {});
    world.account.createDb(World.REGION, "orders-1", one -> one.memberOf(cluster));
  }

  private void instance() {
    world.account.launch(World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(90)));
  }

  private Plan retirement(String kind) {
    return world.molly().retire(world.fleet(kind), World.wish());
  }

  private List<String> beforeTheFirstWrite(Plan plan) {
    return calls(() -> world.apply(plan)).stream()
        .takeWhile(call -> !call.write())
        .map(SimCall::api)
        .toList();
  }

  private List<String> apis(Runnable work) {
    return calls(work).stream().map(SimCall::api).toList();
  }

  private List<SimCall> calls(Runnable work) {
    int before = world.cloud.calls().size();
    work.run();
    List<SimCall> calls = world.cloud.calls();
    return List.copyOf(calls.subList(before, calls.size()));
  }

  private static int indexOf(List<SimCall> calls, String api) {
    return calls.stream().map(SimCall::api).toList().indexOf(api);
  }
}
