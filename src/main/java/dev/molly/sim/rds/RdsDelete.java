package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DeleteDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;

/// The final deletion of a DB instance or a cluster.
final class RdsDelete {

  private final SimEndpoint at;
  private final RdsState region;
  private final RdsSnapshots snapshots;

  RdsDelete(SimEndpoint at, RdsState region, RdsSnapshots snapshots) {
    this.at = at;
    this.region = region;
    this.snapshots = snapshots;
  }

  SimDbInstance db(DeleteDbInstanceRequest request) {
    SimDbInstance db = RdsNames.db(region, request.dbInstanceIdentifier());
    RdsModify.refuseOtherServices(db);
    SimDbCluster cluster = RdsShapes.clusterOf(region, db);
    if (cluster != null && cluster.isMultiAz()) {
      throw RdsErrors.combination(
          "DB instance %s belongs to a Multi-AZ DB cluster: delete the cluster instead"
              .formatted(db.identifier));
    }
    // The code is the same as for a missing final snapshot: only the message differs
    // (https://github.com/hashicorp/terraform-provider-aws/issues/26233).
    if (db.deletionProtection) {
      throw RdsErrors.combination(
          "Cannot delete protected DB Instance, please disable deletion protection and try again.");
    }
    if (cluster != null && cluster.is("stopped")) {
      throw RdsErrors.notAvailable(cluster);
    }
    refuseInTransit(db);
    checkFinalSnapshot(db, request);

    if (request.finalDBSnapshotIdentifier() != null) {
      snapshots.take(db, request.finalDBSnapshotIdentifier());
    }
    if (keeps(request.deleteAutomatedBackups(), db)) {
      region.keptBackups.put(db.resourceId, db.identifier);
    }
    db.enter("deleting", at.now());
    at.changed();
    return db;
  }

  SimDbCluster cluster(DeleteDbClusterRequest request) {
    SimDbCluster cluster = RdsNames.cluster(region, request.dbClusterIdentifier());
    RdsModify.refuseOtherServices(cluster);
    if (cluster.deletionProtection) {
      throw RdsErrors.combination(
          "Cannot delete protected Cluster, please disable deletion protection and try again.");
    }
    refuseInTransit(cluster);
    boolean members = region.membersOf(cluster).stream().anyMatch(db -> !db.is("deleting"));
    // A Multi-AZ DB cluster is deleted with its instances; Aurora requires that they are deleted
    // first.
    if (members && !cluster.isMultiAz()) {
      throw RdsErrors.clusterState(
          "Cluster cannot be deleted, it still contains DB instances in non-deleting state.");
    }
    checkFinalSnapshot(request.skipFinalSnapshot(), request.finalDBSnapshotIdentifier());

    if (request.finalDBSnapshotIdentifier() != null) {
      snapshots.take(cluster, request.finalDBSnapshotIdentifier());
    }
    if (keeps(request.deleteAutomatedBackups(), cluster)) {
      region.keptClusterBackups.put(cluster.resourceId, cluster.identifier);
    }
    cluster.enter("deleting", at.now());
    region.membersOf(cluster).forEach(db -> db.enter("deleting", at.now()));
    at.changed();
    return cluster;
  }

  /// Automated backups are deleted too unless the caller requests otherwise (RDS API,
  /// DeleteDBInstance).
  private static boolean keeps(@Nullable Boolean deletes, SimDatabase<?> database) {
    return Boolean.FALSE.equals(deletes) && database.backupRetentionDays > 0;
  }

  /// A stopped cluster with instances must be started first
  /// (https://github.com/rebuy-de/aws-nuke/issues/967). For a single stopped instance AWS
  /// documents nothing; refusing is the harsher response, and a caller that starts it first is
  /// correct either way.
  private static void refuseInTransit(SimDatabase<?> database) {
    if (database.is("deleting", "renaming", "starting", "stopping", "stopped", "modifying")) {
      throw RdsErrors.notAvailable(database);
    }
  }

  /// A member has no final snapshot of its own, and the deletion of a replica must skip it
  /// explicitly (https://github.com/cloud-custodian/cloud-custodian/issues/1153). A database
  /// that has failed or cannot be reached can only be deleted without one (RDS API,
  /// DeleteDBInstance).
  private static void checkFinalSnapshot(SimDbInstance db, DeleteDbInstanceRequest request) {
    String name = request.finalDBSnapshotIdentifier();
    if (db.clusterResourceId != null || db.sourceResourceId != null) {
      if (name != null) {
        throw RdsErrors.combination(
            "FinalDBSnapshotIdentifier can not be specified when deleting a %s instance"
                .formatted(db.clusterResourceId == null ? "replica" : "cluster"));
      }
      if (db.clusterResourceId != null) {
        return;
      }
    }
    boolean unreachable =
        db.is("failed", "incompatible-restore", "incompatible-network", "creating");
    if (unreachable && name != null) {
      throw RdsErrors.notAvailable(db);
    }
    checkFinalSnapshot(request.skipFinalSnapshot(), name);
  }

  private static void checkFinalSnapshot(@Nullable Boolean skip, @Nullable String name) {
    boolean skips = Boolean.TRUE.equals(skip);
    if (!skips && name == null) {
      throw RdsErrors.combination(
          "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    if (skips && name != null) {
      throw RdsErrors.combination(
          "FinalDBSnapshotIdentifier can not be specified when SkipFinalSnapshot is enabled.");
    }
  }
}
