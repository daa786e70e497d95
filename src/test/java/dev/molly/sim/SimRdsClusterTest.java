package dev.molly.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

class SimRdsClusterTest {

  private static final String REGION = "us-east-1";

  private final SimCloud cloud = new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1);
  private final SimAccount account = cloud.account("111122223333");
  private final RdsClient rds = account.rds(REGION);

  @Test
  void refusesProtectionOnAMemberOfACluster() {
    SimDbCluster catalog = account.createCluster(REGION, "catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    refused(
        () -> protect("catalog-1", true),
        "InvalidParameterCombination",
        "Deletion Protection can only be applied on the Cluster level");
  }

  @Test
  void deletesAMemberOfAProtectedCluster() {
    SimDbCluster catalog =
        account.createCluster(REGION, "catalog", SimDbCluster::protectedFromDeletion);
    SimDb member = db("catalog-1", one -> one.memberOf(catalog));

    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("catalog-1").skipFinalSnapshot(true));

    assertThat(member.status()).isEqualTo("deleting");
  }

  @Test
  void refusesToStopClustersThatAreNotPlainAurora() {
    account.createCluster(REGION, "payments", one -> one.engine("mysql"));
    account.createCluster(REGION, "world", one -> one.inGlobalCluster("g"));
    account.createCluster(REGION, "old", SimDbCluster::serverlessV1);

    for (String name : List.of("payments", "world", "old")) {
      refused(
          () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(name)),
          "InvalidDBClusterStateFault",
          name);
    }
  }

  @Test
  void membersStopAndStartWithTheirCluster() {
    SimDbCluster catalog = account.createCluster(REGION, "catalog", one -> {});
    SimDb member = db("catalog-1", one -> one.memberOf(catalog));

    rds.stopDBCluster(r -> r.dbClusterIdentifier("catalog"));
    cloud.clock().advance(Duration.ofMinutes(5));
    assertThat(member.status()).isEqualTo("stopped");
    refused(
        () -> rds.modifyDBCluster(r -> r.dbClusterIdentifier("catalog").deletionProtection(true)),
        "InvalidDBClusterStateFault",
        "stopped");

    rds.startDBCluster(r -> r.dbClusterIdentifier("catalog"));
    cloud.clock().advance(Duration.ofMinutes(8));
    assertThat(member.status()).isEqualTo("available");
  }

  @Test
  void membersSeeTheirClustersNewName() {
    SimDbCluster catalog = account.createCluster(REGION, "catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    rds.modifyDBCluster(
        r ->
            r.dbClusterIdentifier("catalog")
                .newDBClusterIdentifier("catalog-old")
                .applyImmediately(true));
    cloud.clock().advance(Duration.ofMinutes(10));

    assertThat(describe("catalog-1").dbClusterIdentifier()).isEqualTo("catalog-old");
  }

  @Test
  void refusesToDeleteAnAuroraClusterThatHasMembers() {
    SimDbCluster catalog = account.createCluster(REGION, "catalog", one -> {});
    db("catalog-1", one -> one.memberOf(catalog));

    refused(
        () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("catalog").skipFinalSnapshot(true)),
        "InvalidDBClusterStateFault",
        "still contains DB instances");
  }

  @Test
  void aMultiAzClusterTakesItsMembersWithIt() {
    SimDbCluster payments = account.createCluster(REGION, "payments", one -> one.engine("mysql"));
    db("payments-1", one -> one.memberOf(payments));

    rds.deleteDBCluster(r -> r.dbClusterIdentifier("payments").skipFinalSnapshot(true));
    cloud.clock().advance(Duration.ofMinutes(5));

    assertThat(rds.describeDBClusters().dbClusters()).isEmpty();
    assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
  }

  @Test
  void refusesToDeleteAProtectedCluster() {
    account.createCluster(REGION, "catalog", SimDbCluster::protectedFromDeletion);

    refused(
        () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("catalog").skipFinalSnapshot(true)),
        "InvalidParameterCombination",
        "Cannot delete protected Cluster, please disable deletion protection and try again.");
  }

  @Test
  void doesNotGuessHowRdsChangesADocumentDbCluster() {
    account.createCluster(REGION, "profiles", one -> one.engine("docdb"));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> rds.stopDBCluster(r -> r.dbClusterIdentifier("profiles")));
  }

  private SimDb db(String name, Consumer<SimDb> description) {
    return account.createDb(REGION, name, description);
  }

  private void protect(String name, boolean on) {
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(name).deletionProtection(on));
  }

  private DBInstance describe(String name) {
    return rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)).dbInstances().getFirst();
  }

  private static void refused(ThrowingCallable call, String code, String message) {
    assertThatExceptionOfType(RdsException.class)
        .isThrownBy(call)
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
