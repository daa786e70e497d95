package dev.molly.aws.session;

import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;

/// One session's calls of a shared client.
public record SessionCloudFormationClient(CloudFormationClient shared, RequestIdentity identity)
    implements CloudFormationClient {
  @Override
  public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
    return shared.describeStacks(identity.on(request));
  }

  @Override
  public ListStacksResponse listStacks(ListStacksRequest request) {
    return shared.listStacks(identity.on(request));
  }

  @Override
  public UpdateTerminationProtectionResponse updateTerminationProtection(
      UpdateTerminationProtectionRequest request) {
    return shared.updateTerminationProtection(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
