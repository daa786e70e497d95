package dev.molly.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Tag;

/// An Aurora cluster with one member. Moto forgets that it is one while the cluster has another
/// name, so that a purge leaves it there, unlike on AWS: the simulator shows how members go.
record RetirableCluster(RdsClient rds) implements Retirable {
  static RetirableCluster plant(RdsClient rds) {
    rds.createDBCluster(
        r ->
            r.dbClusterIdentifier(NAME)
                .engine("aurora-mysql")
                .masterUsername("molly")
                .masterUserPassword("not-a-secret")
                .tags(Tag.builder().key("env").value("production").build()));
    rds.createDBInstance(
        r ->
            r.dbInstanceIdentifier(NAME + "-1")
                .dbClusterIdentifier(NAME)
                .dbInstanceClass("db.r6g.large")
                .engine("aurora-mysql"));
    return new RetirableCluster(rds);
  }

  private DBCluster cluster() {
    return rds.describeDBClusters().dbClusters().getFirst();
  }

  @Override
  public String arn() {
    return cluster().dbClusterArn();
  }

  @Override
  public Map<String, String> state() {
    DBCluster cluster = cluster();
    return new TreeMap<>(
        Map.of(
            "name", cluster.dbClusterIdentifier(),
            "state", cluster.status(),
            "deletion-protection", String.valueOf(cluster.deletionProtection()),
            "members", String.valueOf(cluster.dbClusterMembers().size()),
            "tags", RetirableDatabase.tags(cluster.tagList())));
  }

  @Override
  public Map<String, String> whenRetired() {
    return Map.of("name", NAME + "-deleted-DAY", "state", "stopped", "deletion-protection", "true");
  }

  @Override
  public boolean isThere() {
    return !rds.describeDBClusters().dbClusters().isEmpty();
  }

  @Override
  public List<String> copies() {
    return rds
        .describeDBClusterSnapshots(r -> r.snapshotType("manual"))
        .dbClusterSnapshots()
        .stream()
        .map(copy -> copy.dbClusterSnapshotIdentifier())
        .map(RetirableDatabase::withoutTime)
        .sorted()
        .toList();
  }

  @Override
  public List<String> copiesWhenPurged() {
    return List.of(NAME + "-deleted-DAY-final", NAME + "-molly-TIME");
  }
}
