package dev.molly.sim;

import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeletionProtectionType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/// The part of a [SimFleet] that has nothing but switches: of most kinds, one that is protected and
/// one that is not.
final class SimSwitchFleet {
  private static final Map<String, String> PRODUCTION =
      Map.of("env", "production", "team", "checkout", "owner", "jonas");

  private final SimAccount account;
  private final String region;

  SimSwitchFleet(SimAccount account, String region) {
    this.account = account;
    this.region = region;
  }

  void seed() {
    table("orders-events", true);
    table("carts", false);
    stack("network", true);
    stack("checkout-service", false);
    group("/aws/lambda/checkout", false);
    group("/audit/trail", true);
    cluster("apps", false);
    balancer("storefront");
    pool("customers");
    image("golden-web-2026-11");
  }

  private void table(String name, boolean on) {
    account
        .client(DynamoDbClient.class, region)
        .createTable(
            r ->
                r.tableName(name)
                    .deletionProtectionEnabled(on)
                    .tags(
                        PRODUCTION.entrySet().stream()
                            .map(
                                tag ->
                                    software.amazon.awssdk.services.dynamodb.model.Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                            .toList()));
  }

  private void stack(String name, boolean on) {
    account
        .client(CloudFormationClient.class, region)
        .createStack(
            r ->
                r.stackName(name)
                    .templateBody("{}")
                    .enableTerminationProtection(on)
                    .tags(
                        PRODUCTION.entrySet().stream()
                            .map(
                                tag ->
                                    Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                            .toList()));
  }

  private void group(String name, boolean on) {
    account
        .client(CloudWatchLogsClient.class, region)
        .createLogGroup(r -> r.logGroupName(name).deletionProtectionEnabled(on).tags(PRODUCTION));
  }

  private void cluster(String name, boolean on) {
    account
        .client(EksClient.class, region)
        .createCluster(r -> r.name(name).deletionProtection(on).tags(PRODUCTION));
  }

  private void balancer(String name) {
    account
        .client(ElasticLoadBalancingV2Client.class, region)
        .createLoadBalancer(r -> r.name(name).subnets("subnet-1"));
  }

  private void image(String name) {
    account.client(Ec2Client.class, region).registerImage(r -> r.name(name));
  }

  private void pool(String name) {
    account
        .client(CognitoIdentityProviderClient.class, region)
        .createUserPool(
            r ->
                r.poolName(name)
                    .userPoolTags(PRODUCTION)
                    .deletionProtection(DeletionProtectionType.INACTIVE));
  }
}
