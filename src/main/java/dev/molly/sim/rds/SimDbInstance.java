package dev.molly.sim.rds;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A simulated DB instance, standalone or a member of a cluster.
public final class SimDbInstance extends SimDatabase<SimDbInstance> {

  String instanceClass = "db.m7g.large";
  String zone = "";
  boolean multiAz;
  boolean publiclyAccessible;
  @Nullable String clusterResourceId;
  @Nullable String sourceResourceId;
  @Nullable String capacityReservation;

  SimDbInstance() {}

  SimDbInstance(String identifier, String resourceId, String zone, Instant createdAt) {
    super(identifier, resourceId, createdAt);
    this.zone = zone;
  }

  @Override
  SimDbInstance self() {
    return this;
  }

  /// Adds a standby in another zone.
  public SimDbInstance multiAz() {
    multiAz = true;
    return this;
  }

  /// Adds a public address.
  public SimDbInstance publiclyAccessible() {
    publiclyAccessible = true;
    return this;
  }

  /// Runs it in reserved capacity.
  public SimDbInstance inCapacityReservation(String identifier) {
    capacityReservation = identifier;
    return this;
  }

  /// Makes it a read replica of another DB instance of its region.
  public SimDbInstance replicaOf(SimDbInstance source) {
    sourceResourceId = source.resourceId;
    return this;
  }

  /// Makes it a member of a cluster, with its engine. Only the cluster's protection applies
  /// then.
  public SimDbInstance memberOf(SimDbCluster cluster) {
    clusterResourceId = cluster.resourceId;
    engine = cluster.engine;
    engineVersion = cluster.engineVersion;
    status = cluster.status;
    return this;
  }

  /// Adds a pending class change for the next maintenance window.
  public SimDbInstance withPendingClass(String newClass) {
    pending.put(CLASS, newClass);
    return this;
  }

  /// Copies the cluster's status. The cluster also determines when it ends.
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
