package dev.molly.simulation.world;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What people do to resources of one kind without molly, and what they can see of them.
public interface ManualEdits {
  /// The hands for one resource.
  static ManualEdits on(World world, String uid) {
    if (uid.startsWith("i-")) {
      return new Ec2ByHand(world);
    }
    boolean rds = uid.startsWith("db-") || uid.startsWith("cluster-");
    return rds ? new TagsByHand.Rds(world) : new TagsByHand.Buckets(world);
  }

  boolean isStopped(String uid);

  /// Starts what is stopped.
  void start(String uid);

  /// Stops what runs.
  void stop(String uid);

  /// Protects it from deletion, or takes that away.
  void protect(String uid, boolean on);

  void rename(String uid, String name);

  Map<String, String> tags(String uid);

  void put(String uid, Map<String, String> tags);

  void remove(String uid, Set<String> keys);

  /// What a final copy lacks; empty when all that it holds was copied, completely, later than an
  /// instant.
  Optional<String> missingOfItsCopy(String uid, Instant later);
}
