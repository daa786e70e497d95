package dev.molly.aws;

import dev.molly.model.UserError;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The caller, region and endpoint of a request that another client is about to send, and
/// clients that call the same AWS as the same caller. Close each client after use.
///
/// @param credentials the caller's credentials
/// @param profile the profile that may configure an endpoint; empty for the one in the environment
/// @param endpoint the endpoint of the client, in place of the configured one or that of AWS
public record RequestOrigin(
    IdentityProvider<? extends AwsCredentialsIdentity> credentials,
    Region region,
    String profile,
    Optional<URI> endpoint) {

  /// Returns the origin of a request; empty if the SDK does not provide it, for example because
  /// the request is not signed.
  public static Optional<RequestOrigin> of(SdkRequest request, ExecutionAttributes attributes) {
    var region = attributes.getOptionalAttribute(AwsExecutionAttribute.AWS_REGION);
    var endpoint =
        attributes
            .getOptionalAttribute(SdkInternalExecutionAttribute.CLIENT_ENDPOINT_PROVIDER)
            .filter(ClientEndpointProvider::isEndpointOverridden)
            .map(ClientEndpointProvider::clientEndpoint);
    return credentials(request, attributes)
        .flatMap(caller -> region.map(where -> new RequestOrigin(caller, where, "", endpoint)));
  }

  /// Returns the origin of this process's own requests. An explicitly named profile takes
  /// precedence over credentials in the environment, as in the AWS CLI.
  ///
  /// @param profile the profile; empty for the one in the environment
  /// @param region the region; empty for the one in the environment or the profile
  /// @param endpoint the endpoint; empty for the configured one, or that of AWS
  /// @throws UserError if no region is set, or the endpoint is not a URL
  public static RequestOrigin ofProcess(String profile, String region, String endpoint) {
    var regions = DefaultAwsRegionProviderChain.builder();
    if (!profile.isEmpty()) {
      regions.profileName(profile);
    }
    try {
      return new RequestOrigin(
          profile.isEmpty()
              ? DefaultCredentialsProvider.builder().build()
              : ProfileCredentialsProvider.create(profile),
          region.isEmpty() ? regions.build().getRegion() : Region.of(region),
          profile,
          endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint)));
    } catch (SdkClientException | IllegalArgumentException e) {
      throw new UserError(
          "AWS cannot be asked: %s. Say which region, with --region".formatted(e.getMessage()), e);
    }
  }

  /// A request may have credentials of its own.
  private static Optional<IdentityProvider<? extends AwsCredentialsIdentity>> credentials(
      SdkRequest request, ExecutionAttributes attributes) {
    Optional<IdentityProvider<? extends AwsCredentialsIdentity>> own =
        request
            .overrideConfiguration()
            .filter(AwsRequestOverrideConfiguration.class::isInstance)
            .map(AwsRequestOverrideConfiguration.class::cast)
            .flatMap(AwsRequestOverrideConfiguration::credentialsIdentityProvider);
    return own.or(
        () ->
            attributes
                .getOptionalAttribute(SdkInternalExecutionAttribute.IDENTITY_PROVIDERS)
                .flatMap(RequestOrigin::ofClient));
  }

  private static Optional<IdentityProvider<? extends AwsCredentialsIdentity>> ofClient(
      IdentityProviders providers) {
    return Optional.ofNullable(providers.identityProvider(AwsCredentialsIdentity.class));
  }

  /// Returns a client. An S3 client without a configured endpoint can access buckets in other
  /// regions than its own.
  ///
  /// @throws IllegalArgumentException if Molly does not call that service
  public <C extends SdkClient> C client(Class<C> type) {
    return type.cast(client(AwsService.of(type)));
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      C client(AwsService<B, C> service) {
    B builder = service.builder().get();
    if (endpoint.isPresent()) {
      return built(service.elsewhere().apply(builder, endpoint.get()));
    }
    if (builder instanceof S3ClientBuilder s3) {
      s3.crossRegionAccessEnabled(true);
    }
    C client = built(builder);
    Optional<URI> configured = client.serviceClientConfiguration().endpointOverride();
    if (configured.isEmpty()) {
      return client;
    }
    client.close();
    return built(service.elsewhere().apply(service.builder().get(), configured.get()));
  }

  private <B extends AwsClientBuilder<B, C>, C> C built(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .credentialsProvider(credentials)
        .region(region)
        .overrideConfiguration(
            c -> {
              c.addExecutionInterceptor(new ResponseValidationInterceptor());
              if (!profile.isEmpty()) {
                c.defaultProfileName(profile);
              }
            })
        .build();
  }
}
