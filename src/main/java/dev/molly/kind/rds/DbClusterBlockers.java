package dev.molly.kind.rds;

import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBCluster;

/// The blockers of a retirement that only clusters have.
///
/// Source: Aurora User Guide, aurora-cluster-stop-start ("Limitations"); RDS API, StopDBCluster.
final class DbClusterBlockers {
  private DbClusterBlockers() {}

  static List<Blocker> of(ResourceRef ref, DBCluster cluster) {
    var blockers = new ArrayList<Blocker>();
    if (cluster.globalClusterIdentifier() != null) {
      blockers.add(
          new Blocker(
              "global",
              "it is part of global database %s, whose clusters AWS does not stop"
                  .formatted(cluster.globalClusterIdentifier()),
              "remove it from the global database first",
              false));
    }
    if (cluster.replicationSourceIdentifier() != null) {
      blockers.add(
          new Blocker(
              "replica",
              "it is a replica of %s: AWS stops none"
                  .formatted(cluster.replicationSourceIdentifier()),
              "promote it first, or delete it: what it holds is its source's",
              false));
    }
    if (!cluster.readReplicaIdentifiers().isEmpty()) {
      blockers.add(RdsBlockers.source(cluster.readReplicaIdentifiers()));
    }
    String mode = cluster.engineMode() == null ? "provisioned" : cluster.engineMode();
    if (mode.equals("serverless") || mode.equals("multimaster")) {
      blockers.add(
          new Blocker(
              "engine-mode",
              "its engine mode is %s, which AWS does not stop".formatted(mode),
              "take a snapshot of it yourself, then delete it without molly",
              false));
    }
    if (ClusterMembers.isMultiAz(cluster)) {
      blockers.add(
          new Blocker(
              RdsBlockers.CANNOT_STOP,
              "it is a Multi-AZ DB cluster, which AWS does not stop: it is protected, copied and"
                  + " renamed, but goes on running and is billed until it is purged",
              "take a snapshot of it and delete it yourself",
              true));
    }
    RdsStatus.blocker(ref, cluster.status(), "db-cluster").ifPresent(blockers::add);
    return blockers;
  }
}
