package dev.molly.sim;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One DB instance, on its own or a member of a cluster.
public final class SimDb extends SimDatabase<SimDb> {

  String instanceClass = "db.m7g.large";
  String zone = "";
  boolean multiAz;
  boolean publiclyAccessible;
  @Nullable String clusterResourceId;
  @Nullable String sourceResourceId;

  SimDb() {}

  SimDb(String identifier, String resourceId, String zone, Instant createdAt) {
    super(identifier, resourceId, createdAt);
    this.zone = zone;
  }

  @Override
  SimDb self() {
    return this;
  }

  /// With a standby in another zone.
  public SimDb multiAz() {
    multiAz = true;
    return this;
  }

  /// With a public address.
  public SimDb publiclyAccessible() {
    publiclyAccessible = true;
    return this;
  }

  /// A read replica of another DB instance of its region.
  public SimDb replicaOf(SimDb source) {
    sourceResourceId = source.resourceId;
    return this;
  }

  /// A member of a cluster, with its engine. Protection is then the cluster's alone.
  public SimDb memberOf(SimDbCluster cluster) {
    clusterResourceId = cluster.resourceId;
    engine = cluster.engine;
    engineVersion = cluster.engineVersion;
    status = cluster.status;
    return this;
  }

  /// Modified for the next maintenance window.
  public SimDb withPendingClass(String newClass) {
    pending.put(CLASS, newClass);
    return this;
  }

  /// Takes over the cluster's status, which also decides when it passes.
  void follow(SimDbCluster cluster) {
    status = cluster.status;
    activity.reports = new TreeMap<>(cluster.activity.reports);
    due = null;
  }

  @Override
  void applyOwn(Map<String, String> changes) {
    instanceClass = changes.getOrDefault(CLASS, instanceClass);
  }
}
