package dev.molly.kind.rds;

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
import dev.molly.sim.rds.SimDbCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DbClusterEvidenceTest {
  private final DbClusterKind kind = new DbClusterKind();
  private final KindTestAccount home = new KindTestAccount(kind);

  private EvidenceTestResource cluster(int members, Consumer<SimDbCluster> description) {
    var cluster =
        home.account.createCluster(
            KindTestAccount.REGION,
            "catalog",
            one -> {
              one.createdAgo(Duration.ofDays(200));
              description.accept(one);
            });
    for (int n = 1; n <= members; n++) {
      double connections = n;
      home.account.createDb(
          KindTestAccount.REGION,
          "catalog-" + n,
          one ->
              one.createdAgo(Duration.ofDays(200)).memberOf(cluster).connections(connections - 1));
    }
    return new EvidenceTestResource(home, kind, "catalog");
  }

  @Test
  void saysWhatItIsAndThatAuroraDoesNotSayItsSize() {
    var it = cluster(2, one -> {});

    assertThat(it.note(WHAT)).containsExactly("aurora-postgresql 16.4 with 2 members, available");
    assertThat(it.unknown(SIZE)).containsExactly("RDS does not say how much storage it uses");
  }

  @Test
  void connectionsAreToldByMember() {
    var it = cluster(2, one -> {});

    assertThat(it.note(USE))
        .containsExactly("0 now, at most 0 connections to catalog-1 over 14 days");
    assertThat(it.alarms(USE))
        .singleElement()
        .asString()
        .startsWith("1 now, at most 1 connection to catalog-2 over 14 days;");
  }

  @Test
  void aClusterWithoutAMemberIsNotUp() {
    var it = cluster(0, SimDbCluster::stopped);

    assertThat(it.note(USE)).singleElement().asString().endsWith(": it was not up");
  }

  @Test
  void aGlobalDatabaseIsAnAlarm() {
    var it = cluster(1, one -> one.inGlobalCluster("world"));

    assertThat(it.alarms(REFERS)).containsExactly("part of global database world");
  }

  @Test
  void auroraLosesRestorePointsWhileItIsStopped() {
    assertThat(cluster(1, one -> {}).alarms(LOSS))
        .containsExactly(
            "while it is stopped no backup is made, and Aurora does not keep the ones there are"
                + " any longer");
  }

  @Test
  void saysWhichCapacityReservationOfAMemberARestoreDoesNotGiveBack() {
    var it = cluster(1, one -> {});
    assertThat(it.alarms(LOSS)).noneMatch(said -> said.contains("capacity"));

    home.account.db(KindTestAccount.REGION, "catalog-1").inCapacityReservation("cr-1");

    assertThat(it.alarms(LOSS))
        .contains("catalog-1 uses capacity reservation cr-1, and a restore starts it without one");
  }

  @Test
  void saysItsLastSnapshot() {
    var it = cluster(1, one -> {});
    home.account
        .rds(KindTestAccount.REGION)
        .createDBClusterSnapshot(
            r -> r.dbClusterIdentifier("catalog").dbClusterSnapshotIdentifier("monday"));
    home.cloud.clock().advance(Duration.ofDays(1));

    assertThat(it.note(BACKUP)).contains("last snapshot: monday, 2026-11-23, 1 day ago");
  }

  @ParameterizedTest
  @CsvSource({
    "rds:DescribeDBClusters, WHAT",
    "cloudwatch:GetMetricData, USE",
    "rds:DescribeDBClusterSnapshots, BACKUP",
    "rds:DescribeDBInstances, LOSS"
  })
  void aDeniedReadIsAnUnknownThatNamesThePermission(String permission, Topic topic) {
    var it = cluster(1, one -> {});

    assertThat(kind.evidencePermissions()).contains(permission);
    it.assertNamedWhenDenied(permission, topic);
  }

  @Test
  void takesNoPermissionThatItDoesNotSay() {
    var it = cluster(1, one -> {});
    int before = home.cloud.calls().size();

    it.evidence();

    assertThat(home.cloud.calls().stream().skip(before).map(SimCall::api).distinct())
        .containsExactlyInAnyOrderElementsOf(kind.evidencePermissions());
  }

  @Test
  void aConnectionToAnyMemberMeansUsed() {
    var it = cluster(2, one -> {});
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(1));

    assertThat(it.usedSince(since)).isInstanceOf(UsageSince.Yes.class);
  }

  @Test
  void noConnectionToTheOnlyMemberMeansNot() {
    var it = cluster(1, one -> {});
    Instant since = home.cloud.clock().instant();
    home.cloud.clock().advance(Duration.ofDays(1));

    assertThat(it.usedSince(since)).isInstanceOf(UsageSince.No.class);
  }
}
