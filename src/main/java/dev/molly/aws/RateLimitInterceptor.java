package dev.molly.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Limits the calls of one client to the rate for the session's account, its region and the API.
/// A call waits before it is signed: a signature is valid for five minutes, and a wait can be
/// longer.
final class RateLimitInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Integer> ATTEMPTS =
      new ExecutionAttribute<>("molly.attempts");

  private final String service;
  private final RateLimiter limits;
  private volatile boolean holds;

  /// @param service the IAM prefix of the client's service
  RateLimitInterceptor(String service, RateLimiter limits) {
    this.service = service;
    this.limits = limits;
  }

  /// Sets whether the client's endpoint is AWS's own, once that is known.
  void endpoint(boolean awsOwn) {
    holds = limits.holdFor(awsOwn);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    try {
      Optional<CallQueue> queue = queue(attributes);
      if (queue.isPresent()) {
        queue.get().await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted while waiting for the rate limit", e);
    }
  }

  /// A retry also takes a token. The SDK has already delayed it, so it does not wait again, but
  /// later calls do.
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Integer before = attributes.getAttribute(ATTEMPTS);
    attributes.putAttribute(ATTEMPTS, before == null ? 1 : before + 1);
    if (before != null) {
      queue(attributes).ifPresent(CallQueue::pass);
    }
  }

  private Optional<CallQueue> queue(ExecutionAttributes attributes) {
    if (!holds) {
      return Optional.empty();
    }
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    return limits.queue(SessionIdentity.place(attributes).toString(), service + ":" + operation);
  }
}
