package dev.molly.aws.session;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/// One session's calls of a shared client. An account can hide the instances and volumes that a
/// service manages for it from answers that do not ask for them; these always ask
/// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedResourceVisibility.html).
public record SessionEc2Client(Ec2Client shared, RequestIdentity identity) implements Ec2Client {
  @Override
  public CreateSnapshotsResponse createSnapshots(CreateSnapshotsRequest request) {
    return shared.createSnapshots(identity.on(request));
  }

  @Override
  public CreateTagsResponse createTags(CreateTagsRequest request) {
    return shared.createTags(identity.on(request));
  }

  @Override
  public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
    return shared.deleteTags(identity.on(request));
  }

  @Override
  public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
    return shared.describeAddresses(identity.on(request));
  }

  @Override
  public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
    return shared.describeImages(identity.on(request));
  }

  @Override
  public DescribeInstanceAttributeResponse describeInstanceAttribute(
      DescribeInstanceAttributeRequest request) {
    return shared.describeInstanceAttribute(identity.on(request));
  }

  @Override
  public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
    return shared.describeInstanceTypes(identity.on(request));
  }

  @Override
  public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
    return shared.describeInstances(
        identity.on(request.toBuilder().includeManagedResources(true).build()));
  }

  @Override
  public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
    return shared.describeRegions(identity.on(request));
  }

  @Override
  public DescribeSecurityGroupsResponse describeSecurityGroups(
      DescribeSecurityGroupsRequest request) {
    return shared.describeSecurityGroups(identity.on(request));
  }

  @Override
  public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
    return shared.describeSnapshots(identity.on(request));
  }

  @Override
  public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
    return shared.describeVolumes(
        identity.on(request.toBuilder().includeManagedResources(true).build()));
  }

  @Override
  public DisableImageDeregistrationProtectionResponse disableImageDeregistrationProtection(
      DisableImageDeregistrationProtectionRequest request) {
    return shared.disableImageDeregistrationProtection(identity.on(request));
  }

  @Override
  public EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
      EnableImageDeregistrationProtectionRequest request) {
    return shared.enableImageDeregistrationProtection(identity.on(request));
  }

  @Override
  public ModifyInstanceAttributeResponse modifyInstanceAttribute(
      ModifyInstanceAttributeRequest request) {
    return shared.modifyInstanceAttribute(identity.on(request));
  }

  @Override
  public StartInstancesResponse startInstances(StartInstancesRequest request) {
    return shared.startInstances(identity.on(request));
  }

  @Override
  public StopInstancesResponse stopInstances(StopInstancesRequest request) {
    return shared.stopInstances(identity.on(request));
  }

  @Override
  public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
    return shared.terminateInstances(identity.on(request));
  }

  @Override
  public String serviceName() {
    return shared.serviceName();
  }

  /// The shared client stays open.
  @Override
  public void close() {}
}
