package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.Tag;

/// Manual snapshots.
final class RdsSnapshots {

  private static final int LONGEST_NAME = 255;

  private final SimEndpoint at;
  private final RdsState region;

  RdsSnapshots(SimEndpoint at, RdsState region) {
    this.at = at;
    this.region = region;
  }

  /// "The source DB instance must be in the available or storage-optimization state" (RDS API,
  /// CreateDBSnapshot).
  SimDbSnapshot ofDb(String source, String name, List<Tag> tags) {
    SimDbInstance db = RdsNames.db(region, source);
    RdsModify.refuseOtherServices(db);
    if (db.clusterResourceId != null) {
      throw RdsErrors.combination(
          "DB instance %s is a member of a cluster: take a cluster snapshot instead"
              .formatted(db.identifier));
    }
    if (!db.is("available", "storage-optimization")) {
      throw RdsErrors.notAvailable(db);
    }
    RdsTags.check(tags);

    SimDbSnapshot snapshot = take(db, name);
    tags.forEach(tag -> snapshot.tags.put(tag.key(), RdsTags.value(tag)));
    db.enter("backing-up", at.now());
    return snapshot;
  }

  SimDbSnapshot ofCluster(String source, String name, List<Tag> tags) {
    SimDbCluster cluster = RdsNames.cluster(region, source);
    RdsModify.refuseOtherServices(cluster);
    if (!cluster.is("available")) {
      throw RdsErrors.notAvailable(cluster);
    }
    RdsTags.check(tags);

    SimDbSnapshot snapshot = take(cluster, name);
    tags.forEach(tag -> snapshot.tags.put(tag.key(), RdsTags.value(tag)));
    return snapshot;
  }

  /// Takes a snapshot: a manual one, the final one of a deletion, or the optional one of a stop.
  SimDbSnapshot take(SimDatabase<?> source, String asked) {
    String name = RdsNames.legal("SnapshotIdentifier", asked, LONGEST_NAME);
    Map<String, SimDbSnapshot> all =
        source instanceof SimDbInstance ? region.dbSnapshots : region.clusterSnapshots;
    if (all.containsKey(name)) {
      throw exists(source, name);
    }

    SimDbSnapshot snapshot = new SimDbSnapshot(name, source, at.now());
    all.put(name, snapshot);
    at.changed();
    return snapshot;
  }

  private static AwsServiceException exists(SimDatabase<?> source, String name) {
    return source instanceof SimDbInstance
        ? RdsErrors.snapshotExists(name)
        : RdsErrors.clusterSnapshotExists(name);
  }
}
