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
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DBInstance;

/// Reads the evidence of whether an RDS cluster is still used. It is used if there is a
/// connection to a member.
final class DbClusterEvidence extends RdsEvidence<DBCluster> {
  DbClusterEvidence(DbClusters clusters) {
    super(clusters);
  }

  @Override
  public List<String> reads() {
    return List.of(
        "rds:DescribeDBClusters",
        "rds:DescribeDBClusterSnapshots",
        "rds:DescribeDBInstances",
        CloudWatchMetrics.PERMISSION);
  }

  @Override
  void tell(
      AccountSession session,
      RegionId region,
      DBCluster cluster,
      Instant now,
      EvidenceCollector found) {
    List<String> members = members(cluster);
    found.note(
        WHAT,
        "%s %s with %s, %s"
            .formatted(
                cluster.engine(),
                cluster.engineVersion(),
                HumanQuantities.count(members.size(), "member"),
                cluster.status()));
    size(cluster, found);
    created(cluster.clusterCreateTime(), now, found);
    found.ask(
        USE,
        "the connections to it",
        () -> connections(session, region, cluster).tell(isUp(cluster), now, found));
    refers(cluster, members, found);
    found.ask(BACKUP, "its snapshots", () -> backup(session, region, cluster, now, found));
    loss(cluster, found);
    found.ask(
        LOSS,
        "a capacity reservation that a member uses,",
        () -> capacity(session, region, cluster, found));
  }

  private static List<String> members(DBCluster cluster) {
    return cluster.dbClusterMembers().stream().map(DBClusterMember::dbInstanceIdentifier).toList();
  }

  /// Aurora's storage grows automatically, and its AllocatedStorage is 1.
  private static void size(DBCluster cluster, EvidenceCollector found) {
    if (isAurora(cluster) || cluster.allocatedStorage() == null) {
      found.unknown(SIZE, "RDS does not say how much storage it uses");
    } else {
      found.note(SIZE, HumanQuantities.number(cluster.allocatedStorage()) + " GiB of storage");
    }
  }

  private static boolean isAurora(DBCluster cluster) {
    return cluster.engine().startsWith("aurora");
  }

  /// A cluster without members accepts no connections.
  @Override
  boolean isUp(DBCluster cluster) {
    return isUp(cluster.status())
        && (!members(cluster).isEmpty() || "serverless".equals(cluster.engineMode()));
  }

  /// Serverless v1 has no members, and reports its metrics as a cluster.
  @Override
  ConnectionMetrics connections(AccountSession session, RegionId region, DBCluster cluster) {
    List<String> members = members(cluster);
    return members.isEmpty()
        ? new ConnectionMetrics(
            session, region, "DBClusterIdentifier", List.of(cluster.dbClusterIdentifier()))
        : new ConnectionMetrics(session, region, "DBInstanceIdentifier", members);
  }

  private static void refers(DBCluster cluster, List<String> members, EvidenceCollector found) {
    if (!members.isEmpty()) {
      found.note(REFERS, "its members stop with it: " + String.join(", ", members));
    }
    if (cluster.globalClusterIdentifier() != null) {
      found.warning(REFERS, "part of global database " + cluster.globalClusterIdentifier());
    }
    List<String> replicas = cluster.readReplicaIdentifiers();
    if (replicas.isEmpty()) {
      found.note(REFERS, "no replica outside of it");
    } else {
      found.warning(
          REFERS,
          "%s of it: %s"
              .formatted(
                  HumanQuantities.count(replicas.size(), "replica"), String.join(", ", replicas)));
    }
    found.unknown(
        REFERS, "not looked at: RDS Proxy, DNS records, and clients that know its endpoints");
  }

  private static void backup(
      AccountSession session,
      RegionId region,
      DBCluster cluster,
      Instant now,
      EvidenceCollector found) {
    boolean restorable = restorable(cluster.latestRestorableTime(), now, found);
    backup(lastSnapshot(session, region, cluster).orElse(null), restorable, now, found);
  }

  /// Finds snapshots, as for an instance, by the resource id, which survives a rename.
  private static Optional<Taken> lastSnapshot(
      AccountSession session, RegionId region, DBCluster cluster) {
    var pages =
        session
            .client(RdsClient.class, region)
            .describeDBClusterSnapshotsPaginator(
                r -> r.dbClusterResourceId(cluster.dbClusterResourceId()).maxRecords(PAGE));
    return last(
        "rds:DescribeDBClusterSnapshots",
        pages.iterator(),
        page ->
            page.dbClusterSnapshots().stream()
                .filter(one -> isOf(cluster, one))
                .flatMap(DbClusterEvidence::taken));
  }

  private static Stream<Taken> taken(DBClusterSnapshot one) {
    return Taken.of(one.dbClusterSnapshotIdentifier(), one.status(), one.snapshotCreateTime());
  }

  private static boolean isOf(DBCluster cluster, DBClusterSnapshot snapshot) {
    return snapshot.dbClusterResourceId() == null
        ? cluster.dbClusterIdentifier().equals(snapshot.dbClusterIdentifier())
        : cluster.dbClusterResourceId().equals(snapshot.dbClusterResourceId());
  }

  /// Reports what a restore does not give back: StartDBCluster names no reservation.
  private static void capacity(
      AccountSession session, RegionId region, DBCluster cluster, EvidenceCollector found) {
    for (DBInstance member :
        ClusterMembers.described(session.client(RdsClient.class, region), cluster)) {
      if (member.dbCapacityReservationIdentifier() != null) {
        found.warning(
            LOSS,
            "%s uses capacity reservation %s, and a restore starts it without one"
                .formatted(
                    member.dbInstanceIdentifier(), member.dbCapacityReservationIdentifier()));
      }
    }
  }

  /// Source: Aurora User Guide, "Stopping and starting an Amazon Aurora DB cluster".
  private static void loss(DBCluster cluster, EvidenceCollector found) {
    found.unknown(LOSS, "whether a member has a public IP address, which goes with a stop");
    if (isAurora(cluster)) {
      found.warning(
          LOSS,
          "while it is stopped no backup is made, and Aurora does not keep the ones there are any"
              + " longer");
    } else {
      found.note(LOSS, "while it is stopped no backup is made");
    }
  }
}
