package dev.molly.aws;

import dev.molly.model.AccountRegion;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
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
  private final Optional<String> profile;
  private final RateLimiter limits;
  private final LongAdder calls;
  private final Optional<RecordKey> recordKey;
  private final boolean writing;

  SdkClientFactory(
      SdkHttpClient http,
      Optional<String> profile,
      RateLimitConfig limits,
      LongAdder calls,
      Optional<RecordKey> recordKey) {
    this(http, profile, new RateLimiter(limits), calls, recordKey, false);
  }

  private SdkClientFactory(
      SdkHttpClient http,
      Optional<String> profile,
      RateLimiter limits,
      LongAdder calls,
      Optional<RecordKey> recordKey,
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
    return recordKey;
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
  StsClient sts(AwsCredentialsProvider credentials, RegionId region) {
    var throttle = new RateLimitInterceptor("sts", limits, calls);
    return build(StsClient.builder(), credentials, region, throttle);
  }

  /// For the caller's own account, which has no rate limit.
  SnsClient sns(AwsCredentialsProvider credentials, RegionId region) {
    return build(
        SnsClient.builder(), credentials, region, new RateLimitInterceptor("sns", limits, calls));
  }

  Ec2Client ec2(AwsCredentialsProvider credentials, AccountRegion where) {
    return held(Ec2Client.builder(), credentials, where, Ec2Client::serviceClientConfiguration);
  }

  RdsClient rds(AwsCredentialsProvider credentials, AccountRegion where) {
    return held(RdsClient.builder(), credentials, where, RdsClient::serviceClientConfiguration);
  }

  KmsClient kms(AwsCredentialsProvider credentials, AccountRegion where) {
    return held(KmsClient.builder(), credentials, where, KmsClient::serviceClientConfiguration);
  }

  CloudWatchClient cloudWatch(AwsCredentialsProvider credentials, AccountRegion where) {
    return held(
        CloudWatchClient.builder(),
        credentials,
        where,
        CloudWatchClient::serviceClientConfiguration);
  }

  ElasticLoadBalancingV2Client loadBalancing(
      AwsCredentialsProvider credentials, AccountRegion where) {
    return held(
        ElasticLoadBalancingV2Client.builder(),
        credentials,
        where,
        ElasticLoadBalancingV2Client::serviceClientConfiguration);
  }

  AutoScalingClient autoScaling(AwsCredentialsProvider credentials, AccountRegion where) {
    return held(
        AutoScalingClient.builder(),
        credentials,
        where,
        AutoScalingClient::serviceClientConfiguration);
  }

  /// On AWS the bucket name is part of the host name; elsewhere such a host name usually does
  /// not resolve.
  S3Client s3(AwsCredentialsProvider credentials, AccountRegion where) {
    S3Client client =
        held(S3Client.builder(), credentials, where, S3Client::serviceClientConfiguration);
    if (awsOwn(client.serviceClientConfiguration())) {
      return client;
    }
    return held(
        S3Client.builder().forcePathStyle(true),
        credentials,
        where,
        S3Client::serviceClientConfiguration);
  }

  /// On AWS the account id is part of the host name; elsewhere such a host name usually does not
  /// resolve.
  S3ControlClient s3Control(AwsCredentialsProvider credentials, AccountRegion where) {
    S3ControlClient client =
        held(
            S3ControlClient.builder(),
            credentials,
            where,
            S3ControlClient::serviceClientConfiguration);
    var elsewhere = client.serviceClientConfiguration().endpointOverride();
    if (elsewhere.isEmpty()) {
      return client;
    }
    var there = Endpoint.builder().url(elsewhere.get()).build();
    return held(
        S3ControlClient.builder()
            .endpointProvider(asked -> CompletableFuture.completedFuture(there)),
        credentials,
        where,
        S3ControlClient::serviceClientConfiguration);
  }

  /// Whether an endpoint is configured can be determined only from a built client, since the
  /// environment, the profile and the system properties can all set it.
  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C held(
          B builder,
          AwsCredentialsProvider credentials,
          AccountRegion where,
          Function<C, ? extends AwsServiceClientConfiguration> configuration) {
    if (writing) {
      return build(
          builder,
          credentials,
          where.region(),
          new SingleAttemptInterceptor(calls, Clock.systemUTC()));
    }
    var throttle = new RateLimitInterceptor(where.toString(), limits, calls);
    C client = build(builder, credentials, where.region(), throttle);
    boolean awsOwn = awsOwn(configuration.apply(client));
    throttle.endpoint(awsOwn);
    limits.endpoint(where.toString(), client.serviceName(), awsOwn);
    return client;
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
      B builder,
      AwsCredentialsProvider credentials,
      RegionId region,
      ExecutionInterceptor interceptor) {
    var override =
        ClientOverrideConfiguration.builder()
            .addExecutionInterceptor(interceptor)
            .addExecutionInterceptor(new ResponseValidationInterceptor());
    if (writing) {
      override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(LONGEST_WRITE);
    } else {
      override.retryStrategy(retries);
    }
    profile.ifPresent(override::defaultProfileName);
    return builder
        .httpClient(http)
        .credentialsProvider(credentials)
        .region(Region.of(region.value()))
        .overrideConfiguration(override.build())
        .build();
  }

  private static boolean awsOwn(AwsServiceClientConfiguration configuration) {
    return configuration.endpointOverride().isEmpty();
  }
}
