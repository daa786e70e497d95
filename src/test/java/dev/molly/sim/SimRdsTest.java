package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

class SimRdsTest {

  private static final String REGION = "us-east-1";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account("111122223333");
  private final RdsClient rds = account.rds(REGION);

  @Test
  void refusesToDeleteAProtectedInstance() {
    db("orders", SimDb::protectedFromDeletion);

    refused(
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)),
        "InvalidParameterCombination",
        "Cannot delete protected DB Instance, please disable deletion protection and try again.");
  }

  @Test
  void refusesToModifyAStoppedInstance() {
    db("orders", SimDb::stopped);

    refused(() -> protect("orders", true), "InvalidDBInstanceState", "stopped");
  }

  @Test
  void protectsAtOnceWithoutApplyImmediately() {
    SimDb orders = db("orders", one -> {});

    protect("orders", true);

    assertThat(orders.isProtected()).isTrue();
    assertThat(orders.status()).isEqualTo("available");
  }

  @Test
  void takesTimeToRenameAndKeepsTheResourceId() {
    SimDb orders = db("orders", one -> one.tagged("env", "production"));

    rename("orders", "orders-deleted-20261122", true);
    assertThat(describe("orders").dbInstanceStatus()).isEqualTo("renaming");

    cloud.clock().advance(Duration.ofMinutes(10));
    DBInstance renamed = describe("orders-deleted-20261122");
    assertThat(renamed.dbiResourceId()).isEqualTo(orders.resourceId());
    assertThat(renamed.dbInstanceArn()).endsWith(":db:orders-deleted-20261122");
    assertThat(renamed.tagList()).hasSize(1);
    assertThatExceptionOfType(DbInstanceNotFoundException.class)
        .isThrownBy(() -> describe("orders"));
  }

  @Test
  void refusesNamesThatAreIllegalOrTaken() {
    db("orders", one -> {});
    db("billing", one -> {});

    for (String illegal :
        List.of("orders_deleted", "orders.deleted", "1orders", "orders-", "a--b", "a".repeat(64))) {
      refused(() -> rename("orders", illegal, true), "InvalidParameterValue", "not a valid");
    }
    refused(() -> rename("orders", "Billing", true), "DBInstanceAlreadyExists", "already exists");
  }

  @Test
  void anImmediateChangeAppliesWhatOthersLeftPending() {
    SimDb orders = db("orders", one -> one.withPendingClass("db.r7g.large"));
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(0));
    assertThat(describe("orders").pendingModifiedValues().backupRetentionPeriod()).isZero();
    assertThat(describe("orders").dbInstanceClass()).isEqualTo("db.m7g.large");

    rename("orders", "orders-old", true);

    assertThat(orders.instanceClass).isEqualTo("db.r7g.large");
    assertThat(orders.backupRetentionDays).isZero();
  }

  @Test
  void keepsARenameForTheWindowWithoutApplyImmediately() {
    db("orders", one -> {});

    rename("orders", "orders-old", false);
    cloud.clock().advance(Duration.ofDays(1));

    assertThat(describe("orders").dbInstanceStatus()).isEqualTo("available");
    assertThat(describe("orders").pendingModifiedValues().dbInstanceIdentifier())
        .isEqualTo("orders-old");
  }

  @Test
  void changesRetentionBetweenTwoNumbersOfDaysAtOnce() {
    SimDb orders = db("orders", one -> one.backupRetention(1));

    rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(14));

    assertThat(orders.backupRetentionDays).isEqualTo(14);
  }

  @Test
  void startsAStoppedInstanceAgainAfterSevenDays() {
    SimDb orders = db("orders", one -> {});
    rds.stopDBInstance(r -> r.dbInstanceIdentifier("orders"));
    cloud.clock().advance(Duration.ofMinutes(5));
    assertThat(describe("orders").automaticRestartTime())
        .isEqualTo(cloud.clock().instant().plus(Duration.ofDays(7)));

    cloud.clock().advance(Duration.ofDays(7).minusSeconds(1));
    assertThat(orders.status()).isEqualTo("stopped");

    cloud.clock().advance(Duration.ofMinutes(10));
    assertThat(orders.status()).isEqualTo("available");
  }

  @Test
  void refusesToStopWhatRdsDoesNotStop() {
    SimDb source = db("orders", one -> {});
    db("orders-replica", one -> one.replicaOf(source));
    db("wiki", one -> one.engine("sqlserver-se").multiAz());
    SimDbCluster catalog = account.createCluster(REGION, "catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    refused(() -> stop("orders"), "InvalidDBInstanceState", "replica");
    refused(() -> stop("orders-replica"), "InvalidDBInstanceState", "replica");
    refused(() -> stop("wiki"), "InvalidDBInstanceState", "SQL Server");
    refused(() -> stop("catalog-1"), "InvalidParameterCombination", "not eligible");
  }

  @Test
  void stopDropsWhatWasPending() {
    SimDb orders = db("orders", one -> one.withPendingClass("db.r7g.large"));

    stop("orders");

    assertThat(orders.pending).isEmpty();
  }

  @Test
  void wantsAFinalSnapshotOrAClearNo() {
    db("orders", one -> {});

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
    SimDb source = db("orders", one -> {});
    db("orders-replica", one -> one.replicaOf(source));

    refused(
        () ->
            rds.deleteDBInstance(
                r -> r.dbInstanceIdentifier("orders-replica").finalDBSnapshotIdentifier("last")),
        "InvalidParameterCombination",
        "replica");
  }

  @Test
  void leavesTheFinalSnapshotBehind() {
    db("orders", one -> one.tagged("env", "production"));

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
    SimDb kept = db("orders", one -> {});
    SimDb lost = db("billing", one -> {});

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
    SimDb source = db("orders", one -> {});
    db("orders-replica", one -> one.replicaOf(source));
    assertThat(describe("orders").readReplicaDBInstanceIdentifiers())
        .containsExactly("orders-replica");

    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    cloud.clock().advance(Duration.ofMinutes(5));

    stop("orders-replica");
    assertThat(describe("orders-replica").readReplicaSourceDBInstanceIdentifier()).isNull();
    assertThat(describe("orders-replica").dbInstanceStatus()).isEqualTo("stopping");
  }

  @Test
  void refusesASnapshotOfAnInstanceThatIsNotAvailable() {
    db("orders", SimDb::stopped);

    refused(
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("orders-1")),
        "InvalidDBInstanceState",
        "stopped");
  }

  @Test
  void refusesASecondSnapshotOfTheSameName() {
    db("orders", one -> {});
    db("billing", one -> {});
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
    db("orders", one -> {});
    String arn = describe("orders").dbInstanceArn();

    rds.addTagsToResource(r -> r.resourceName(arn).tags(tag("molly:retire", "v1 due=2026-12-07")));
    refused(
        () -> rds.addTagsToResource(r -> r.resourceName(arn).tags(tag("record", "{\"v\":1}"))),
        "InvalidParameterValue",
        "not allowed");

    assertThat(rds.listTagsForResource(r -> r.resourceName(arn)).tagList())
        .containsExactly(tag("molly:retire", "v1 due=2026-12-07"));
    rds.removeTagsFromResource(r -> r.resourceName(arn).tagKeys("molly:retire"));
    assertThat(describe("orders").tagList()).isEmpty();
  }

  @Test
  void handsOutEveryInstanceOnceOverItsPages() {
    IntStream.range(0, 45).forEach(n -> db("db-" + n, one -> {}));

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

  private SimDb db(String name, Consumer<SimDb> description) {
    return account.createDb(REGION, name, description);
  }

  private void protect(String name, boolean on) {
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(name).deletionProtection(on));
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

  private DBInstance describe(String name) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().getFirst();
  }

  private List<String> backups(SimDb db) {
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

  private static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(RdsException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
