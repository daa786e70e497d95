package dev.molly.sim.switches;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// A simulated resource of which only the protection, the tags and the identity are known.
public final class SimSwitch {
  String id = "";
  String name = "";
  String arn = "";
  Instant createdAt = Instant.EPOCH;
  boolean on;
  TreeMap<String, String> tags = new TreeMap<>();

  SimSwitch() {}

  SimSwitch(
      String id, String name, String arn, Instant createdAt, boolean on, Map<String, String> tags) {
    this.id = id;
    this.name = name;
    this.arn = arn;
    this.createdAt = createdAt;
    this.on = on;
    this.tags = new TreeMap<>(tags);
  }

  /// Returns whether it is protected.
  public boolean isProtected() {
    return on;
  }
}
