package dev.molly.aws;

import dev.molly.model.RateLimitConfig;
import dev.molly.model.RateLimitConfig.Rate;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One token bucket per account, region and API, as EC2 itself keeps them.
///
/// The published rates are EC2's: 100 at once and 20 a second for each `Describe*` and `Get*`, 50
/// at once and 5 a second for each write
/// ([ec2-api-throttling](https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html)).
/// RDS and S3 publish none, and the others are asked about one resource at a time: there the SDK's
/// backing off is all, unless the config names a rate.
final class RateLimiter {
  private static final Rate EC2_READ = new Rate(100, 20);

  /// What EC2 grants writes that have no rate of their own.
  private static final Rate EC2_WRITE = new Rate(50, 5);

  private final RateLimitConfig limits;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Map<String, Boolean> held = new ConcurrentHashMap<>();

  RateLimiter(RateLimitConfig limits) {
    this.limits = limits;
  }

  /// Whether the limits hold for an endpoint.
  ///
  /// @param awsOwn whether it is AWS's own endpoint, not one that somebody configured
  boolean holdFor(boolean awsOwn) {
    return switch (limits.enforce()) {
      case AUTO -> awsOwn;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  /// Remembers whether calls to a service go to AWS's own endpoint.
  ///
  /// @param service as IAM calls it
  void endpoint(String where, String service, boolean awsOwn) {
    held.put(where + " " + service, holdFor(awsOwn));
  }

  /// Waits until the rate allows one more call, where it is held.
  ///
  /// @param api for example `ec2:TerminateInstances`
  void awaitTurn(String where, String api) {
    String service = api.substring(0, api.indexOf(':'));
    if (!held.getOrDefault(where + " " + service, false)) {
      return;
    }
    Optional<Bucket> bucket = bucket(where, api);
    try {
      if (bucket.isPresent()) {
        bucket.get().asBlocking().consume(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsException.notSent("interrupted while waiting for the rate limit of " + api);
    }
  }

  /// The bucket that calls of this API are taken from; empty when no rate is known.
  ///
  /// @param where the account and region, which have a bucket of their own
  /// @param api for example `ec2:DescribeInstances`
  Optional<Bucket> bucket(String where, String api) {
    Rate own = limits.rates().get(api);
    if (own != null) {
      return Optional.of(bucket(where, api, own, 100));
    }
    if (!api.startsWith("ec2:")) {
      return Optional.empty();
    }
    boolean reads = api.startsWith("ec2:Describe") || api.startsWith("ec2:Get");
    return Optional.of(bucket(where, api, reads ? EC2_READ : EC2_WRITE, limits.sharePercent()));
  }

  private Bucket bucket(String where, String api, Rate rate, int percent) {
    return buckets.computeIfAbsent(where + " " + api, key -> build(rate, percent));
  }

  private static Bucket build(Rate rate, int percent) {
    int burst = Math.max(1, rate.burst() * percent / 100);
    int inHundredSeconds = rate.perSecond() * percent;
    return Bucket.builder()
        .addLimit(
            limit -> limit.capacity(burst).refillGreedy(inHundredSeconds, Duration.ofSeconds(100)))
        .build();
  }
}
