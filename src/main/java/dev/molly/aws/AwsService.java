package dev.molly.aws;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// One AWS service that Molly calls.
///
/// @param prefix the service in IAM actions, which is also how a config names its APIs
/// @param type the SDK's client for the service
/// @param builder begins a client
/// @param elsewhere adapts a client to a configured endpoint in place of AWS's own
record AwsService<
    B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>(
    String prefix, Class<C> type, Supplier<B> builder, BiFunction<B, URI, B> elsewhere) {
  static final AwsService<?, StsClient> STS = of("sts", StsClient.class, StsClient::builder);
  static final AwsService<?, SnsClient> SNS = of("sns", SnsClient.class, SnsClient::builder);

  /// The services of which a session has a client in each region.
  private static final List<AwsService<?, ?>> REGIONAL =
      List.of(
          of("autoscaling", AutoScalingClient.class, AutoScalingClient::builder),
          of("cloudformation", CloudFormationClient.class, CloudFormationClient::builder),
          of("cloudtrail", CloudTrailClient.class, CloudTrailClient::builder),
          of("cloudwatch", CloudWatchClient.class, CloudWatchClient::builder),
          of(
              "cognito-idp",
              CognitoIdentityProviderClient.class,
              CognitoIdentityProviderClient::builder),
          of("dynamodb", DynamoDbClient.class, DynamoDbClient::builder),
          of("ec2", Ec2Client.class, Ec2Client::builder),
          of("eks", EksClient.class, EksClient::builder),
          of(
              "elasticloadbalancing",
              ElasticLoadBalancingV2Client.class,
              ElasticLoadBalancingV2Client::builder),
          of("kms", KmsClient.class, KmsClient::builder),
          of("logs", CloudWatchLogsClient.class, CloudWatchLogsClient::builder),
          of("organizations", OrganizationsClient.class, OrganizationsClient::builder),
          of("rds", RdsClient.class, RdsClient::builder),
          // On AWS the bucket's name, or the account's id, is part of the host name; elsewhere
          // such a host name usually does not resolve.
          new AwsService<>(
              "s3",
              S3Client.class,
              S3Client::builder,
              (builder, endpoint) -> builder.forcePathStyle(true)),
          new AwsService<>(
              "s3",
              S3ControlClient.class,
              S3ControlClient::builder,
              (builder, endpoint) -> {
                var there = Endpoint.builder().url(endpoint).build();
                return builder.endpointProvider(
                    request -> CompletableFuture.completedFuture(there));
              }));

  private static <
          B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<B, C> of(String prefix, Class<C> type, Supplier<B> builder) {
    return new AwsService<>(prefix, type, builder, (unchanged, endpoint) -> unchanged);
  }

  /// Returns the service of a client type.
  ///
  /// @throws IllegalArgumentException if sessions have no such client
  static AwsService<?, ?> of(Class<? extends SdkClient> type) {
    return REGIONAL.stream()
        .filter(service -> service.type.equals(type))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no session has a " + type.getName()));
  }
}
