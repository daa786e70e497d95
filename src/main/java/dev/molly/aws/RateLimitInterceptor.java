package dev.molly.aws;

import io.github.bucket4j.Bucket;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Sits in one client and holds each of its calls to the rate for its account, region and API. A
/// call waits before it is signed: a signature is good for five minutes, and a wait can be longer.
final class RateLimitInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Integer> ATTEMPTS =
      new ExecutionAttribute<>("molly.attempts");

  private final String where;
  private final RateLimiter limits;
  private final LongAdder calls;
  private volatile boolean holds;

  RateLimitInterceptor(String where, RateLimiter limits, LongAdder calls) {
    this.where = where;
    this.limits = limits;
    this.calls = calls;
  }

  /// Says whether the client's endpoint is AWS's own, once that is known.
  void endpoint(boolean awsOwn) {
    holds = limits.holdFor(awsOwn);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    calls.increment();
    try {
      Optional<Bucket> bucket = bucket(attributes);
      if (bucket.isPresent()) {
        bucket.get().asBlocking().consume(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for the rate limit", e);
    }
  }

  /// A retry takes from the bucket too. The SDK has delayed it already, so it does not wait again,
  /// but what follows it does. It is not counted: the same scan then makes the same number of
  /// calls, whatever the network was like.
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Integer before = attributes.getAttribute(ATTEMPTS);
    attributes.putAttribute(ATTEMPTS, before == null ? 1 : before + 1);
    if (before != null) {
      bucket(attributes).ifPresent(bucket -> bucket.consumeIgnoringRateLimits(1));
    }
  }

  private Optional<Bucket> bucket(ExecutionAttributes attributes) {
    if (!holds) {
      return Optional.empty();
    }
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return limits.bucket(where, prefix(service) + ":" + operation);
  }

  /// A service as IAM calls it, which is how a config names an API: `Auto Scaling` is
  /// `autoscaling`, `Elastic Load Balancing v2` is `elasticloadbalancing`.
  static String prefix(String service) {
    return service.toLowerCase(Locale.ROOT).replaceFirst(" v2$", "").replace(" ", "");
  }
}
