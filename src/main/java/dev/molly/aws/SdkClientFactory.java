package dev.molly.aws;

import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.model.UserError;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Builds all SDK clients alike: one HTTP client, a pinned retry mode (the SDK's default is
/// still LEGACY), and every call counted. Clients for reads retry and are rate-limited; clients
/// for writes make one attempt.
///
/// There is one client for each service and region, which all accounts share: a client takes some
/// hundred kilobytes and milliseconds, and an organization has 100,000 accounts and regions. It has
/// no credentials: [SessionIdentity] puts those of the session into each request.
final class SdkClientFactory {
  /// The timeout of a whole write, including the wait for a connection. Without a response by
  /// then, the resource is read again.
  private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

  /// The timeout of one attempt of a read. The HTTP client waits half a minute for the next bytes,
  /// and for each of those again: an answer that trickles would have no end.
  static final Duration LONGEST_READ = Duration.ofMinutes(2);

  private final RetryStrategy retries = retries();

  private final Map<ClientKey, SdkClient> shared = new ConcurrentHashMap<>();
  private final SdkHttpClient http;
  private final String profile;
  private final RateLimiter limits;
  private final CallCounter calls;
  private final @Nullable RecordKey recordKey;
  private final Clock clock;
  private final boolean writing;
  private final SdkClientFactory writer;

  private record ClientKey(Class<? extends SdkClient> type, RegionId region) {}

  SdkClientFactory(
      SdkHttpClient http,
      String profile,
      RateLimitConfig limits,
      CallCounter calls,
      @Nullable RecordKey recordKey) {
    this(http, profile, limits, calls, recordKey, Clock.systemUTC());
  }

  SdkClientFactory(
      SdkHttpClient http,
      String profile,
      RateLimitConfig limits,
      CallCounter calls,
      @Nullable RecordKey recordKey,
      Clock clock) {
    this(http, profile, new RateLimiter(limits), calls, recordKey, clock, false);
  }

  private SdkClientFactory(
      SdkHttpClient http,
      String profile,
      RateLimiter limits,
      CallCounter calls,
      @Nullable RecordKey recordKey,
      Clock clock,
      boolean writing) {
    this.http = http;
    this.profile = profile;
    this.limits = limits;
    this.calls = calls;
    this.recordKey = recordKey;
    this.clock = clock;
    this.writing = writing;
    this.writer =
        writing ? this : new SdkClientFactory(http, profile, limits, calls, recordKey, clock, true);
  }

  /// Returns the same factory for clients that write.
  SdkClientFactory writing() {
    return writer;
  }

  /// Returns the key that records are signed with; empty if none is configured.
  Optional<RecordKey> recordKey() {
    return Optional.ofNullable(recordKey);
  }

  /// Waits until the rate allows one more call.
  void awaitTurn(AccountRegion where, String api) {
    limits.awaitTurn(where, api);
  }

  /// Three attempts, the default of STANDARD mode, are too few in a scan of thousands of calls. The
  /// SDK would retry less after many failures, wherever they were: [OutageInterceptor] does so for
  /// the account and region that fails.
  private static RetryStrategy retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(8)
        .circuitBreakerEnabled(false)
        .retryOnException(InvalidResponseException::mayBeAskedAgain)
        .build();
  }

  /// STS publishes no rate, and its first call is what identifies the account.
  ///
  /// @param place the account to count the calls for
  StsClient sts(AwsCredentialsProvider credentials, CallCounter.Place place) {
    return unlimited(AwsService.STS, credentials, place);
  }

  /// For the caller's own account, which has no rate limit.
  SnsClient sns(AwsCredentialsProvider credentials, RegionId region) {
    return unlimited(AwsService.SNS, credentials, new CallCounter.Place(null, region));
  }

  /// For the caller's own account, which has no rate limit.
  EventBridgeClient events(AwsCredentialsProvider credentials, RegionId region) {
    return unlimited(AwsService.EVENTS, credentials, new CallCounter.Place(null, region));
  }

  private <C extends SdkClient> C unlimited(
      AwsService<?, C> service, AwsCredentialsProvider credentials, CallCounter.Place place) {
    return session(service, new SessionIdentity(credentials, place), false);
  }

  /// Returns a session's client of a service.
  ///
  /// @param credentials those of the session, with which all its requests are made
  /// @throws IllegalArgumentException if sessions have no client of that type
  <C extends SdkClient> C client(
      Class<C> type, AwsCredentialsProvider credentials, AccountRegion where) {
    var identity = new SessionIdentity(credentials, CallCounter.Place.of(where));
    return type.cast(session(AwsService.of(type), identity, true));
  }

  private <C extends SdkClient> C session(
      AwsService<?, C> service, SessionIdentity identity, boolean limited) {
    return service.session().apply(shared(service, identity.place().region(), limited), identity);
  }

  /// Returns the client that all sessions share. It sends no request that no session made.
  ///
  /// @param limited whether AWS limits the rate of the service by account and region
  <C extends SdkClient> C shared(AwsService<?, C> service, RegionId region, boolean limited) {
    return service
        .type()
        .cast(
            shared.computeIfAbsent(
                new ClientKey(service.type(), region), key -> build(service, region, limited)));
  }

  /// Whether an endpoint is configured can be determined only from a built client, since the
  /// environment, the profile and the system properties can all set it.
  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C build(AwsService<B, C> service, RegionId region, boolean limited) {
    var interceptors = new ArrayList<ExecutionInterceptor>();
    if (!writing) {
      // Before the others: what it does not send is no call, and need not wait for its turn.
      interceptors.add(new OutageInterceptor(clock));
    }
    interceptors.add(new CallCountInterceptor(calls, service.prefix()));
    var throttle = new RateLimitInterceptor(service.prefix(), limits);
    if (writing) {
      interceptors.add(new SingleAttemptInterceptor(clock));
    } else if (limited) {
      interceptors.add(throttle);
    }
    C client = first(service, region, interceptors);
    Optional<URI> endpoint = client.serviceClientConfiguration().endpointOverride();
    if (!writing) {
      throttle.endpoint(endpoint.isEmpty());
      limits.endpoint(region, service.prefix(), endpoint.isEmpty());
    }
    return endpoint.isEmpty()
        ? client
        : build(
            service.elsewhere().apply(service.builder().get(), endpoint.get()),
            region,
            interceptors);
  }

  /// The SDK has an exception of its own for what is no URL at all, and checks the scheme like
  /// an argument of the caller.
  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C first(
          AwsService<B, C> service, RegionId region, List<? extends ExecutionInterceptor> with) {
    try {
      return build(service.builder().get(), region, with);
    } catch (SdkClientException | NullPointerException e) {
      throw new UserError(
          """
          there can be no connection to %s: %s
          Check AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_%s and 'endpoint_url' in the AWS config file.\
          """
              .formatted(
                  service.prefix(), e.getMessage(), service.prefix().toUpperCase(Locale.ROOT)),
          e);
    }
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
      B builder, RegionId region, List<? extends ExecutionInterceptor> interceptors) {
    var override = ClientOverrideConfiguration.builder();
    interceptors.forEach(override::addExecutionInterceptor);
    override.addExecutionInterceptor(new ResponseValidationInterceptor());
    if (writing) {
      override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(LONGEST_WRITE);
    } else {
      override.retryStrategy(retries).apiCallAttemptTimeout(LONGEST_READ);
    }
    if (!profile.isEmpty()) {
      override.defaultProfileName(profile);
    }
    return builder
        .httpClient(http)
        .credentialsProvider(SessionIdentity.NONE)
        .region(Region.of(region.value()))
        .overrideConfiguration(override.build())
        .build();
  }
}
