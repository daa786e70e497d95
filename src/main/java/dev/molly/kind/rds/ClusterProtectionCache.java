package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBCluster;

/// The protection of the clusters of one region, read when it is first needed for a member.
final class ClusterProtectionCache {
  private final DbClusters clusters;
  private final RdsControl<DBCluster> deletion;
  private final AccountSession session;
  private final RegionId region;
  private Map<String, Protection> byCluster = Map.of();
  private Optional<Protection.Unknown> unread = Optional.empty();
  private boolean asked;

  /// @param deletion the deletion protection of clusters
  ClusterProtectionCache(
      DbClusters clusters,
      RdsControl<DBCluster> deletion,
      AccountSession session,
      RegionId region) {
    this.clusters = clusters;
    this.deletion = deletion;
    this.session = session;
    this.region = region;
  }

  /// Returns the protection of a member. AWS deletes the members of a protected cluster one by
  /// one on request: "DB instances in a DB cluster can be deleted even when deletion protection
  /// is enabled for the DB cluster" (the RDS API's own text).
  Protection ofMember(String cluster) {
    ask();
    if (unread.isPresent()) {
      return unread.get();
    }
    return switch (byCluster.get(cluster)) {
      case Protection.On on ->
          new Protection.Ineffective(
              "cluster " + cluster + " is protected, but AWS deletes its members regardless");
      case Protection.Unknown unknown -> unknown;
      case null -> new Protection.Unknown("its cluster " + cluster + " is in no listing", "");
      default ->
          new Protection.NotOffered("a member of cluster " + cluster + ", which is not protected");
    };
  }

  /// Returns the remedy for a member, which has no setting of its own.
  ///
  /// @throws AwsException if AWS does not return its cluster
  String remedy(String cluster, ControlId control) {
    String alone = "a member of cluster %s, which alone has this setting".formatted(cluster);
    if (!control.equals(RdsControls.DELETION)) {
      return alone;
    }
    return clusters
        .named(session, region, cluster)
        .map(found -> remedy(found, alone))
        .orElse("a member of cluster %s, which is gone".formatted(cluster));
  }

  private String remedy(DBCluster cluster, String alone) {
    return switch (deletion.protection(cluster)) {
      case Protection.On on ->
          "cluster %s is protected already, and AWS deletes its members regardless; what stops that is a policy that denies rds:DeleteDBInstance: molly explain rds-instance-deletion-protection"
              .formatted(cluster.dbClusterIdentifier());
      case Protection.Off off -> alone + ": molly protect --id " + cluster.dbClusterArn();
      default -> alone;
    };
  }

  private void ask() {
    if (asked) {
      return;
    }
    asked = true;
    var read = new HashMap<String, Protection>();
    try {
      clusters.list(
          session,
          region,
          cluster -> read.put(cluster.dbClusterIdentifier(), deletion.protection(cluster)));
      byCluster = read;
    } catch (AwsException e) {
      unread = Optional.of(ReadFailures.because(e));
    }
  }
}
