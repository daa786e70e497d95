package dev.molly.sim.rds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One DB cluster: Aurora, a Multi-AZ DB cluster, DocumentDB or Neptune, told by its engine.
public final class SimDbCluster extends SimDatabase<SimDbCluster> {

  String engineMode = "provisioned";
  @Nullable String globalCluster;

  SimDbCluster() {}

  public SimDbCluster(String identifier, String resourceId, Instant createdAt) {
    super(identifier, resourceId, createdAt);
    engine = "aurora-postgresql";
  }

  @Override
  SimDbCluster self() {
    return this;
  }

  /// Aurora Serverless v1, which cannot be stopped.
  public SimDbCluster serverlessV1() {
    engineMode = "serverless";
    return this;
  }

  /// Part of this global database, and so not to be stopped.
  public SimDbCluster inGlobalCluster(String name) {
    globalCluster = name;
    return this;
  }

  boolean isAurora() {
    return engine.startsWith("aurora");
  }

  /// Aurora's storage grows by itself, and RDS gives no size for it that means anything.
  int allocated() {
    return isAurora() ? 1 : gib;
  }

  boolean isMultiAz() {
    return !isAurora() && !isOfAnotherService();
  }
}
