package dev.molly.sim.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ClusterPendingModifiedValues;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Tag;

/// The state in the form that RDS returns to a caller.
final class RdsShapes {

  private RdsShapes() {}

  static DBInstance db(RdsState region, SimDbInstance db) {
    DBInstance.Builder shape =
        DBInstance.builder()
            .dbInstanceIdentifier(db.identifier)
            .dbiResourceId(db.resourceId)
            .dbInstanceArn(region.arn("db", db.identifier))
            .dbInstanceClass(db.instanceClass)
            .dbInstanceStatus(db.status)
            .engine(db.engine)
            .engineVersion(db.engineVersion)
            .dbCapacityReservationIdentifier(db.capacityReservation)
            .publiclyAccessible(db.publiclyAccessible)
            .availabilityZone(db.zone)
            .multiAZ(db.multiAz)
            .allocatedStorage(db.gib)
            .storageEncrypted(db.kmsKey != null)
            .kmsKeyId(db.kmsKey)
            .instanceCreateTime(db.createdAt)
            .backupRetentionPeriod(db.backupRetentionDays)
            .copyTagsToSnapshot(db.copyTagsToSnapshot)
            .deletionProtection(db.deletionProtection)
            .automaticRestartTime(db.automaticRestart())
            .pendingModifiedValues(pendingOf(db))
            .readReplicaDBInstanceIdentifiers(names(region.replicasOf(db)))
            .tagList(tags(db.tags));
    SimDbInstance source = db.sourceResourceId == null ? null : region.dbs.get(db.sourceResourceId);
    if (source != null) {
      shape.readReplicaSourceDBInstanceIdentifier(source.identifier);
    }
    SimDbCluster cluster = clusterOf(region, db);
    if (cluster != null) {
      shape.dbClusterIdentifier(cluster.identifier);
    }
    return shape.build();
  }

  static DBCluster cluster(RdsState region, SimDbCluster cluster) {
    return DBCluster.builder()
        .dbClusterIdentifier(cluster.identifier)
        .dbClusterResourceId(cluster.resourceId)
        .dbClusterArn(region.arn("cluster", cluster.identifier))
        .status(cluster.status)
        .engine(cluster.engine)
        .engineVersion(cluster.engineVersion)
        .engineMode(cluster.engineMode)
        .allocatedStorage(cluster.allocated())
        .storageEncrypted(cluster.kmsKey != null)
        .kmsKeyId(cluster.kmsKey)
        .multiAZ(region.membersOf(cluster).size() > 1)
        .clusterCreateTime(cluster.createdAt)
        .backupRetentionPeriod(cluster.backupRetentionDays)
        .copyTagsToSnapshot(cluster.copyTagsToSnapshot)
        .deletionProtection(cluster.deletionProtection)
        .automaticRestartTime(cluster.automaticRestart())
        .globalClusterIdentifier(cluster.globalCluster)
        .pendingModifiedValues(pendingOf(cluster))
        .dbClusterMembers(members(region.membersOf(cluster)))
        .tagList(tags(cluster.tags))
        .build();
  }

  static DBSnapshot snapshot(RdsState region, SimDbSnapshot snapshot) {
    return DBSnapshot.builder()
        .dbSnapshotIdentifier(snapshot.identifier)
        .dbSnapshotArn(region.arn("snapshot", snapshot.identifier))
        .dbInstanceIdentifier(snapshot.sourceIdentifier)
        .dbiResourceId(snapshot.sourceResourceId)
        .engine(snapshot.engine)
        .snapshotType("manual")
        .allocatedStorage(snapshot.gib)
        .encrypted(snapshot.kmsKey != null)
        .kmsKeyId(snapshot.kmsKey)
        .status(snapshot.status)
        .percentProgress(snapshot.status.equals("available") ? 100 : 0)
        .snapshotCreateTime(snapshot.createdAt)
        .tagList(tags(snapshot.tags))
        .build();
  }

  static DBClusterSnapshot clusterSnapshot(RdsState region, SimDbSnapshot snapshot) {
    return DBClusterSnapshot.builder()
        .dbClusterSnapshotIdentifier(snapshot.identifier)
        .dbClusterSnapshotArn(region.arn("cluster-snapshot", snapshot.identifier))
        .dbClusterIdentifier(snapshot.sourceIdentifier)
        .dbClusterResourceId(snapshot.sourceResourceId)
        .engine(snapshot.engine)
        .snapshotType("manual")
        .allocatedStorage(snapshot.gib)
        .storageEncrypted(snapshot.kmsKey != null)
        .kmsKeyId(snapshot.kmsKey)
        .status(snapshot.status)
        .percentProgress(snapshot.status.equals("available") ? 100 : 0)
        .snapshotCreateTime(snapshot.createdAt)
        .tagList(tags(snapshot.tags))
        .build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static @Nullable SimDbCluster clusterOf(RdsState region, SimDbInstance db) {
    return db.clusterResourceId == null ? null : region.clusters.get(db.clusterResourceId);
  }

  private static PendingModifiedValues pendingOf(SimDbInstance db) {
    return PendingModifiedValues.builder()
        .dbInstanceIdentifier(db.pending.get(SimDatabase.RENAME))
        .dbInstanceClass(db.pending.get(SimDatabase.CLASS))
        .backupRetentionPeriod(number(db.pending.get(SimDatabase.RETENTION)))
        .build();
  }

  private static @Nullable ClusterPendingModifiedValues pendingOf(SimDbCluster cluster) {
    if (cluster.pending.isEmpty()) {
      return null;
    }
    return ClusterPendingModifiedValues.builder()
        .dbClusterIdentifier(cluster.pending.get(SimDatabase.RENAME))
        .backupRetentionPeriod(number(cluster.pending.get(SimDatabase.RETENTION)))
        .build();
  }

  private static @Nullable Integer number(@Nullable String text) {
    return text == null ? null : Integer.valueOf(text);
  }

  private static List<String> names(List<SimDbInstance> dbs) {
    return dbs.stream().map(db -> db.identifier).toList();
  }

  /// The first member is the writer.
  private static List<DBClusterMember> members(List<SimDbInstance> dbs) {
    List<DBClusterMember> members = new ArrayList<>();
    for (SimDbInstance db : dbs) {
      members.add(
          DBClusterMember.builder()
              .dbInstanceIdentifier(db.identifier)
              .isClusterWriter(members.isEmpty())
              .build());
    }
    return members;
  }
}
