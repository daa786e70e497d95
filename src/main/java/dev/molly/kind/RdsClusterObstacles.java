package dev.molly.kind;

import dev.molly.model.ResourceRef;
import dev.molly.retire.Obstacle;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBCluster;

/// What speaks against retiring a cluster and no database.
///
/// Source: Aurora User Guide, aurora-cluster-stop-start ("Limitations"); RDS API, StopDBCluster.
final class RdsClusterObstacles {
  private RdsClusterObstacles() {}

  static List<Obstacle> of(ResourceRef ref, DBCluster cluster) {
    var obstacles = new ArrayList<Obstacle>();
    if (cluster.globalClusterIdentifier() != null) {
      obstacles.add(
          new Obstacle(
              "global",
              "it is part of global database %s, whose clusters AWS does not stop"
                  .formatted(cluster.globalClusterIdentifier()),
              "remove it from the global database first",
              false));
    }
    if (cluster.replicationSourceIdentifier() != null) {
      obstacles.add(
          new Obstacle(
              "replica",
              "it is a replica of %s: AWS stops none"
                  .formatted(cluster.replicationSourceIdentifier()),
              "promote it first, or delete it: what it holds is its source's",
              false));
    }
    if (!cluster.readReplicaIdentifiers().isEmpty()) {
      obstacles.add(RdsObstacles.source(cluster.readReplicaIdentifiers()));
    }
    String mode = cluster.engineMode() == null ? "provisioned" : cluster.engineMode();
    if (mode.equals("serverless") || mode.equals("multimaster")) {
      obstacles.add(
          new Obstacle(
              "engine-mode",
              "its engine mode is %s, which AWS does not stop".formatted(mode),
              "take a snapshot of it yourself, then delete it without molly",
              false));
    }
    if (RdsMembers.isMultiAz(cluster)) {
      obstacles.add(
          new Obstacle(
              RdsObstacles.CANNOT_STOP,
              "it is a Multi-AZ DB cluster, which AWS does not stop: it is protected, copied and"
                  + " renamed, but goes on running and is billed until it is purged",
              "take a snapshot of it and delete it yourself",
              true));
    }
    RdsStatus.obstacle(ref, cluster.status(), "db-cluster").ifPresent(obstacles::add);
    return obstacles;
  }
}
