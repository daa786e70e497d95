package dev.molly.kind.rds;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.LOSS;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.kind.EvidenceTestResource;
import dev.molly.kind.KindTestAccount;
import dev.molly.model.Evidence.Topic;
import dev.molly.model.UsageSince;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdsEvidenceTest {
  private final DbInstanceKind kind = new DbInstanceKind();
  private final KindTestAccount home = new KindTestAccount(kind);

  private EvidenceTestResource db(Consumer<SimDbInstance> description) {
    home.account.createDb(
        KindTestAccount.REGION,
        "orders",
        one -> {
          one.createdAgo(Duration.ofDays(200));
          description.accept(one);
        });
    return new EvidenceTestResource(home, kind, "orders");
  }

  @Test
  void saysWhatItIsHowLargeAndHowOld() {
    var it = db(SimDbInstance::multiAz);

    assertThat(it.note(WHAT)).containsExactly("postgres 16.4 on db.m7g.large, Multi-AZ, available");
    assertThat(it.note(SIZE)).containsExactly("100 GiB of storage");
    assertThat(it.note(AGE)).containsExactly("created on 2026-05-07, 200 days ago");
  }

  @Test
  void connectionsAreAnAlarm() {
    var it = db(one -> one.connections(3));

    assertThat(it.alarms(USE))
        .containsExactly(
            "3 now, at most 3 connections over 14 days; the last in the hour of 2026-11-23 07:00"
                + " UTC");
  }

  @Test
  void connectionsOfThePastAreAnAlarmThoughThereAreNoneNow() {
    var it = db(one -> one.connections(3));
    home.account.connections(KindTestAccount.REGION, "orders", 0);
    home.cloud.clock().advance(Duration.ofDays(5));

    assertThat(it.alarms(USE))
        .containsExactly(
            "0 now, at most 3 connections over 14 days; the last in the hour of 2026-11-23 07:00"
                + " UTC");
  }

  @Test
  void noConnectionsAreCalm() {
    var it = db(one -> {});

    assertThat(it.alarms(USE)).isEmpty();
    assertThat(it.note(USE)).containsExactly("0 now, at most 0 connections over 14 days");
  }

  @Test
  void noDatapointsAreNotZeroConnections() {
    var it = db(SimDbInstance::stopped);

    assertThat(it.note(USE))
        .containsExactly(
            "CloudWatch has no datapoints of connections in the last 14 days: it was not up");
  }

  @Test
  void noDatapointsOfADatabaseThatIsUpAreUnknown() {
    home.account.createDb(KindTestAccount.REGION, "fresh", one -> one.connections(3));
    var it = new EvidenceTestResource(home, kind, "fresh");

    assertThat(it.unknown(USE)).singleElement().asString().endsWith("is not known");
    assertThat(it.note(USE)).isEmpty();
    assertThat(it.alarms(USE)).isEmpty();
  }

  @Test
  void replicasAreAnAlarm() {
    var it = db(one -> {});
    var source = home.account.db(KindTestAccount.REGION, "orders");
    home.account.createDb(KindTestAccount.REGION, "orders-2", one -> one.replicaOf(source));

    assertThat(it.alarms(REFERS)).containsExactly("1 read replica of it: orders-2");
  }

  @Test
  void saysUpToWhenItCanBeRestoredAndItsLastSnapshot() {
    var it = db(one -> {});
    home.account
        .rds(KindTestAccount.REGION)
        .createDBSnapshot(
            r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("before-the-move"));
    home.cloud.clock().advance(Duration.ofDays(4));

    assertThat(it.note(BACKUP))
        .containsExactly(
            "automated backups: it can be restored up to 2026-11-27, less than an hour ago",
            "last snapshot: before-the-move, 2026-11-23, 4 days ago");
  }

  @Test
  void noBackupAtAllIsAnAlarm() {
    var it = db(one -> one.backupRetention(0));

    assertThat(it.alarms(BACKUP))
        .containsExactly("there is no snapshot of it, and no automated backup");
  }

  @Test
  void aSnapshotOfAnEarlierDatabaseOfThatNameIsNone() {
    home.account.createDb(KindTestAccount.REGION, "orders", one -> one.backupRetention(0));
    var rds = home.account.rds(KindTestAccount.REGION);
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("old"));
    home.cloud.clock().advance(Duration.ofHours(1));
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    home.cloud.clock().advance(Duration.ofHours(1));
    var it = db(one -> one.backupRetention(0));

    assertThat(it.alarms(BACKUP)).hasSize(1);
  }

  @Test
  void aPublicAddressIsLost() {
    var it = db(SimDbInstance::publiclyAccessible);

    assertThat(it.alarms(LOSS))
        .containsExactly("its public IP address goes with a stop; its endpoint's name stays");
  }

  @ParameterizedTest
  @CsvSource({
    "rds:DescribeDBInstances, WHAT",
    "cloudwatch:GetMetricData, USE",
    "rds:DescribeDBSnapshots, BACKUP"
  })
  void aDeniedReadIsAnUnknownThatNamesThePermission(String permission, Topic topic) {
    var it = db(one -> one.connections(3));

    assertThat(kind.evidencePermissions()).contains(permission);
    it.assertNamedWhenDenied(permission, topic);
    assertThat(it.note(topic)).noneMatch(said -> said.contains("0 "));
  }

  @Test
  void takesNoPermissionThatItDoesNotSay() {
    var it = db(one -> {});
    int before = home.cloud.calls().size();

    it.evidence();

    assertThat(home.cloud.calls().stream().skip(before).map(SimCall::api).distinct())
        .containsExactlyInAnyOrderElementsOf(kind.evidencePermissions());
  }

  @Test
  void throttlingIsUnknownAndNotUnused() {
    var it = db(one -> one.connections(3));
    home.cloud.faults().throttle("cloudwatch:GetMetricData", 1);

    assertThat(it.unknown(USE)).singleElement().asString().contains("Rate exceeded");
    assertThat(it.note(USE)).isEmpty();
  }

  @Test
  void aConnectionSinceMeansUsed() {
    var it = db(one -> {});
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(1));
    home.account.connections(KindTestAccount.REGION, "orders", 2);
    home.cloud.clock().advance(Duration.ofMinutes(1));
    home.account.connections(KindTestAccount.REGION, "orders", 0);
    home.cloud.clock().advance(Duration.ofDays(20));

    assertThat(it.usedSince(since))
        .isEqualTo(new UsageSince.Yes("2 connections at 2026-11-24 08:00 UTC"));
  }

  @Test
  void aConnectionBeforeDoesNot() {
    var it = db(one -> one.connections(2));
    home.account.connections(KindTestAccount.REGION, "orders", 0);
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(20));

    assertThat(it.usedSince(since)).isInstanceOf(UsageSince.No.class);
  }

  @Test
  void aStoppedDatabaseWithoutDatapointsWasNotUsed() {
    var it = db(SimDbInstance::stopped);
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(2));

    assertThat(it.usedSince(since))
        .isEqualTo(new UsageSince.No("no connection since 2026-11-23 08:00 UTC; it is not up"));
  }

  @Test
  void aDatabaseThatIsUpAndSilentIsUnknown() {
    home.account.createDb(KindTestAccount.REGION, "fresh", one -> {});
    var it = new EvidenceTestResource(home, kind, "fresh");

    assertThat(it.usedSince(home.cloud.clock().instant())).isInstanceOf(UsageSince.Unknown.class);
  }

  @Test
  void whetherItWasUsedIsUnknownWithoutThePermission() {
    var it = db(one -> {});
    home.cloud.faults().deny("cloudwatch:GetMetricData");

    assertThat(it.usedSince(home.cloud.clock().instant().minus(Duration.ofDays(1))))
        .isInstanceOfSatisfying(
            UsageSince.Unknown.class,
            unknown ->
                assertThat(unknown.missingPermission()).isEqualTo("cloudwatch:GetMetricData"));
  }
}
