package dev.molly.kind;

import static dev.molly.model.Clue.Topic.AGE;
import static dev.molly.model.Clue.Topic.BACKUP;
import static dev.molly.model.Clue.Topic.LOSS;
import static dev.molly.model.Clue.Topic.REFERS;
import static dev.molly.model.Clue.Topic.SIZE;
import static dev.molly.model.Clue.Topic.USE;
import static dev.molly.model.Clue.Topic.WHAT;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.Clue;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Used;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/// Whether an RDS instance is still used. It is used when somebody is connected.
final class RdsClues implements Clues {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  @Override
  public List<String> reads() {
    return List.of("rds:DescribeDBInstances", "rds:DescribeDBSnapshots", Metrics.PERMISSION);
  }

  @Override
  public List<Clue> of(Session session, ResourceRef ref, Instant now) {
    var found = new Gathering();
    found.ask(
        WHAT,
        "what it is, and all else about it,",
        () -> of(session, ref.id().region(), RdsInstance.get(session, ref), now, found));
    return found.all();
  }

  private static void of(
      Session session, RegionId region, DBInstance db, Instant now, Gathering found) {
    found.calm(
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
      found.calm(SIZE, Amounts.number(db.allocatedStorage()) + " GiB of storage");
    }
    created(db.instanceCreateTime(), now, found);
    found.ask(
        USE,
        "the connections to it",
        () -> connections(session, region, db).tell(isUp(db.dbInstanceStatus()), now, found));
    refers(db, found);
    found.ask(BACKUP, "its snapshots", () -> backup(session, region, db, now, found));
    loss(db, found);
  }

  static void created(@Nullable Instant at, Instant now, Gathering found) {
    if (at == null) {
      found.unknown(AGE, "RDS does not say when it was created");
    } else {
      found.calm(AGE, "created on " + Amounts.since(at, now));
    }
  }

  /// Whether CloudWatch hears of it. Every other status is one in which it takes connections, or
  /// may.
  static boolean isUp(String status) {
    return !List.of("stopped", "stopping", "starting", "creating").contains(status);
  }

  private static RdsConnections connections(Session session, RegionId region, DBInstance db) {
    return new RdsConnections(
        session, region, "DBInstanceIdentifier", List.of(db.dbInstanceIdentifier()));
  }

  private static void refers(DBInstance db, Gathering found) {
    List<String> replicas = db.readReplicaDBInstanceIdentifiers();
    if (!replicas.isEmpty()) {
      found.alarm(
          REFERS,
          "%s of it: %s"
              .formatted(
                  Amounts.count(replicas.size(), "read replica"), String.join(", ", replicas)));
    }
    if (!db.readReplicaDBClusterIdentifiers().isEmpty()) {
      found.alarm(
          REFERS,
          "Aurora clusters replicate it: "
              + String.join(", ", db.readReplicaDBClusterIdentifiers()));
    }
    if (db.readReplicaSourceDBInstanceIdentifier() != null) {
      found.calm(REFERS, "a read replica of " + db.readReplicaSourceDBInstanceIdentifier());
    }
    if (db.dbClusterIdentifier() != null) {
      found.alarm(REFERS, "a member of cluster " + db.dbClusterIdentifier());
    }
    if (replicas.isEmpty() && db.readReplicaDBClusterIdentifiers().isEmpty()) {
      found.calm(REFERS, "no read replica");
    }
    found.unknown(
        REFERS, "not looked at: RDS Proxy, DNS records, and clients that know its endpoint");
  }

  private static void backup(
      Session session, RegionId region, DBInstance db, Instant now, Gathering found) {
    boolean restorable = restorable(db.latestRestorableTime(), now, found);
    if (db.dbClusterIdentifier() != null) {
      found.calm(BACKUP, "a member of a cluster: its backups are the cluster's");
      return;
    }
    Optional<DBSnapshot> last = lastSnapshot(session, region, db);
    last.ifPresent(
        snapshot ->
            found.calm(
                BACKUP,
                "last snapshot: %s, %s"
                    .formatted(
                        snapshot.dbSnapshotIdentifier(),
                        Amounts.since(snapshot.snapshotCreateTime(), now))));
    if (last.isEmpty() && !restorable) {
      found.alarm(BACKUP, "there is no snapshot of it, and no automated backup");
    } else if (last.isEmpty()) {
      found.calm(BACKUP, "there is no snapshot of it beside the automated backups");
    }
  }

  static boolean restorable(@Nullable Instant latest, Instant now, Gathering found) {
    if (latest != null) {
      found.calm(
          BACKUP, "automated backups: it can be restored up to " + Amounts.since(latest, now));
    }
    return latest != null;
  }

  /// Found by the id that survives a rename: a snapshot keeps the name its source had. Stand-ins
  /// for RDS may not heed that, so it is held against the answer as well.
  private static Optional<DBSnapshot> lastSnapshot(
      Session session, RegionId region, DBInstance db) {
    var pages =
        session
            .rds(region)
            .describeDBSnapshotsPaginator(r -> r.dbiResourceId(db.dbiResourceId()).maxRecords(PAGE))
            .iterator();
    String permission = "rds:DescribeDBSnapshots";
    Optional<DBSnapshot> last = Optional.empty();
    for (int page = 0; page < MOST_PAGES && Ask.aws(permission, pages::hasNext); page++) {
      last =
          Stream.concat(last.stream(), Ask.aws(permission, pages::next).dbSnapshots().stream())
              .filter(snapshot -> isOf(db, snapshot))
              .filter(snapshot -> "available".equals(snapshot.status()))
              .filter(snapshot -> snapshot.snapshotCreateTime() != null)
              .max(Comparator.comparing(DBSnapshot::snapshotCreateTime));
    }
    return last;
  }

  private static boolean isOf(DBInstance db, DBSnapshot snapshot) {
    return snapshot.dbiResourceId() == null
        ? db.dbInstanceIdentifier().equals(snapshot.dbInstanceIdentifier())
        : db.dbiResourceId().equals(snapshot.dbiResourceId());
  }

  /// Source: RDS User Guide, "Stopping an Amazon RDS DB instance temporarily".
  private static void loss(DBInstance db, Gathering found) {
    if (Boolean.TRUE.equals(db.publiclyAccessible())) {
      found.alarm(LOSS, "its public IP address goes with a stop; its endpoint's name stays");
    } else {
      found.calm(LOSS, "it has no public IP address");
    }
    found.calm(
        LOSS,
        "while it is stopped no backup is made, and the time does not count against their"
            + " retention");
  }

  @Override
  public Used usedSince(Session session, ResourceRef ref, Instant since, Instant now) {
    DBInstance db = RdsInstance.get(session, ref);
    return connections(session, ref.id().region(), db)
        .since(isUp(db.dbInstanceStatus()), since, now);
  }
}
