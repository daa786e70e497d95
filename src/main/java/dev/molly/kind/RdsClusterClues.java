package dev.molly.kind;

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
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/// Whether an RDS cluster is still used. It is used when somebody is connected to a member.
final class RdsClusterClues implements Clues {
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  @Override
  public List<String> reads() {
    return List.of("rds:DescribeDBClusters", "rds:DescribeDBClusterSnapshots", Metrics.PERMISSION);
  }

  @Override
  public List<Clue> of(Session session, ResourceRef ref, Instant now) {
    var found = new Gathering();
    found.ask(
        WHAT,
        "what it is, and all else about it,",
        () -> of(session, ref.id().region(), RdsCluster.get(session, ref), now, found));
    return found.all();
  }

  private static void of(
      Session session, RegionId region, DBCluster cluster, Instant now, Gathering found) {
    List<String> members = members(cluster);
    found.calm(
        WHAT,
        "%s %s with %s, %s"
            .formatted(
                cluster.engine(),
                cluster.engineVersion(),
                Amounts.count(members.size(), "member"),
                cluster.status()));
    size(cluster, found);
    RdsClues.created(cluster.clusterCreateTime(), now, found);
    found.ask(
        USE,
        "the connections to it",
        () -> connections(session, region, cluster).tell(isUp(cluster), now, found));
    refers(cluster, members, found);
    found.ask(BACKUP, "its snapshots", () -> backup(session, region, cluster, now, found));
    loss(cluster, found);
  }

  private static List<String> members(DBCluster cluster) {
    return cluster.dbClusterMembers().stream().map(DBClusterMember::dbInstanceIdentifier).toList();
  }

  /// Aurora's storage grows by itself, and AllocatedStorage is 1 for it.
  private static void size(DBCluster cluster, Gathering found) {
    if (isAurora(cluster) || cluster.allocatedStorage() == null) {
      found.unknown(SIZE, "RDS does not say how much storage it uses");
    } else {
      found.calm(SIZE, Amounts.number(cluster.allocatedStorage()) + " GiB of storage");
    }
  }

  private static boolean isAurora(DBCluster cluster) {
    return cluster.engine().startsWith("aurora");
  }

  /// A cluster without a member takes no connection.
  private static boolean isUp(DBCluster cluster) {
    return RdsClues.isUp(cluster.status())
        && (!members(cluster).isEmpty() || "serverless".equals(cluster.engineMode()));
  }

  /// Serverless v1 has no members and reports as a cluster.
  private static RdsConnections connections(Session session, RegionId region, DBCluster cluster) {
    List<String> members = members(cluster);
    return members.isEmpty()
        ? new RdsConnections(
            session, region, "DBClusterIdentifier", List.of(cluster.dbClusterIdentifier()))
        : new RdsConnections(session, region, "DBInstanceIdentifier", members);
  }

  private static void refers(DBCluster cluster, List<String> members, Gathering found) {
    if (!members.isEmpty()) {
      found.calm(REFERS, "its members stop with it: " + String.join(", ", members));
    }
    if (cluster.globalClusterIdentifier() != null) {
      found.alarm(REFERS, "part of global database " + cluster.globalClusterIdentifier());
    }
    List<String> replicas = cluster.readReplicaIdentifiers();
    if (replicas.isEmpty()) {
      found.calm(REFERS, "no replica outside of it");
    } else {
      found.alarm(
          REFERS,
          "%s of it: %s"
              .formatted(Amounts.count(replicas.size(), "replica"), String.join(", ", replicas)));
    }
    found.unknown(
        REFERS, "not looked at: RDS Proxy, DNS records, and clients that know its endpoints");
  }

  private static void backup(
      Session session, RegionId region, DBCluster cluster, Instant now, Gathering found) {
    boolean restorable = RdsClues.restorable(cluster.latestRestorableTime(), now, found);
    Optional<DBClusterSnapshot> last = lastSnapshot(session, region, cluster);
    last.ifPresent(
        snapshot ->
            found.calm(
                BACKUP,
                "last snapshot: %s, %s"
                    .formatted(
                        snapshot.dbClusterSnapshotIdentifier(),
                        Amounts.since(snapshot.snapshotCreateTime(), now))));
    if (last.isEmpty() && !restorable) {
      found.alarm(BACKUP, "there is no snapshot of it, and no automated backup");
    } else if (last.isEmpty()) {
      found.calm(BACKUP, "there is no snapshot of it beside the automated backups");
    }
  }

  /// As for an instance, by the id that survives a rename.
  private static Optional<DBClusterSnapshot> lastSnapshot(
      Session session, RegionId region, DBCluster cluster) {
    var pages =
        session
            .rds(region)
            .describeDBClusterSnapshotsPaginator(
                r -> r.dbClusterResourceId(cluster.dbClusterResourceId()).maxRecords(PAGE))
            .iterator();
    String permission = "rds:DescribeDBClusterSnapshots";
    Optional<DBClusterSnapshot> last = Optional.empty();
    for (int page = 0; page < MOST_PAGES && Ask.aws(permission, pages::hasNext); page++) {
      last =
          Stream.concat(
                  last.stream(), Ask.aws(permission, pages::next).dbClusterSnapshots().stream())
              .filter(snapshot -> isOf(cluster, snapshot))
              .filter(snapshot -> "available".equals(snapshot.status()))
              .filter(snapshot -> snapshot.snapshotCreateTime() != null)
              .max(Comparator.comparing(DBClusterSnapshot::snapshotCreateTime));
    }
    return last;
  }

  private static boolean isOf(DBCluster cluster, DBClusterSnapshot snapshot) {
    return snapshot.dbClusterResourceId() == null
        ? cluster.dbClusterIdentifier().equals(snapshot.dbClusterIdentifier())
        : cluster.dbClusterResourceId().equals(snapshot.dbClusterResourceId());
  }

  /// Source: Aurora User Guide, "Stopping and starting an Amazon Aurora DB cluster".
  private static void loss(DBCluster cluster, Gathering found) {
    found.unknown(LOSS, "whether a member has a public IP address, which goes with a stop");
    if (isAurora(cluster)) {
      found.alarm(
          LOSS,
          "while it is stopped no backup is made, and Aurora does not keep the ones there are any"
              + " longer");
    } else {
      found.calm(LOSS, "while it is stopped no backup is made");
    }
  }

  @Override
  public Used usedSince(Session session, ResourceRef ref, Instant since, Instant now) {
    DBCluster cluster = RdsCluster.get(session, ref);
    return connections(session, ref.id().region(), cluster).since(isUp(cluster), since, now);
  }
}
