package dev.molly.aws;

import dev.molly.aws.AwsException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Gives up an API of one region that has answered none of its calls for a minute, and one that has
/// throttled all calls of an account for that long; installed in each client that reads. For the
/// next minute its calls fail at once, then they are tried again.
///
/// A call without an answer takes half a minute, and is repeated. A region whose instances are
/// listed but cannot be read would hold up a scan for hours, one wait for each instance. The SDK
/// has a limit of its own, on the retries of all accounts and regions together: it is off, since a
/// region that is down used up the retries of the others.
final class OutageInterceptor implements ExecutionInterceptor {
  /// How long there must have been no answer, with at least two attempts.
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /// How long its calls fail at once then.
  static final Duration PAUSE = Duration.ofMinutes(1);

  private static final ExecutionAttribute<Instant> SENT = new ExecutionAttribute<>("molly.sentAt");
  private static final ExecutionAttribute<Reason> FAILED =
      new ExecutionAttribute<>("molly.failedAttempt");

  private final Clock clock;

  /// By API.
  private final Map<String, Outage> silences = new ConcurrentHashMap<>();

  /// By account and API; only those throttled since their last answer, because there may be many
  /// accounts.
  private final Map<AccountApi, Outage> throttles = new ConcurrentHashMap<>();

  private record AccountApi(CallCounter.Place place, String api) {}

  OutageInterceptor(Clock clock) {
    this.clock = clock;
  }

  /// Notes that the attempt of a call under way was throttled.
  static void throttled(ExecutionAttributes attributes) {
    attributes.putAttribute(FAILED, Reason.THROTTLED);
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    check(attributes);
  }

  /// An attempt is a retry if there was one before, which has failed.
  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    Instant before = attributes.getAttribute(SENT);
    if (before != null) {
      failed(attributes, before);
      check(attributes);
    }
    attributes.putAttribute(SENT, clock.instant());
    attributes.putAttribute(FAILED, Reason.UNREACHABLE);
  }

  /// An error is an answer. The body of another one is still to come.
  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    if (!context.httpResponse().isSuccessful()) {
      attributes.putAttribute(FAILED, Reason.OTHER);
      silence(attributes).answered(clock.instant());
    }
  }

  @Override
  public void afterUnmarshalling(
      Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
    silence(attributes).answered(clock.instant());
    throttles.remove(accountApi(attributes));
  }

  /// Keeps the failure of a call as the cause of those that are not sent because of it. A host that
  /// does not exist means that the region does not have the service, and is no gap in a scan.
  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    boolean sent = behind(context.exception()).isEmpty();
    if (sent && attributes.getAttribute(FAILED) == Reason.UNREACHABLE) {
      silence(attributes).failure(context.exception());
    }
  }

  private void failed(ExecutionAttributes attributes, Instant sent) {
    Reason reason = attributes.getAttribute(FAILED);
    if (reason == Reason.UNREACHABLE) {
      silence(attributes).failed(sent, clock.instant());
    } else if (reason == Reason.THROTTLED) {
      throttles
          .computeIfAbsent(accountApi(attributes), _ -> new Outage())
          .failed(sent, clock.instant());
    }
  }

  private void check(ExecutionAttributes attributes) {
    Instant now = clock.instant();
    Outage silence = silence(attributes);
    if (silence.isOn(now)) {
      throw OutageException.of(
          Reason.UNREACHABLE,
          "no answer in %s for more than a minute, given up"
              .formatted(SessionIdentity.place(attributes).region()),
          silence.failure());
    }
    Outage throttling = throttles.get(accountApi(attributes));
    if (throttling != null && throttling.isOn(now)) {
      throw OutageException.of(
          Reason.THROTTLED,
          "AWS has throttled every call of this account in %s for more than a minute, given up"
              .formatted(SessionIdentity.place(attributes).region()),
          null);
    }
  }

  private Outage silence(ExecutionAttributes attributes) {
    return silences.computeIfAbsent(api(attributes), _ -> new Outage());
  }

  private static AccountApi accountApi(ExecutionAttributes attributes) {
    return new AccountApi(SessionIdentity.place(attributes), api(attributes));
  }

  private static String api(ExecutionAttributes attributes) {
    return attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
  }

  /// What is known of one API.
  private static final class Outage {
    private Instant lastAnswer = Instant.MIN;
    private Instant until = Instant.MIN;

    /// When the first attempt was sent that failed after the last answer.
    private Instant since = Instant.MAX;

    /// What the last call failed of.
    private @Nullable Throwable failure;

    synchronized void answered(Instant now) {
      lastAnswer = now;
      since = Instant.MAX;
      until = Instant.MIN;
      failure = null;
    }

    synchronized void failure(Throwable last) {
      failure = last;
    }

    synchronized @Nullable Throwable failure() {
      return failure;
    }

    synchronized void failed(Instant sent, Instant now) {
      Instant began = sent.isBefore(lastAnswer) ? lastAnswer : sent;
      since = began.isBefore(since) ? began : since;
      if (!now.isBefore(since.plus(PATIENCE))) {
        until = now.plus(PAUSE);
      }
    }

    synchronized boolean isOn(Instant now) {
      return now.isBefore(until);
    }
  }

  /// Returns the outage because of which a call was not sent, or not again. The SDK wraps its own
  /// exceptions, more than once if a host is unknown.
  static Optional<OutageException> behind(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(OutageException.class::isInstance)
        .map(OutageException.class::cast)
        .findFirst();
  }

  /// An outage that stops a call. The SDK does not repeat a call because of it.
  static final class OutageException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;

    private OutageException(Reason reason, String message, @Nullable Throwable failure) {
      super(message, failure);
      this.reason = reason;
    }

    private static SdkClientException of(
        Reason reason, String message, @Nullable Throwable failure) {
      return SdkClientException.create(message, new OutageException(reason, message, failure));
    }

    Reason reason() {
      return reason;
    }
  }
}
