package dev.molly.aws;

import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// One token bucket per account, region and API, as in EC2 itself, with the published rates of
/// [RateLimitConfig]. Where AWS publishes none, as for RDS and S3, only the SDK's backoff applies
/// unless the config sets a rate.
final class RateLimiter {
  private final RateLimitConfig limits;
  private final Map<String, CallQueue> queues = new ConcurrentHashMap<>();
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
  void endpoint(RegionId region, String service, boolean awsOwn) {
    held.put(region + " " + service, holdFor(awsOwn));
  }

  /// Waits until the rate allows one more call, where limits apply.
  ///
  /// @param api for example `ec2:TerminateInstances`
  void awaitTurn(AccountRegion where, String api) {
    String service = api.substring(0, api.indexOf(':'));
    if (!held.getOrDefault(where.region() + " " + service, false)) {
      return;
    }
    Optional<CallQueue> queue = queue(where.toString(), api);
    try {
      if (queue.isPresent()) {
        queue.get().await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AwsException.notSent("interrupted while waiting for the rate limit of " + api);
    }
  }

  /// Returns the queue for calls of this API; empty if no rate is known.
  ///
  /// @param where the account and region, which have queues of their own
  /// @param api for example `ec2:DescribeInstances`
  Optional<CallQueue> queue(String where, String api) {
    return limits
        .quota(api)
        .map(quota -> queues.computeIfAbsent(where + " " + api, key -> CallQueue.of(quota)));
  }
}
