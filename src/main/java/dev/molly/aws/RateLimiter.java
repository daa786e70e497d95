package dev.molly.aws;

import dev.molly.model.RateLimitConfig;
import dev.molly.model.RateLimitConfig.Rate;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One token bucket per account, region and API, as in EC2 itself.
///
/// The published rates are those of EC2: a burst of 100 and 20 a second for each `Describe*` and
/// `Get*`, a burst of 50 and 5 a second for each write
/// ([ec2-api-throttling](https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html)).
/// RDS and S3 publish none, and calls to the other services concern one resource at a time. For
/// these, only the SDK's backoff applies unless the config sets a rate.
final class RateLimiter {
  private static final Rate EC2_READ = new Rate(100, 20);

  /// The EC2 rate for writes that have no rate of their own.
  private static final Rate EC2_WRITE = new Rate(50, 5);

  private final RateLimitConfig limits;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Map<String, Boolean> held = new ConcurrentHashMap<>();

  RateLimiter(RateLimitConfig limits) {
    this.limits = limits;
  }

  /// Returns whether the limits apply to an endpoint.
  ///
  /// @param awsOwn whether it is AWS's own endpoint and not a configured one
  boolean holdFor(boolean awsOwn) {
    return switch (limits.enforce()) {
      case AUTO -> awsOwn;
      case ALWAYS -> true;
      case NEVER -> false;
    };
  }

  /// Records whether calls to a service go to AWS's own endpoint.
  ///
  /// @param service the IAM prefix of the service
  void endpoint(String where, String service, boolean awsOwn) {
    held.put(where + " " + service, holdFor(awsOwn));
  }

  /// Waits until the rate allows one more call, where limits apply.
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

  /// Returns the bucket for calls of this API; empty if no rate is known.
  ///
  /// @param where the account and region, which have buckets of their own
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
