package dev.molly.sim.rds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A simulated DB cluster: Aurora, a Multi-AZ DB cluster, DocumentDB or Neptune, depending on
/// its engine.
public final class SimDbCluster extends SimDatabase<SimDbCluster> {

  String engineMode = "provisioned";
  @Nullable String globalCluster;

  SimDbCluster() {}

  SimDbCluster(String identifier, String resourceId, Instant createdAt) {
    super(identifier, resourceId, createdAt);
    engine = "aurora-postgresql";
  }

  @Override
  SimDbCluster self() {
    return this;
  }

  /// Makes it Aurora Serverless v1, which cannot be stopped.
  public SimDbCluster serverlessV1() {
    engineMode = "serverless";
    return this;
  }

  /// Makes it part of this global database, which prevents a stop.
  public SimDbCluster inGlobalCluster(String name) {
    globalCluster = name;
    return this;
  }

  boolean isAurora() {
    return engine.startsWith("aurora");
  }

  /// Aurora's storage grows by itself, and RDS returns no meaningful size for it.
  int allocated() {
    return isAurora() ? 1 : gib;
  }

  boolean isMultiAz() {
    return !isAurora() && !isOfAnotherService();
  }
}
