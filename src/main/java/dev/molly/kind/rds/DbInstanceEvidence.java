package dev.molly.kind.rds;

import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.LOSS;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;

import dev.molly.aws.AccountSession;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/// Reads the evidence of whether an RDS instance is still used. It is used if there is a
/// connection to it.
final class DbInstanceEvidence extends RdsEvidence<DBInstance> {
  DbInstanceEvidence(DbInstances instances) {
    super(instances);
  }

  @Override
  public List<String> reads() {
    return List.of(
        "rds:DescribeDBInstances", "rds:DescribeDBSnapshots", CloudWatchMetrics.PERMISSION);
  }

  @Override
  void tell(
      AccountSession session,
      RegionId region,
      DBInstance db,
      Instant now,
      EvidenceCollector found) {
    found.note(
        WHAT,
        "%s %s on %s, %s, %s"
            .formatted(
                db.engine(),
                db.engineVersion(),
                db.dbInstanceClass(),
                Boolean.TRUE.equals(db.multiAZ()) ? "Multi-AZ" : "in one zone",
                db.dbInstanceStatus()));
    if (db.allocatedStorage() == null) {
      found.unknown(SIZE, "RDS does not say how much storage it has");
    } else {
      found.note(SIZE, HumanQuantities.number(db.allocatedStorage()) + " GiB of storage");
    }
    created(db.instanceCreateTime(), now, found);
    found.ask(
        USE,
        "the connections to it",
        () -> connections(session, region, db).tell(isUp(db), now, found));
    refers(db, found);
    found.ask(BACKUP, "its snapshots", () -> backup(session, region, db, now, found));
    loss(db, found);
  }

  @Override
  boolean isUp(DBInstance db) {
    return isUp(db.dbInstanceStatus());
  }

  @Override
  ConnectionMetrics connections(AccountSession session, RegionId region, DBInstance db) {
    return new ConnectionMetrics(
        session, region, "DBInstanceIdentifier", List.of(db.dbInstanceIdentifier()));
  }

  private static void refers(DBInstance db, EvidenceCollector found) {
    List<String> replicas = db.readReplicaDBInstanceIdentifiers();
    if (!replicas.isEmpty()) {
      found.warning(
          REFERS,
          "%s of it: %s"
              .formatted(
                  HumanQuantities.count(replicas.size(), "read replica"),
                  String.join(", ", replicas)));
    }
    if (!db.readReplicaDBClusterIdentifiers().isEmpty()) {
      found.warning(
          REFERS,
          "Aurora clusters replicate it: "
              + String.join(", ", db.readReplicaDBClusterIdentifiers()));
    }
    if (db.readReplicaSourceDBInstanceIdentifier() != null) {
      found.note(REFERS, "a read replica of " + db.readReplicaSourceDBInstanceIdentifier());
    }
    if (db.dbClusterIdentifier() != null) {
      found.warning(REFERS, "a member of cluster " + db.dbClusterIdentifier());
    }
    if (replicas.isEmpty() && db.readReplicaDBClusterIdentifiers().isEmpty()) {
      found.note(REFERS, "no read replica");
    }
    found.unknown(
        REFERS, "not looked at: RDS Proxy, DNS records, and clients that know its endpoint");
  }

  private static void backup(
      AccountSession session,
      RegionId region,
      DBInstance db,
      Instant now,
      EvidenceCollector found) {
    boolean restorable = restorable(db.latestRestorableTime(), now, found);
    if (db.dbClusterIdentifier() != null) {
      found.note(BACKUP, "a member of a cluster: its backups are the cluster's");
      return;
    }
    backup(lastSnapshot(session, region, db).orElse(null), restorable, now, found);
  }

  /// Finds snapshots by the resource id, which survives a rename: a snapshot keeps the name that
  /// its source had. Stand-ins for RDS may ignore that filter, so the response is filtered as
  /// well.
  private static Optional<Taken> lastSnapshot(
      AccountSession session, RegionId region, DBInstance db) {
    var pages =
        session
            .client(RdsClient.class, region)
            .describeDBSnapshotsPaginator(
                r -> r.dbiResourceId(db.dbiResourceId()).maxRecords(PAGE));
    return last(
        "rds:DescribeDBSnapshots",
        pages.iterator(),
        page ->
            page.dbSnapshots().stream()
                .filter(one -> isOf(db, one))
                .flatMap(DbInstanceEvidence::taken));
  }

  private static Stream<Taken> taken(DBSnapshot one) {
    return Taken.of(one.dbSnapshotIdentifier(), one.status(), one.snapshotCreateTime());
  }

  private static boolean isOf(DBInstance db, DBSnapshot snapshot) {
    return snapshot.dbiResourceId() == null
        ? db.dbInstanceIdentifier().equals(snapshot.dbInstanceIdentifier())
        : db.dbiResourceId().equals(snapshot.dbiResourceId());
  }

  /// Source: RDS User Guide, "Stopping an Amazon RDS DB instance temporarily".
  private static void loss(DBInstance db, EvidenceCollector found) {
    if (Boolean.TRUE.equals(db.publiclyAccessible())) {
      found.warning(LOSS, "its public IP address goes with a stop; its endpoint's name stays");
    } else {
      found.note(LOSS, "it has no public IP address");
    }
    found.note(
        LOSS,
        "while it is stopped no backup is made, and the time does not count against their"
            + " retention");
  }
}
