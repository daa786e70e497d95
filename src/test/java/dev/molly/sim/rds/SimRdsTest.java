package dev.molly.sim.rds;

import static dev.molly.sim.SimTestRegion.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.sim.SimCloud;
import dev.molly.sim.SimTestRegion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Tag;

class SimRdsTest {
  private final SimTestRegion us = new SimTestRegion();
  private final SimCloud cloud = us.cloud;
  private final RdsClient rds = us.rds;

  @Test
  void refusesToDeleteAProtectedInstance() {
    us.db("orders", SimDbInstance::protectedFromDeletion);

    refused(
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)),
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.");
  }

  @Test
  void refusesToModifyAStoppedInstance() {
    us.db("orders", SimDbInstance::stopped);

    refused(() -> us.protect("orders", true), "InvalidDBInstanceState", "stopped");
  }

  @Test
  void protectsAtOnceWithoutApplyImmediately() {
    SimDbInstance orders = us.db("orders", one -> {});

    us.protect("orders", true);

    assertThat(orders.isProtected()).isTrue();
    assertThat(orders.status()).isEqualTo("available");
  }

  @Test
  void takesTimeToRenameAndKeepsTheResourceId() {
    SimDbInstance orders = us.db("orders", one -> one.tagged("env", "production"));

    rename("orders", "orders-deleted-20261122", true);
    assertThat(us.describe("orders").dbInstanceStatus()).isEqualTo("renaming");

    cloud.clock().advance(Duration.ofMinutes(10));
    DBInstance renamed = us.describe("orders-deleted-20261122");
    assertThat(renamed.dbiResourceId()).isEqualTo(orders.resourceId());
    assertThat(renamed.dbInstanceArn()).endsWith(":db:orders-deleted-20261122");
    assertThat(renamed.tagList()).hasSize(1);
    assertThatExceptionOfType(DbInstanceNotFoundException.class)
        .isThrownBy(() -> us.describe("orders"));
  }

  @Test
  void refusesNamesThatAreIllegalOrTaken() {
    us.db("orders", one -> {});
    us.db("billing", one -> {});

    for (String illegal :
        List.of("orders_deleted", "orders.deleted", "1orders", "orders-", "a--b", "a".repeat(64))) {
      refused(() -> rename("orders", illegal, true), "InvalidParameterValue", "not a valid");
    }
    refused(() -> rename("orders", "Billing", true), "DBInstanceAlreadyExists", "already exists");
  }

  @Test
  void anImmediateChangeAppliesWhatOthersLeftPending() {
    SimDbInstance orders = us.db("orders", one -> one.withPendingClass("db.r7g.large"));
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(0));
    assertThat(us.describe("orders").pendingModifiedValues().backupRetentionPeriod()).isZero();
    assertThat(us.describe("orders").dbInstanceClass()).isEqualTo("db.m7g.large");

    rename("orders", "orders-old", true);

    assertThat(orders.instanceClass).isEqualTo("db.r7g.large");
    assertThat(orders.backupRetentionDays).isZero();
  }

  @Test
  void keepsARenameForTheWindowWithoutApplyImmediately() {
    us.db("orders", one -> {});

    rename("orders", "orders-old", false);
    cloud.clock().advance(Duration.ofDays(1));

    assertThat(us.describe("orders").dbInstanceStatus()).isEqualTo("available");
    assertThat(us.describe("orders").pendingModifiedValues().dbInstanceIdentifier())
        .isEqualTo("orders-old");
  }

  @Test
  void changesRetentionBetweenTwoNumbersOfDaysAtOnce() {
    SimDbInstance orders = us.db("orders", one -> one.backupRetention(1));

    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(14));

    assertThat(orders.backupRetentionDays).isEqualTo(14);
  }

  @Test
  void startsAStoppedInstanceAgainAfterSevenDays() {
    SimDbInstance orders = us.db("orders", one -> {});
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("orders"));
    cloud.clock().advance(Duration.ofMinutes(5));
    assertThat(us.describe("orders").automaticRestartTime())
        .isEqualTo(cloud.clock().instant().plus(Duration.ofDays(7)));

    cloud.clock().advance(Duration.ofDays(7).minusSeconds(1));
    assertThat(orders.status()).isEqualTo("stopped");

    cloud.clock().advance(Duration.ofMinutes(10));
    assertThat(orders.status()).isEqualTo("available");
  }

  @Test
  void refusesToStopWhatRdsDoesNotStop() {
    SimDbInstance source = us.db("orders", one -> {});
    us.db("orders-replica", one -> one.replicaOf(source));
    us.db("wiki", one -> one.engine("sqlserver-se").multiAz());
    SimDbCluster catalog = us.cluster("catalog", one -> {});
    us.db("catalog-1", one -> one.memberOf(catalog));

    refused(() -> stop("orders"), "InvalidDBInstanceState", "replica");
    refused(() -> stop("orders-replica"), "InvalidDBInstanceState", "replica");
    refused(() -> stop("wiki"), "InvalidDBInstanceState", "SQL Server");
    refused(() -> stop("catalog-1"), "InvalidParameterCombination", "not eligible");
  }

  @Test
  void stopDropsWhatWasPending() {
    SimDbInstance orders = us.db("orders", one -> one.withPendingClass("db.r7g.large"));

    stop("orders");

    assertThat(orders.pending).isEmpty();
  }

  @Test
  void wantsAFinalSnapshotOrAClearNo() {
    us.db("orders", one -> {});

    refused(
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders")),
        "InvalidParameterCombination",
        "FinalDBSnapshotIdentifier is required");
    refused(
        () ->
            rds.deleteDBInstance(
                r ->
                    r.dbInstanceIdentifier("orders")
                        .skipFinalSnapshot(true)
                        .finalDBSnapshotIdentifier("last")),
        "InvalidParameterCombination",
        "SkipFinalSnapshot is enabled");
  }

  @Test
  void refusesAFinalSnapshotOfAReplica() {
    SimDbInstance source = us.db("orders", one -> {});
    us.db("orders-replica", one -> one.replicaOf(source));

    refused(
        () ->
            rds.deleteDBInstance(
                r -> r.dbInstanceIdentifier("orders-replica").finalDBSnapshotIdentifier("last")),
        "InvalidParameterCombination",
        "replica");
  }

  @Test
  void leavesTheFinalSnapshotBehind() {
    us.db("orders", one -> one.tagged("env", "production"));

    rds.deleteDBInstance(
        r -> r.dbInstanceIdentifier("orders").finalDBSnapshotIdentifier("orders-final"));
    cloud.clock().advance(Duration.ofMinutes(10));

    assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
    assertThat(rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("orders-final")).dbSnapshots())
        .extracting(DBSnapshot::status, DBSnapshot::dbInstanceIdentifier)
        .containsExactly(tuple("available", "orders"));
  }

  @Test
  void keepsAutomatedBackupsOnlyWhenAsked() {
    SimDbInstance kept = us.db("orders", one -> {});
    SimDbInstance lost = us.db("billing", one -> {});

    rds.deleteDBInstance(
        r ->
            r.dbInstanceIdentifier("orders").skipFinalSnapshot(true).deleteAutomatedBackups(false));
    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("billing").skipFinalSnapshot(true));
    cloud.clock().advance(Duration.ofMinutes(5));

    assertThat(backups(kept)).containsExactly("retained");
    assertThat(backups(lost)).isEmpty();
  }

  @Test
  void deletingASourcePromotesItsReplica() {
    SimDbInstance source = us.db("orders", one -> {});
    us.db("orders-replica", one -> one.replicaOf(source));
    assertThat(us.describe("orders").readReplicaDBInstanceIdentifiers())
        .containsExactly("orders-replica");

    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    cloud.clock().advance(Duration.ofMinutes(5));

    stop("orders-replica");
    assertThat(us.describe("orders-replica").readReplicaSourceDBInstanceIdentifier()).isNull();
    assertThat(us.describe("orders-replica").dbInstanceStatus()).isEqualTo("stopping");
  }

  @Test
  void refusesASnapshotOfAnInstanceThatIsNotAvailable() {
    us.db("orders", SimDbInstance::stopped);

    refused(
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("orders-1")),
        "InvalidDBInstanceState",
        "stopped");
  }

  @Test
  void refusesASecondSnapshotOfTheSameName() {
    us.db("orders", one -> {});
    us.db("billing", one -> {});
    rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("final"));

    refused(
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("billing").dbSnapshotIdentifier("final")),
        "DBSnapshotAlreadyExists",
        "final");
  }

  @Test
  void keepsTagsByArnAndAllowsFewerCharactersThanEc2() {
    us.db("orders", one -> {});
    String arn = us.describe("orders").dbInstanceArn();

    rds.addTagsToResource(r -> r.resourceName(arn).tags(tag("molly:retire", "v1 due=2026-12-07")));
    refused(
        () -> rds.addTagsToResource(r -> r.resourceName(arn).tags(tag("record", "{\"v\":1}"))),
        "InvalidParameterValue",
        "not allowed");

    assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList())
        .containsExactly(tag("molly:retire", "v1 due=2026-12-07"));
    rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("molly:retire"));
    assertThat(us.describe("orders").tagList()).isEmpty();
  }

  @Test
  void handsOutEveryInstanceOnceOverItsPages() {
    IntStream.range(0, 45).forEach(n -> us.db("db-" + n, one -> {}));

    List<String> seen =
        rds.describeDBInstancesPaginator(r -> r.maxRecords(20)).dbInstances().stream()
            .map(DBInstance::dbInstanceIdentifier)
            .toList();

    assertThat(seen).hasSize(45).doesNotHaveDuplicates();
  }

  @Test
  void refusesPagesOfFewerThanTwenty() {
    refused(
        () -> rds.describeDBInstances(r -> r.maxRecords(19)),
        "InvalidParameterValue",
        "20 and 100");
  }

  private void rename(String name, String newName, boolean immediately) {
    rds.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier(name)
                .newDBInstanceIdentifier(newName)
                .applyImmediately(immediately));
  }

  private void stop(String name) {
    rds.stopDBInstance(r -> r.dbInstanceIdentifier(name));
  }

  private List<String> backups(SimDbInstance db) {
    return rds
        .describeDBInstanceAutomatedBackups(r -> r.dbiResourceId(db.resourceId()))
        .dbInstanceAutomatedBackups()
        .stream()
        .map(DBInstanceAutomatedBackup::status)
        .toList();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
