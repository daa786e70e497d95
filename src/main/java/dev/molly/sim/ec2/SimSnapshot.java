package dev.molly.sim.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A simulated snapshot of an EBS volume. It outlives the volume.
public final class SimSnapshot {

  private static final Duration TAKES = Duration.ofMinutes(5);

  String id = "";
  String volumeId = "";
  int gib;
  @Nullable String kmsKey;
  String description = "";
  String state = "pending";
  Instant startedAt = Instant.EPOCH;
  @Nullable Instant due;
  TreeMap<String, String> tags = new TreeMap<>();

  SimSnapshot() {}

  SimSnapshot(String id, SimVolume volume, String description, Instant now) {
    this.id = id;
    this.volumeId = volume.id;
    this.gib = volume.gib;
    this.kmsKey = volume.kmsKey;
    this.description = description;
    this.startedAt = now;
    this.due = now.plus(TAKES);
  }

  void complete() {
    state = "completed";
    due = null;
  }
}
