package dev.molly.aws;

import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Builds all SDK clients alike: one HTTP client, a pinned retry mode (the SDK's default is
/// still LEGACY), and every call counted. Clients for reads retry and are rate-limited; clients
/// for writes make one attempt.
final class SdkClientFactory {
  /// The timeout of a whole write, including the wait for a connection. Without a response by
  /// then, the resource is read again.
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

  /// Not shared: the SDK retries less after many failures, and keeps that state here.
  private final RetryStrategy retries = retries();

  private final SdkHttpClient http;
  private final String profile;
  private final RateLimiter limits;
  private final CallCounter calls;
  private final @Nullable RecordKey recordKey;
  private final boolean writing;

  SdkClientFactory(
      SdkHttpClient http,
      String profile,
      RateLimitConfig limits,
      CallCounter calls,
      @Nullable RecordKey recordKey) {
    this(http, profile, new RateLimiter(limits), calls, recordKey, false);
  }

  private SdkClientFactory(
      SdkHttpClient http,
      String profile,
      RateLimiter limits,
      CallCounter calls,
      @Nullable RecordKey recordKey,
      boolean writing) {
    this.http = http;
    this.profile = profile;
    this.limits = limits;
    this.calls = calls;
    this.recordKey = recordKey;
    this.writing = writing;
  }

  /// Returns the same factory for clients that write.
  SdkClientFactory writing() {
    return new SdkClientFactory(http, profile, limits, calls, recordKey, true);
  }

  /// Returns the key that records are signed with; empty if none is configured.
  Optional<RecordKey> recordKey() {
    return Optional.ofNullable(recordKey);
  }

  /// Waits until the rate allows one more call.
  void awaitTurn(AccountRegion where, String api) {
    limits.awaitTurn(where.toString(), api);
  }

  /// Three attempts, the default of STANDARD mode, are too few in a scan of thousands of calls.
  private static RetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(8)
        .retryOnException(InvalidResponseException::mayBeAskedAgain)
        .build();
  }

  /// STS identifies the account, so there is no account yet to apply a rate to.
  ///
  /// @param place the account to count the calls for
  StsClient sts(AwsCredentialsProvider credentials, CallCounter.Place place) {
    return unlimited(AwsService.STS, credentials, place);
  }

  /// For the caller's own account, which has no rate limit.
  SnsClient sns(AwsCredentialsProvider credentials, RegionId region) {
    return unlimited(AwsService.SNS, credentials, new CallCounter.Place(null, region));
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C unlimited(
          AwsService<B, C> service, AwsCredentialsProvider credentials, CallCounter.Place place) {
    var counter = new CallCountInterceptor(calls, place, service.prefix());
    return build(service.builder().get(), credentials, place.region(), List.of(counter));
  }

  /// Returns a new client of a service.
  ///
  /// @throws IllegalArgumentException if sessions have no client of that type
  <C extends SdkClient> C client(
      Class<C> type, AwsCredentialsProvider credentials, AccountRegion where) {
    return type.cast(client(AwsService.of(type), credentials, where));
  }

  /// Whether an endpoint is configured can be determined only from a built client, since the
  /// environment, the profile and the system properties can all set it.
  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C client(AwsService<B, C> service, AwsCredentialsProvider credentials, AccountRegion where) {
    var place = new CallCounter.Place(where.account(), where.region());
    var counter = new CallCountInterceptor(calls, place, service.prefix());
    var throttle = new RateLimitInterceptor(where.toString(), service.prefix(), limits);
    List<ExecutionInterceptor> interceptors =
        List.of(counter, writing ? new SingleAttemptInterceptor(Clock.systemUTC()) : throttle);
    C client = build(service.builder().get(), credentials, where.region(), interceptors);
    Optional<URI> endpoint = client.serviceClientConfiguration().endpointOverride();
    if (!writing) {
      throttle.endpoint(endpoint.isEmpty());
      limits.endpoint(where.toString(), service.prefix(), endpoint.isEmpty());
    }
    return endpoint.isEmpty()
        ? client
        : build(
            service.elsewhere().apply(service.builder().get(), endpoint.get()),
            credentials,
            where.region(),
            interceptors);
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
      B builder,
      AwsCredentialsProvider credentials,
      RegionId region,
      List<? extends ExecutionInterceptor> interceptors) {
    var override = ClientOverrideConfiguration.builder();
    interceptors.forEach(override::addExecutionInterceptor);
    override.addExecutionInterceptor(new ResponseValidationInterceptor());
    if (writing) {
      override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(LONGEST_WRITE);
    } else {
      override.retryStrategy(retries);
    }
    if (!profile.isEmpty()) {
      override.defaultProfileName(profile);
    }
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(region.value()))
        .overrideConfiguration(override.build())
        .build();
  }
}
