package dev.molly.kind;

import dev.molly.model.ResourceRef;
import dev.molly.retire.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// What speaks against retiring a database and no cluster.
///
/// Source: RDS User Guide, USER_StopInstance ("Limitations") and USER_RenameInstance.
final class RdsInstanceObstacles {
  private RdsInstanceObstacles() {}

  static List<Obstacle> of(ResourceRef ref, DBInstance instance) {
    var obstacles = new ArrayList<Obstacle>();
    String cluster = instance.dbClusterIdentifier();
    if (cluster != null) {
      obstacles.add(
          new Obstacle(
              "member",
              "it is a member of cluster " + cluster + ", which is stopped and copied as a whole",
              "retire the cluster: molly retire " + cluster + " --why \"...\"",
              false));
    }
    String source = source(instance);
    if (!source.isEmpty()) {
      obstacles.add(
          new Obstacle(
              "replica",
              "it is a read replica of " + source + ": AWS stops none, and takes no final snapshot",
              "promote it first, or delete it: what it holds is its source's",
              false));
    }
    List<String> replicas =
        Stream.concat(
                instance.readReplicaDBInstanceIdentifiers().stream(),
                instance.readReplicaDBClusterIdentifiers().stream())
            .toList();
    if (!replicas.isEmpty()) {
      obstacles.add(RdsObstacles.source(replicas));
    }
    engine(instance, obstacles);
    RdsStatus.obstacle(ref, instance.dbInstanceStatus(), "db-instance").ifPresent(obstacles::add);
    return obstacles;
  }

  private static String source(DBInstance instance) {
    if (instance.readReplicaSourceDBInstanceIdentifier() != null) {
      return instance.readReplicaSourceDBInstanceIdentifier();
    }
    return instance.readReplicaSourceDBClusterIdentifier() == null
        ? ""
        : instance.readReplicaSourceDBClusterIdentifier();
  }

  /// SQL Server has its standby by mirroring or Always On, and then MultiAZ may say nothing.
  private static void engine(DBInstance instance, List<Obstacle> obstacles) {
    boolean standby =
        Boolean.TRUE.equals(instance.multiAZ()) || instance.secondaryAvailabilityZone() != null;
    if (instance.engine().startsWith("sqlserver") && standby) {
      obstacles.add(
          new Obstacle(
              "sql-server-multi-az",
              "it is SQL Server in several zones, which AWS does not stop",
              "make it Single-AZ first",
              false));
    }
    if (instance.engine().startsWith("custom-")) {
      obstacles.add(
          new Obstacle(
              "rds-custom",
              "it is RDS Custom, which AWS neither stops nor renames nor deletes with a final"
                  + " snapshot",
              "take a snapshot of it yourself, then delete it without molly",
              false));
    }
  }
}
