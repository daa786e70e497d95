package dev.molly.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ApiCall;
import dev.molly.model.Change;
import dev.molly.model.Grant;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import dev.molly.retire.Obstacle;
import dev.molly.sim.SimDb;
import dev.molly.sim.SimDbCluster;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What speaks against retiring a database or a cluster, and what its levers call.
class RdsObstaclesTest {
  private final Kind databases = new RdsInstance();
  private final Kind clusters = new RdsCluster();
  private final OneAccount aws = new OneAccount(databases);

  @Test
  void nothingSpeaksAgainstAPlainDatabaseOrAnAuroraCluster() {
    db("orders", one -> {});
    db("wiki", SimDb::stopped);
    cluster("catalog", one -> {});
    cluster("archive", SimDbCluster::stopped);

    assertThat(obstacles("orders")).isEmpty();
    assertThat(obstacles("wiki")).isEmpty();
    assertThat(ofCluster("catalog")).isEmpty();
    assertThat(ofCluster("archive")).isEmpty();
  }

  @Test
  void aReplicaAndItsSourceAreRefused() {
    SimDb source = db("orders", one -> {});
    db("orders-replica", one -> one.replicaOf(source));

    assertThat(obstacles("orders")).containsExactly("replication-source");
    assertThat(obstacles("orders-replica")).containsExactly("replica");
  }

  @Test
  void aMemberIsRefusedAndItsClusterNamed() {
    SimDbCluster catalog = cluster("catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    assertThat(look(databases, "catalog-1").obstacles())
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.thing()).isEqualTo("member");
              assertThat(obstacle.instead()).contains("molly retire catalog");
              assertThat(obstacle.acceptable()).isFalse();
            });
  }

  @Test
  void whatAwsCannotStopOrRenameIsRefused() {
    db("cms", one -> one.engine("sqlserver-se").multiAz());
    db("cms-single", one -> one.engine("sqlserver-se"));
    db("own", one -> one.engine("custom-oracle-ee"));
    cluster("global", one -> one.inGlobalCluster("world"));
    cluster("small", SimDbCluster::serverlessV1);

    assertThat(obstacles("cms")).containsExactly("sql-server-multi-az");
    assertThat(obstacles("cms-single")).isEmpty();
    assertThat(obstacles("own")).containsExactly("rds-custom");
    assertThat(ofCluster("global")).containsExactly("global");
    assertThat(ofCluster("small")).containsExactly("engine-mode");
  }

  @Test
  void thatAMultiAzClusterGoesOnRunningCanBeAccepted() {
    cluster("catalog", one -> one.engine("mysql"));

    assertThat(look(clusters, "catalog").obstacles())
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.thing()).isEqualTo("cannot-stop");
              assertThat(obstacle.what()).contains("goes on running");
              assertThat(obstacle.acceptable()).isTrue();
            });
  }

  @Test
  void whatWaitsForTheMaintenanceWindowIsNotAppliedByARename() {
    db("orders", one -> one.withPendingClass("db.r7g.large"));

    assertThat(look(databases, "orders").obstacles())
        .singleElement()
        .satisfies(
            obstacle -> {
              assertThat(obstacle.thing()).isEqualTo("pending-modifications");
              assertThat(obstacle.what()).contains("DBInstanceClass");
            });
  }

  @Test
  void aRenameOfSomebodyElsesThatWaitsIsPendingToo() {
    db("orders", one -> {});
    aws.account
        .rds(OneAccount.REGION)
        .modifyDBInstance(r -> r.dbInstanceIdentifier("orders").newDBInstanceIdentifier("other"));

    assertThat(obstacles("orders")).containsExactly("pending-modifications");
  }

  @Test
  void aNameThatIsTakenIsRefused() {
    db("orders", one -> {});
    db("orders-deleted-20261123", one -> {});
    cluster("catalog", one -> {});
    cluster("catalog-deleted-20261123", one -> {});

    assertThat(obstacles("orders")).containsExactly("name-taken");
    assertThat(ofCluster("catalog")).containsExactly("name-taken");
  }

  @Test
  void aDatabaseWithoutRoomForARecordIsRefused() {
    db("orders", one -> IntStream.range(0, 47).forEach(n -> one.tagged("tag-" + n, "x")));

    assertThat(obstacles("orders")).containsExactly("tags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backing-up", "modifying", "upgrading", "rebooting", "starting"})
  void whatIsOnItsWaySomewhereIsWaitedFor(String status) {
    db("orders", one -> one.inStatus(status));

    Look look = look(databases, "orders");

    assertThat(look.busy()).contains("it is " + status);
    assertThat(obstacles("orders")).containsExactly("status");
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
    assertThat(obstacles("orders")).containsExactly("stuck");
    assertThat(ofCluster("catalog")).containsExactly("stuck");
  }

  @Test
  void whatIsBeingDeletedIsGone() {
    db("orders", one -> {});
    ResourceRef ref = aws.listed("orders").ref();
    aws.account
        .rds(OneAccount.REGION)
        .deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));

    assertThat(databases.look(aws.session, ref, aws.cloud.clock().instant())).isEmpty();
    assertThat(databases.setting(aws.session, ref, Levers.EXISTENCE)).isEqualTo("gone");
  }

  @Test
  void aDeleteKeepsTheAutomatedBackupsAndLeavesASnapshot() {
    db("orders", one -> {});
    var delete = new Change(aws.listed("orders").ref(), Levers.EXISTENCE, "there", "gone");

    ApiCall call = databases.call(delete);

    assertThat(call.command())
        .contains(
            "--no-skip-final-snapshot",
            "--final-db-snapshot-identifier orders-final",
            "--no-delete-automated-backups");
    assertThat(call.grants())
        .contains(
            new Grant("rds:DeleteDBInstance", "arn:aws:rds:eu-west-1:111122223333:db:orders"),
            new Grant(
                "rds:CreateDBSnapshot",
                "arn:aws:rds:eu-west-1:111122223333:snapshot:orders-final"));
    assertThat(databases.undo(delete)).isEmpty();
  }

  @Test
  void whatTakesARenameBackIsAddressedByTheNewName() {
    db("orders", one -> {});
    var rename = new Change(aws.listed("orders").ref(), Levers.NAME, "orders", "other");

    Change back = databases.undo(rename).orElseThrow();

    assertThat(databases.call(rename).grants())
        .extracting(Grant::arn)
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
    var delete = new Change(ref, Levers.MEMBERS, "catalog-2,catalog-1", "catalog-1");

    assertThat(clusters.undo(delete)).isEmpty();
    assertThat(clusters.call(delete).arn())
        .isEqualTo("arn:aws:rds:eu-west-1:111122223333:db:catalog-2");
  }

  private SimDb db(String name, Consumer<SimDb> description) {
    return aws.account.createDb(OneAccount.REGION, name, description);
  }

  private SimDbCluster cluster(String name, Consumer<SimDbCluster> description) {
    return aws.account.createCluster(OneAccount.REGION, name, description);
  }

  private List<String> obstacles(String name) {
    return look(databases, name).obstacles().stream().map(Obstacle::thing).toList();
  }

  private List<String> ofCluster(String name) {
    return look(clusters, name).obstacles().stream().map(Obstacle::thing).toList();
  }

  private Look look(Kind kind, String name) {
    return kind.look(aws.session, aws.through(kind).listed(name).ref(), aws.cloud.clock().instant())
        .orElseThrow();
  }
}
