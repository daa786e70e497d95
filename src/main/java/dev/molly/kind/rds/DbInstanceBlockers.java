package dev.molly.kind.rds;

import dev.molly.aws.CliCommands;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// The blockers of a retirement that only database instances have.
///
/// Source: RDS User Guide, USER_StopInstance ("Limitations") and USER_RenameInstance.
final class DbInstanceBlockers {
  private DbInstanceBlockers() {}

  static List<Blocker> of(ResourceRef ref, DBInstance instance) {
    var blockers = new ArrayList<Blocker>();
    String cluster = instance.dbClusterIdentifier();
    if (cluster != null) {
      blockers.add(
          new Blocker(
              "member",
              "it is a member of cluster " + cluster + ", which is stopped and copied as a whole",
              "retire the cluster: molly retire " + cluster + " --why \"...\"",
              false));
    }
    String source = source(instance);
    if (!source.isEmpty()) {
      blockers.add(
          new Blocker(
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
      blockers.add(RdsBlockers.source(replicas));
    }
    engine(instance, blockers);
    if (instance.dbCapacityReservationIdentifier() != null) {
      blockers.add(capacity(ref, instance.dbCapacityReservationIdentifier()));
    }
    RdsStatus.blocker(ref, instance.dbInstanceStatus(), "db-instance").ifPresent(blockers::add);
    return blockers;
  }

  /// A start uses reserved capacity only where it names it, and AWS does not say what a stop that
  /// does not mention the reservation does to it.
  ///
  /// Source: RDS User Guide, "Using a Capacity Reservation with a DB instance" ("used only when
  /// you explicitly target the reservation"); RDS API Reference, StartDBInstance.
  private static Blocker capacity(ResourceRef ref, String reservation) {
    return new Blocker(
        RdsBlockers.CAPACITY,
        "it uses capacity reservation %s, and a restore starts it without one"
            .formatted(reservation),
        "put it back yourself after a restore: "
            + CliCommands.inAccount(
                ref.id().account(),
                "aws rds modify-db-instance --region %s --db-instance-identifier %s --db-capacity-reservation-identifier %s"
                    .formatted(ref.id().region(), ref.identifier(), reservation)),
        true);
  }

  private static String source(DBInstance instance) {
    if (instance.readReplicaSourceDBInstanceIdentifier() != null) {
      return instance.readReplicaSourceDBInstanceIdentifier();
    }
    return instance.readReplicaSourceDBClusterIdentifier() == null
        ? ""
        : instance.readReplicaSourceDBClusterIdentifier();
  }

  /// SQL Server has its standby by mirroring or Always On, in which case MultiAZ may not be set.
  private static void engine(DBInstance instance, List<Blocker> blockers) {
    boolean standby =
        Boolean.TRUE.equals(instance.multiAZ()) || instance.secondaryAvailabilityZone() != null;
    if (instance.engine().startsWith("sqlserver") && standby) {
      blockers.add(
          new Blocker(
              "sql-server-multi-az",
              "it is SQL Server in several zones, which AWS does not stop",
              "make it Single-AZ first",
              false));
    }
    if (instance.engine().startsWith("custom-")) {
      blockers.add(
          new Blocker(
              "rds-custom",
              "it is RDS Custom, which AWS neither stops nor renames nor deletes with a final"
                  + " snapshot",
              "take a snapshot of it yourself, then delete it without molly",
              false));
    }
  }
}
