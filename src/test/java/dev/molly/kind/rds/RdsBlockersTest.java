package dev.molly.kind.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.aws.AwsException;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindTestAccount;
import dev.molly.kind.ObservationScope;
import dev.molly.kind.Retirable;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.Observation;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What speaks against retiring a database or a cluster, and what its attributes call.
class RdsBlockersTest {
  private final Retirable databases = new DbInstanceKind();
  private final Retirable clusters = new DbClusterKind();
  private final KindTestAccount aws = new KindTestAccount(databases);

  @Test
  void nothingSpeaksAgainstAPlainDatabaseOrAnAuroraCluster() {
    db("orders", one -> {});
    db("wiki", SimDbInstance::stopped);
    cluster("catalog", one -> {});
    cluster("archive", SimDbCluster::stopped);

    assertThat(blockers("orders")).isEmpty();
    assertThat(blockers("wiki")).isEmpty();
    assertThat(ofCluster("catalog")).isEmpty();
    assertThat(ofCluster("archive")).isEmpty();
  }

  /// A key that is not named cannot be asked about.
  @Test
  void anEncryptionThatAwsDoesNotDescribeIsNotNone() {
    assertThat(RdsKind.key(false, null)).isEmpty();
    assertThat(RdsKind.key(true, "key-1")).contains("key-1");
    assertThat(RdsKind.key(null, "key-1")).contains("key-1");
    assertThatThrownBy(() -> RdsKind.key(true, null)).isInstanceOf(AwsException.class);
    assertThatThrownBy(() -> RdsKind.key(null, null)).isInstanceOf(AwsException.class);
  }

  @Test
  void aReplicaAndItsSourceAreRefused() {
    SimDbInstance source = db("orders", one -> {});
    db("orders-replica", one -> one.replicaOf(source));

    assertThat(blockers("orders")).containsExactly("replication-source");
    assertThat(blockers("orders-replica")).containsExactly("replica");
  }

  @Test
  void aMemberIsRefusedAndItsClusterNamed() {
    SimDbCluster catalog = cluster("catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    assertThat(look(databases, "catalog-1").blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo("member");
              assertThat(blocker.remedy()).contains("molly retire catalog");
              assertThat(blocker.acceptable()).isFalse();
            });
  }

  @Test
  void whatAwsCannotStopOrRenameIsRefused() {
    db("cms", one -> one.engine("sqlserver-se").multiAz());
    db("cms-single", one -> one.engine("sqlserver-se"));
    db("own", one -> one.engine("custom-oracle-ee"));
    cluster("global", one -> one.inGlobalCluster("world"));
    cluster("small", SimDbCluster::serverlessV1);

    assertThat(blockers("cms")).containsExactly("sql-server-multi-az");
    assertThat(blockers("cms-single")).isEmpty();
    assertThat(blockers("own")).containsExactly("rds-custom");
    assertThat(ofCluster("global")).containsExactly("global");
    assertThat(ofCluster("small")).containsExactly("engine-mode");
  }

  @Test
  void reservedCapacityThatARestoreDoesNotGiveBackHasToBeAccepted() {
    db("orders", one -> one.inCapacityReservation("cr-1"));

    assertThat(look(databases, "orders").blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo("capacity-reservation");
              assertThat(blocker.reason())
                  .isEqualTo(
                      "it uses capacity reservation cr-1, and a restore starts it without one");
              assertThat(blocker.remedy())
                  .contains("identifier orders --db-capacity-reservation-identifier cr-1");
              assertThat(blocker.acceptable()).isTrue();
            });
  }

  @Test
  void thatAMultiAzClusterGoesOnRunningCanBeAccepted() {
    cluster("catalog", one -> one.engine("mysql"));

    assertThat(look(clusters, "catalog").blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo("cannot-stop");
              assertThat(blocker.reason()).contains("goes on running");
              assertThat(blocker.acceptable()).isTrue();
            });
  }

  @Test
  void whatWaitsForTheMaintenanceWindowIsNotAppliedByARename() {
    db("orders", one -> one.withPendingClass("db.r7g.large"));

    assertThat(look(databases, "orders").blockers())
        .singleElement()
        .satisfies(
            blocker -> {
              assertThat(blocker.code()).isEqualTo("pending-modifications");
              assertThat(blocker.reason()).contains("DBInstanceClass");
            });
  }

  @Test
  void aRenameOfSomebodyElsesThatWaitsIsPendingToo() {
    db("orders", one -> {});
    aws.account
        .rds(KindTestAccount.REGION)
        .modifyDBInstance(r -> r.dbInstanceIdentifier("orders").newDBInstanceIdentifier("other"));

    assertThat(blockers("orders")).containsExactly("pending-modifications");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    db("orders", one -> {});
    db("orders-deleted-20261123", one -> {});
    cluster("catalog", one -> {});
    cluster("catalog-deleted-20261123", one -> {});

    assertThat(blockers("orders")).containsExactly("name-taken");
    assertThat(ofCluster("catalog")).containsExactly("name-taken");
  }

  @Test
  void aDatabaseWithoutRoomForARecordIsRefused() {
    db("orders", one -> IntStream.range(0, 47).forEach(n -> one.tagged("tag-" + n, "x")));

    assertThat(blockers("orders")).containsExactly("tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backing-up", "modifying", "upgrading", "rebooting", "starting"})
  void whatIsOnItsWaySomewhereIsWaitedFor(String status) {
    db("orders", one -> one.inStatus(status));

    Observation observation = look(databases, "orders");

    assertThat(observation.busy()).contains("it is " + status);
    assertThat(blockers("orders")).containsExactly("status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failed",
        "storage-full",
        "incompatible-network",
        "incompatible-parameters",
        "restore-error",
        "inaccessible-encryption-credentials",
        "inaccessible-encryption-credentials-recoverable"
      })
  void whatNothingComesOfByItselfIsNotWaitedFor(String status) {
    db("orders", one -> one.inStatus(status));
    cluster("catalog", one -> one.inStatus(status));

    assertThat(look(databases, "orders").busy()).isEmpty();
    assertThat(blockers("orders")).containsExactly("stuck");
    assertThat(ofCluster("catalog")).containsExactly("stuck");
  }

  @Test
  void whatIsBeingDeletedIsGone() {
    db("orders", one -> {});
    ResourceRef ref = aws.listed("orders").ref();
    aws.account
        .rds(KindTestAccount.REGION)
        .deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));

    Instant now = aws.cloud.clock().instant();
    var existence = ControlSelection.tagsAnd(LifecycleAttributes.EXISTENCE);
    assertThat(databases.observe(aws.session, ref, ObservationScope.PURGE, now)).isEmpty();
    assertThat(databases.observe(aws.session, ref, existence, now)).isEmpty();
  }

  @Test
  void aDeleteKeepsTheAutomatedBackupsAndLeavesASnapshot() {
    db("orders", one -> {});
    var delete =
        new Change(aws.listed("orders").ref(), LifecycleAttributes.EXISTENCE, "there", "gone");

    ApiCall call = databases.call(delete);

    assertThat(call.command())
        .contains(
            "--no-skip-final-snapshot",
            "--final-db-snapshot-identifier orders-final",
            "--no-delete-automated-backups");
    assertThat(call.grants())
        .contains(
            new IamGrant("rds:DeleteDBInstance", "arn:aws:rds:eu-west-1:111122223333:db:orders"),
            new IamGrant(
                "rds:CreateDBSnapshot",
                "arn:aws:rds:eu-west-1:111122223333:snapshot:orders-final"));
    assertThat(databases.inverse(delete)).isEmpty();
  }

  @Test
  void whatTakesARenameBackIsAddressedByTheNewName() {
    db("orders", one -> {});
    var rename =
        new Change(aws.listed("orders").ref(), LifecycleAttributes.NAME, "orders", "other");

    Change back = databases.inverse(rename).orElseThrow();

    assertThat(databases.call(rename).grants())
        .extracting(IamGrant::arn)
        .containsExactly(
            "arn:aws:rds:eu-west-1:111122223333:db:orders",
            "arn:aws:rds:eu-west-1:111122223333:db:other");
    assertThat(databases.call(rename).command())
        .endsWith(
            "--db-instance-identifier orders --new-db-instance-identifier other"
                + " --apply-immediately");
    assertThat(databases.call(back).command())
        .endsWith(
            "--db-instance-identifier other --new-db-instance-identifier orders"
                + " --apply-immediately");
  }

  @Test
  void nothingTakesTheDeleteOfAMemberBack() {
    cluster("catalog", one -> {});
    ResourceRef ref = look(clusters, "catalog").resource().ref();
    var delete = new Change(ref, LifecycleAttributes.MEMBERS, "catalog-2,catalog-1", "catalog-1");

    assertThat(clusters.inverse(delete)).isEmpty();
    assertThat(clusters.call(delete).arn())
        .isEqualTo("arn:aws:rds:eu-west-1:111122223333:db:catalog-2");
  }

  private SimDbInstance db(String name, Consumer<SimDbInstance> description) {
    return aws.account.createDb(KindTestAccount.REGION, name, description);
  }

  private SimDbCluster cluster(String name, Consumer<SimDbCluster> description) {
    return aws.account.createCluster(KindTestAccount.REGION, name, description);
  }

  private List<String> blockers(String name) {
    return look(databases, name).blockers().stream().map(Blocker::code).toList();
  }

  private List<String> ofCluster(String name) {
    return look(clusters, name).blockers().stream().map(Blocker::code).toList();
  }

  private Observation look(Retirable kind, String name) {
    return kind.observe(
            aws.session,
            aws.through(kind).listed(name).ref(),
            ObservationScope.RETIRE,
            aws.cloud.clock().instant())
        .orElseThrow();
  }
}
