package dev.molly.sim.rds;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A manual snapshot of a DB instance or a DB cluster. It outlives its source, and keeps the
/// name that the source had.
public final class SimDbSnapshot {

  private static final Duration TAKES = Duration.ofMinutes(10);

  String identifier = "";
  String sourceIdentifier = "";
  String sourceResourceId = "";
  String engine = "";
  String status = "creating";
  Instant createdAt = Instant.EPOCH;
  @Nullable Instant due;
  TreeMap<String, String> tags = new TreeMap<>();
  int gib;
  @Nullable String kmsKey;

  SimDbSnapshot() {}

  SimDbSnapshot(String identifier, SimDatabase<?> source, Instant now) {
    this.identifier = identifier;
    this.sourceIdentifier = source.identifier;
    this.sourceResourceId = source.resourceId;
    this.engine = source.engine;
    this.createdAt = now;
    this.gib = source instanceof SimDbCluster cluster ? cluster.allocated() : source.gib;
    this.kmsKey = source.kmsKey;
    this.due = now.plus(TAKES);
    if (source.copyTagsToSnapshot) {
      tags.putAll(source.tags);
    }
  }

  void complete() {
    status = "available";
    due = null;
  }
}
