package dev.molly.sim.s3;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The buckets of one account, in all regions.
public final class S3State implements SimState, MetricSource {

  final transient String account;

  /// Whether S3 refuses public policies for all buckets of the account.
  public transient boolean blocksPublicPolicies;

  /// Whether ListBuckets returns all buckets for any requested region, without their regions, as
  /// stand-ins for S3 do.
  public transient boolean leavesBucketRegionsOut;

  public TreeMap<String, SimBucket> buckets = new TreeMap<>();

  public S3State(SimRegion global) {
    this.account = global.account;
  }

  /// Creates a bucket. Its name must be free in all accounts.
  public SimBucket create(
      String region, Instant now, String name, Consumer<SimBucket> description) {
    SimBucket bucket = new SimBucket(name, region, now);
    description.accept(bucket);
    bucket.measured(bucket.createdAt);
    buckets.put(name, bucket);
    return bucket;
  }

  /// Returns the state of the account that owns a bucket, whose name is unique over all
  /// accounts.
  static S3State owner(SimEndpoint at, String bucket) {
    return at.cloud()
        .states(S3State.class)
        .filter(state -> state.buckets.containsKey(bucket))
        .findFirst()
        .orElseThrow(S3Errors::noSuchBucket);
  }

  /// Returns a bucket of this account.
  SimBucket bucket(String name) {
    SimBucket bucket = buckets.get(name);
    if (bucket == null) {
      throw S3Errors.noSuchBucket();
    }
    return bucket;
  }

  @Override
  public Stream<SimClock.Due> due() {
    return buckets.values().stream().flatMap(SimBucket::due);
  }

  @Override
  public String namespace() {
    return "AWS/S3";
  }

  @Override
  public Optional<SimActivity> activity(
      String region, String metric, Map<String, String> dimensions) {
    boolean fits =
        switch (metric) {
          case BYTES -> "StandardStorage".equals(dimensions.get("StorageType"));
          case OBJECTS -> "AllStorageTypes".equals(dimensions.get("StorageType"));
          default -> ENTIRE_BUCKET.equals(dimensions.get("FilterId"));
        };
    return Optional.ofNullable(buckets.get(dimensions.get("BucketName")))
        .filter(bucket -> fits && bucket.region.equals(region))
        .filter(bucket -> !metric.equals(REQUESTS) || bucket.requestMetrics)
        .map(bucket -> bucket.activity);
  }
}
