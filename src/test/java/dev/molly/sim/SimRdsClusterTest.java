package dev.molly.sim;

import static dev.molly.sim.SimTestRegion.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

class SimRdsClusterTest {
  private final SimTestRegion us = new SimTestRegion();
  private final SimCloud cloud = us.cloud;
  private final RdsClient rds = us.rds;

  @Test
  void refusesProtectionOnAMemberOfACluster() {
    SimDbCluster catalog = us.cluster("catalog", one -> {});
    us.db("catalog-1", one -> one.memberOf(catalog));

    refused(
        () -> us.protect("catalog-1", true),
        "InvalidParameterCombination",
        "Deletion Protection can only be applied on the Cluster level");
  }

  @Test
  void deletesAMemberOfAProtectedCluster() {
    SimDbCluster catalog = us.cluster("catalog", SimDbCluster::protectedFromDeletion);
    SimDbInstance member = us.db("catalog-1", one -> one.memberOf(catalog));

    rds.deleteDBInstance(r -> r.dbInstanceIdentifier("catalog-1").skipFinalSnapshot(true));

    assertThat(member.status()).isEqualTo("deleting");
  }

  @Test
  void refusesToStopClustersThatAreNotPlainAurora() {
    us.cluster("payments", one -> one.engine("mysql"));
    us.cluster("world", one -> one.inGlobalCluster("g"));
    us.cluster("old", SimDbCluster::serverlessV1);

    for (String name : List.of("payments", "world", "old")) {
      refused(
          () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(name)),
          "InvalidDBClusterStateFault",
          name);
    }
  }

  @Test
  void membersStopAndStartWithTheirCluster() {
    SimDbCluster catalog = us.cluster("catalog", one -> {});
    SimDbInstance member = us.db("catalog-1", one -> one.memberOf(catalog));

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
    SimDbCluster catalog = us.cluster("catalog", one -> {});
    us.db("catalog-1", one -> one.memberOf(catalog));

    rds.modifyDBCluster(
        r ->
            r.dbClusterIdentifier("catalog")
                .newDBClusterIdentifier("catalog-old")
                .applyImmediately(true));
    cloud.clock().advance(Duration.ofMinutes(10));

    assertThat(us.describe("catalog-1").dbClusterIdentifier()).isEqualTo("catalog-old");
  }

  @Test
  void refusesToDeleteAnAuroraClusterThatHasMembers() {
    SimDbCluster catalog = us.cluster("catalog", one -> {});
    us.db("catalog-1", one -> one.memberOf(catalog));

    refused(
        () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("catalog").skipFinalSnapshot(true)),
        "InvalidDBClusterStateFault",
        "still contains DB instances");
  }

  @Test
  void aMultiAzClusterTakesItsMembersWithIt() {
    SimDbCluster payments = us.cluster("payments", one -> one.engine("mysql"));
    us.db("payments-1", one -> one.memberOf(payments));

    rds.deleteDBCluster(r -> r.dbClusterIdentifier("payments").skipFinalSnapshot(true));
    cloud.clock().advance(Duration.ofMinutes(5));

    assertThat(rds.describeDBClusters().dbClusters()).isEmpty();
    assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
  }

  @Test
  void refusesToDeleteAProtectedCluster() {
    us.cluster("catalog", SimDbCluster::protectedFromDeletion);

    refused(
        () -> rds.deleteDBCluster(r -> r.dbClusterIdentifier("catalog").skipFinalSnapshot(true)),
        "InvalidParameterCombination",
        "Cannot delete protected Cluster, please disable deletion protection and try again.");
  }

  @Test
  void doesNotGuessHowRdsChangesADocumentDbCluster() {
    us.cluster("profiles", one -> one.engine("docdb"));

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> rds.stopDBCluster(r -> r.dbClusterIdentifier("profiles")));
  }
}
