package dev.molly.sim.ec2;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A simulated EBS volume.
public final class SimVolume {
  String id = "";
  String zone = "";
  int gib;
  @Nullable String instanceId;
  Instant createdAt = Instant.EPOCH;
  TreeMap<String, String> tags = new TreeMap<>();

  /// The ARN of the encryption key; null if the volume is not encrypted.
  @Nullable String kmsKey;

  SimVolume() {}

  SimVolume(
      String id,
      String zone,
      int gib,
      String instanceId,
      Instant createdAt,
      @Nullable String kmsKey) {
    this.id = id;
    this.zone = zone;
    this.gib = gib;
    this.instanceId = instanceId;
    this.createdAt = createdAt;
    this.kmsKey = kmsKey;
  }
}
