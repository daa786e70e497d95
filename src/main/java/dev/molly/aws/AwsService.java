package dev.molly.aws;

import dev.molly.aws.session.RequestIdentity;
import dev.molly.aws.session.SessionAutoScalingClient;
import dev.molly.aws.session.SessionCloudFormationClient;
import dev.molly.aws.session.SessionCloudTrailClient;
import dev.molly.aws.session.SessionCloudWatchClient;
import dev.molly.aws.session.SessionCloudWatchLogsClient;
import dev.molly.aws.session.SessionCognitoIdentityProviderClient;
import dev.molly.aws.session.SessionDynamoDbClient;
import dev.molly.aws.session.SessionEc2Client;
import dev.molly.aws.session.SessionEksClient;
import dev.molly.aws.session.SessionElasticLoadBalancingV2Client;
import dev.molly.aws.session.SessionEventBridgeClient;
import dev.molly.aws.session.SessionKmsClient;
import dev.molly.aws.session.SessionOrganizationsClient;
import dev.molly.aws.session.SessionRdsClient;
import dev.molly.aws.session.SessionS3Client;
import dev.molly.aws.session.SessionS3ControlClient;
import dev.molly.aws.session.SessionSecurityHubClient;
import dev.molly.aws.session.SessionSnsClient;
import dev.molly.aws.session.SessionStsClient;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.endpoints.EndpointUrl;
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
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// One AWS service that Molly calls.
///
/// @param prefix the service in IAM actions, which is also how a config names its APIs
/// @param type the SDK's client for the service
/// @param builder begins a client
/// @param session the client of a session, on a shared client
/// @param elsewhere adapts a client to a configured endpoint in place of AWS's own
record AwsService<
    B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>(
    String prefix,
    Class<C> type,
    Supplier<B> builder,
    BiFunction<C, RequestIdentity, C> session,
    BiFunction<B, URI, B> elsewhere) {
  static final AwsService<?, StsClient> STS =
      of("sts", StsClient.class, StsClient::builder, SessionStsClient::new);
  static final AwsService<?, SnsClient> SNS =
      of("sns", SnsClient.class, SnsClient::builder, SessionSnsClient::new);
  static final AwsService<?, EventBridgeClient> EVENTS =
      of(
          "events",
          EventBridgeClient.class,
          EventBridgeClient::builder,
          SessionEventBridgeClient::new);

  /// The services of which a session has a client in each region.
  private static final List<AwsService<?, ?>> REGIONAL =
      List.of(
          of(
              "autoscaling",
              AutoScalingClient.class,
              AutoScalingClient::builder,
              SessionAutoScalingClient::new),
          of(
              "cloudformation",
              CloudFormationClient.class,
              CloudFormationClient::builder,
              SessionCloudFormationClient::new),
          of(
              "cloudtrail",
              CloudTrailClient.class,
              CloudTrailClient::builder,
              SessionCloudTrailClient::new),
          of(
              "cloudwatch",
              CloudWatchClient.class,
              CloudWatchClient::builder,
              SessionCloudWatchClient::new),
          of(
              "cognito-idp",
              CognitoIdentityProviderClient.class,
              CognitoIdentityProviderClient::builder,
              SessionCognitoIdentityProviderClient::new),
          of("dynamodb", DynamoDbClient.class, DynamoDbClient::builder, SessionDynamoDbClient::new),
          of("ec2", Ec2Client.class, Ec2Client::builder, SessionEc2Client::new),
          of("eks", EksClient.class, EksClient::builder, SessionEksClient::new),
          of(
              "elasticloadbalancing",
              ElasticLoadBalancingV2Client.class,
              ElasticLoadBalancingV2Client::builder,
              SessionElasticLoadBalancingV2Client::new),
          of("kms", KmsClient.class, KmsClient::builder, SessionKmsClient::new),
          of(
              "logs",
              CloudWatchLogsClient.class,
              CloudWatchLogsClient::builder,
              SessionCloudWatchLogsClient::new),
          of(
              "organizations",
              OrganizationsClient.class,
              OrganizationsClient::builder,
              SessionOrganizationsClient::new),
          of("rds", RdsClient.class, RdsClient::builder, SessionRdsClient::new),
          // On AWS the bucket's name, or the account's id, is part of the host name; elsewhere
          // such a host name usually does not resolve.
          new AwsService<>(
              "s3",
              S3Client.class,
              S3Client::builder,
              SessionS3Client::new,
              (builder, endpoint) -> builder.forcePathStyle(true)),
          new AwsService<>(
              "s3",
              S3ControlClient.class,
              S3ControlClient::builder,
              SessionS3ControlClient::new,
              (builder, endpoint) -> {
                var there = Endpoint.builder().endpointUrl(EndpointUrl.fromUri(endpoint)).build();
                return builder.endpointProvider(
                    request -> CompletableFuture.completedFuture(there));
              }));

  private static <
          B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient>
      AwsService<B, C> of(
          String prefix,
          Class<C> type,
          Supplier<B> builder,
          BiFunction<C, RequestIdentity, C> session) {
    return new AwsService<>(prefix, type, builder, session, (unchanged, endpoint) -> unchanged);
  }

  /// Returns the service of a client type.
  ///
  /// @throws IllegalArgumentException if sessions have no such client
  static AwsService<?, ?> of(Class<? extends SdkClient> type) {
    return REGIONAL.stream()
        .filter(service -> service.type.equals(type))
        .findFirst()
        .or(() -> Rare.of(type))
        .orElseThrow(() -> new IllegalArgumentException("no session has a " + type.getName()));
  }

  /// The services that few commands call. Their classes are loaded only when one of them is asked
  /// for.
  private static final class Rare {
    private static Optional<AwsService<?, ?>> of(Class<? extends SdkClient> type) {
      return type.equals(SecurityHubClient.class)
          ? Optional.of(
              AwsService.of(
                  "securityhub",
                  SecurityHubClient.class,
                  SecurityHubClient::builder,
                  SessionSecurityHubClient::new))
          : Optional.empty();
    }
  }
}
