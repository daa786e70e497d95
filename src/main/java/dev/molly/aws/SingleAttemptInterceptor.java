package dev.molly.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Limits the time between the read that decides a write and the write itself; installed in each
/// client that writes. A write is sent soon after that read or not at all: a process that was
/// suspended in between, as in a closed laptop, would act on a state that is hours old.
///
/// AWS refuses a request that arrives more than five minutes after it was signed (IAM User
/// Guide, "Signing AWS API requests"), and a request is signed when it is sent. So a write takes
/// effect within [#SOON_ENOUGH] plus those five minutes after its read, or never.
final class SingleAttemptInterceptor implements ExecutionInterceptor {
  /// The maximum time between the read and the sending of the write.
  static final Duration SOON_ENOUGH = Duration.ofSeconds(30);

  private static final ExecutionAttribute<Boolean> SENT = new ExecutionAttribute<>("molly.sent");

  /// The SDK calls its interceptors on the thread that makes the call.
  private static final ThreadLocal<@Nullable Instant> BEGAN = new ThreadLocal<>();

  private final Clock clock;

  SingleAttemptInterceptor(Clock clock) {
    this.clock = clock;
  }

  /// Makes the write of an attempt.
  ///
  /// @param began the time at which the attempt began, just before the read that decided it
  static void begun(Instant began, Runnable write) {
    BEGAN.set(began);
    try {
      write.run();
    } finally {
      BEGAN.remove();
    }
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Instant began = BEGAN.get();
    if (began == null) {
      throw SdkClientException.create("a write was about to be sent that no look decided");
    }
    Duration age = Duration.between(began, clock.instant()).abs();
    if (age.compareTo(SOON_ENOUGH) > 0) {
      throw SdkClientException.create(
          "not sent: the look that decided it was " + age.toSeconds() + " seconds ago");
    }
    attributes.putAttribute(SENT, true);
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    boolean sent = Boolean.TRUE.equals(attributes.getAttribute(SENT));
    return sent || !(context.exception() instanceof SdkException)
        ? context.exception()
        : new NotSentException((SdkException) context.exception());
  }

  /// Returns whether a call failed before any of it was sent.
  static boolean wasNotSent(SdkException e) {
    return e instanceof NotSentException;
  }

  private static final class NotSentException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    NotSentException(SdkException cause) {
      super(SdkClientException.builder().message(cause.getMessage()).cause(cause));
    }
  }
}
