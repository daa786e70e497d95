package dev.molly.sim.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A simulated AMI, of which only the deregistration protection and the tags are known.
public final class SimImage {
  private static final Duration COOLDOWN = Duration.ofHours(24);

  String id = "";
  String name = "";
  boolean disabled;
  String protection = "disabled";
  @Nullable Instant cooldownEnds;
  TreeMap<String, String> tags = new TreeMap<>();

  SimImage() {}

  SimImage(String id, String name) {
    this.id = id;
    this.name = name;
  }

  void protect(boolean withCooldown) {
    protection = withCooldown ? "enabled-with-cooldown" : "enabled-without-cooldown";
    cooldownEnds = null;
  }

  void unprotect(Instant now) {
    if (protection.equals("enabled-with-cooldown")) {
      cooldownEnds = now.plus(COOLDOWN);
    }
    protection = "disabled";
  }

  boolean isProtected(Instant now) {
    return !protection(now).equals("disabled");
  }

  /// Returns the protection as DescribeImages does.
  String protection(Instant now) {
    return cooldownEnds != null && now.isBefore(cooldownEnds)
        ? "disabled after " + cooldownEnds
        : protection;
  }
}
