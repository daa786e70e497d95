package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import org.jspecify.annotations.Nullable;

/// Stop and start, of a DB instance and of a cluster with its members.
final class RdsRunState {

  private final SimEndpoint at;
  private final RdsState region;
  private final RdsSnapshots snapshots;

  RdsRunState(SimEndpoint at, RdsState region, RdsSnapshots snapshots) {
    this.at = at;
    this.region = region;
    this.snapshots = snapshots;
  }

  /// Stops a DB instance. Refuses a replica, a source of replicas, and SQL Server Multi-AZ;
  /// pending changes are dropped (RDS guide, USER_StopInstance).
  SimDbInstance stopDb(String asked, @Nullable String snapshot) {
    SimDbInstance db = RdsNames.db(region, asked);
    refuseMember(db);
    if (db.sourceResourceId != null || !region.replicasOf(db).isEmpty()) {
      throw RdsErrors.instanceState(
          "DB instance %s is a read replica or has read replicas and can't be stopped."
              .formatted(db.identifier));
    }
    if (db.engine.startsWith("sqlserver") && db.multiAz) {
      throw RdsErrors.instanceState(
          "DB instance %s is a Multi-AZ SQL Server instance and can't be stopped."
              .formatted(db.identifier));
    }
    if (!db.is("available")) {
      throw RdsErrors.notAvailable(db);
    }

    if (snapshot != null) {
      snapshots.take(db, snapshot);
    }
    db.pending.clear();
    db.enter("stopping", at.now());
    at.changed();
    return db;
  }

  SimDbInstance startDb(String asked) {
    SimDbInstance db = RdsNames.db(region, asked);
    refuseMember(db);
    if (!db.is("stopped")) {
      throw RdsErrors.instanceState(
          "Instance %s is not stopped, but %s.".formatted(db.identifier, db.status));
    }

    db.capacityReservation = null;
    db.enter("starting", at.now());
    at.changed();
    return db;
  }

  SimDbCluster stopCluster(String asked) {
    SimDbCluster cluster = RdsNames.cluster(region, asked);
    refuseUnlessStoppable(cluster);
    if (!cluster.is("available")) {
      throw RdsErrors.notAvailable(cluster);
    }

    enterWithMembers(cluster, "stopping");
    return cluster;
  }

  SimDbCluster startCluster(String asked) {
    SimDbCluster cluster = RdsNames.cluster(region, asked);
    refuseUnlessStoppable(cluster);
    if (!cluster.is("stopped")) {
      throw RdsErrors.clusterState(
          "DbCluster %s is not stopped, but %s.".formatted(cluster.identifier, cluster.status));
    }

    enterWithMembers(cluster, "starting");
    return cluster;
  }

  private void enterWithMembers(SimDbCluster cluster, String status) {
    cluster.enter(status, at.now());
    region.membersOf(cluster).forEach(member -> member.follow(cluster));
    at.changed();
  }

  private static void refuseMember(SimDbInstance db) {
    RdsModify.refuseOtherServices(db);
    if (db.clusterResourceId != null) {
      throw RdsErrors.combination(
          "%s DB instances are not eligible for stopping and starting.".formatted(db.engine));
    }
  }

  /// "This operation only applies to Aurora DB clusters" (RDS API, StopDBCluster), except for a
  /// global database and Serverless v1 (Aurora guide, aurora-cluster-stop-start).
  private static void refuseUnlessStoppable(SimDbCluster cluster) {
    RdsModify.refuseOtherServices(cluster);
    if (!cluster.isAurora()) {
      throw RdsErrors.clusterState(
          "DbCluster %s is not an Aurora cluster and can't be stopped or started."
              .formatted(cluster.identifier));
    }
    if (cluster.globalCluster != null) {
      throw RdsErrors.clusterState(
          "DbCluster %s is part of a global database and can't be stopped or started."
              .formatted(cluster.identifier));
    }
    if (cluster.engineMode.equals("serverless")) {
      throw RdsErrors.clusterState(
          "DbCluster %s is Aurora Serverless v1 and can't be stopped or started."
              .formatted(cluster.identifier));
    }
  }
}
