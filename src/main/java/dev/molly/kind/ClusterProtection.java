package dev.molly.kind;

import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whether the clusters of one region are protected, read when the first member asks.
final class ClusterProtection {
  private final Session session;
  private final RegionId region;
  private Map<String, Protection> byCluster = Map.of();
  private Optional<Protection.Unknown> unread = Optional.empty();
  private boolean asked;

  ClusterProtection(Session session, RegionId region) {
    this.session = session;
    this.region = region;
  }

  /// AWS deletes the members of a protected cluster one by one if asked to: "DB instances in a DB
  /// cluster can be deleted even when deletion protection is enabled for the DB cluster" (the RDS
  /// API's own text).
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

  private void ask() {
    if (asked) {
      return;
    }
    asked = true;
    var read = new HashMap<String, Protection>();
    try {
      Rds.clusters(
          session,
          region,
          cluster ->
              read.put(
                  cluster.dbClusterIdentifier(),
                  Rds.deletionProtection(cluster.deletionProtection())));
      byCluster = read;
    } catch (AwsException e) {
      unread = Optional.of(Unread.because(e));
    }
  }
}
