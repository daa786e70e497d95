package dev.molly.sim.rds;

import dev.molly.sim.core.SimIds;
import java.time.Instant;
import java.util.function.Consumer;

/// Creates the databases of a region, as its owner describes them.
public record RdsCreation(RdsState region, SimIds ids, Instant now) {

  private static final int LONGEST_NAME = 63;

  /// Creates a DB instance that is already available.
  public SimDbInstance db(String identifier, Consumer<SimDbInstance> description) {
    String name = RdsNames.legal("DBInstanceIdentifier", identifier, LONGEST_NAME);
    RdsNames.refuseTakenDb(region, name);
    SimDbInstance db = new SimDbInstance(name, ids.rds("db"), region.name + "a", now);
    description.accept(db);
    db.activity.reports(!db.is("stopped"), db.createdAt);
    if (db.clusterResourceId == null) {
      db.enter(db.status, now);
    }
    region.dbs.put(db.resourceId, db);
    return db;
  }

  /// Creates a DB cluster that is already available and has no members yet.
  public SimDbCluster cluster(String identifier, Consumer<SimDbCluster> description) {
    String name = RdsNames.legal("DBClusterIdentifier", identifier, LONGEST_NAME);
    RdsNames.refuseTakenCluster(region, name);
    SimDbCluster cluster = new SimDbCluster(name, ids.rds("cluster"), now);
    description.accept(cluster);
    cluster.activity.reports(!cluster.is("stopped"), cluster.createdAt);
    cluster.enter(cluster.status, now);
    region.clusters.put(cluster.resourceId, cluster);
    return cluster;
  }
}
