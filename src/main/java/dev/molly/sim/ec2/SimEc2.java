package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimTrail;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeregisterImageRequest;
import software.amazon.awssdk.services.ec2.model.DeregisterImageResponse;
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
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.DisableImageRequest;
import software.amazon.awssdk.services.ec2.model.DisableImageResponse;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionRequest;
import software.amazon.awssdk.services.ec2.model.EnableImageDeregistrationProtectionResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesResponse;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesResponse;

/// The simulated operations of EC2 in one region. Every other one throws.
public final class SimEc2 implements Ec2Client {

  public static final SimService<Ec2Client> SERVICE =
      SimService.of(Ec2Client.class, new Ec2Errors(), SimEc2::new).inEachRegion(Ec2State::new);

  private final SimEndpoint at;
  private final Ec2State region;
  private final Ec2Queries reads;
  private final InstanceAttributes attributes;
  private final Ec2RunState runState;
  private final Ec2Tags tags;
  private final Ec2Snapshots snapshots;
  private final Ec2Images images;

  private SimEc2(SimEndpoint at) {
    this.at = at;
    this.region = at.state(Ec2State.class);
    this.reads = new Ec2Queries(region);
    this.attributes = new InstanceAttributes(at, region);
    this.runState = new Ec2RunState(at, region);
    this.tags = new Ec2Tags(at, region);
    this.snapshots = new Ec2Snapshots(at, region);
    this.images = new Ec2Images(at, region);
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}

  @Override
  public DescribeRegionsResponse describeRegions(DescribeRegionsRequest request) {
    SimEndpoint.only(request, "AllRegions", "RegionNames");
    return at.read("DescribeRegions", List.of(), () -> reads.regions(request));
  }

  @Override
  public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
    SimEndpoint.only(request, "InstanceIds", "Filters", "MaxResults", "NextToken");
    return at.read("DescribeInstances", request.instanceIds(), () -> reads.instances(request));
  }

  @Override
  public DescribeInstanceAttributeResponse describeInstanceAttribute(
      DescribeInstanceAttributeRequest request) {
    SimEndpoint.only(request, "InstanceId", "Attribute");
    return at.read(
        "DescribeInstanceAttribute",
        List.of(request.instanceId()),
        () -> attributes.describe(request));
  }

  @Override
  public DescribeVolumesResponse describeVolumes(DescribeVolumesRequest request) {
    SimEndpoint.only(request, "VolumeIds", "Filters", "MaxResults", "NextToken");
    return at.read("DescribeVolumes", request.volumeIds(), () -> reads.volumes(request));
  }

  @Override
  public DescribeSnapshotsResponse describeSnapshots(DescribeSnapshotsRequest request) {
    SimEndpoint.only(request, "SnapshotIds", "OwnerIds", "Filters", "MaxResults", "NextToken");
    return at.read("DescribeSnapshots", request.snapshotIds(), () -> reads.snapshots(request));
  }

  @Override
  public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest request) {
    SimEndpoint.only(request, "Filters");
    return at.read("DescribeAddresses", List.of(), () -> Ec2Network.addresses(region, request));
  }

  @Override
  public DescribeSecurityGroupsResponse describeSecurityGroups(
      DescribeSecurityGroupsRequest request) {
    SimEndpoint.only(request, "Filters", "MaxResults", "NextToken");
    return at.read("DescribeSecurityGroups", List.of(), () -> Ec2Network.groups(region, request));
  }

  @Override
  public DescribeInstanceTypesResponse describeInstanceTypes(DescribeInstanceTypesRequest request) {
    SimEndpoint.only(request, "InstanceTypes");
    return at.read("DescribeInstanceTypes", List.of(), () -> Ec2Types.describe(request));
  }

  @Override
  public DescribeTagsResponse describeTags(DescribeTagsRequest request) {
    SimEndpoint.only(request, "Filters", "MaxResults", "NextToken");
    return at.read("DescribeTags", List.of(), () -> reads.tags(request));
  }

  @Override
  public ModifyInstanceAttributeResponse modifyInstanceAttribute(
      ModifyInstanceAttributeRequest request) {
    SimEndpoint.only(
        request,
        "InstanceId",
        "Attribute",
        "Value",
        "DisableApiTermination",
        "DisableApiStop",
        "InstanceInitiatedShutdownBehavior",
        "BlockDeviceMappings",
        "DryRun");
    return write(
        "ModifyInstanceAttribute",
        List.of(request.instanceId()),
        request.dryRun(),
        () -> attributes.modify(request));
  }

  @Override
  public StartInstancesResponse startInstances(StartInstancesRequest request) {
    SimEndpoint.only(request, "InstanceIds", "DryRun");
    return write(
        "StartInstances",
        request.instanceIds(),
        request.dryRun(),
        () ->
            StartInstancesResponse.builder()
                .startingInstances(runState.start(request.instanceIds()))
                .build());
  }

  @Override
  public StopInstancesResponse stopInstances(StopInstancesRequest request) {
    SimEndpoint.only(request, "InstanceIds", "Force", "DryRun");
    return write(
        "StopInstances",
        request.instanceIds(),
        request.dryRun(),
        () ->
            StopInstancesResponse.builder()
                .stoppingInstances(runState.stop(request.instanceIds()))
                .build());
  }

  @Override
  public TerminateInstancesResponse terminateInstances(TerminateInstancesRequest request) {
    SimEndpoint.only(request, "InstanceIds", "DryRun");
    return write(
        "TerminateInstances",
        request.instanceIds(),
        request.dryRun(),
        () ->
            TerminateInstancesResponse.builder()
                .terminatingInstances(runState.terminate(request.instanceIds()))
                .build());
  }

  @Override
  public CreateTagsResponse createTags(CreateTagsRequest request) {
    SimEndpoint.only(request, "Resources", "Tags", "DryRun");
    return write(
        "CreateTags",
        request.resources(),
        request.dryRun(),
        () -> {
          tags.create(request.resources(), request.tags());
          SimTrail.ofTags(
              at,
              "CreateTags",
              request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
          return CreateTagsResponse.builder().build();
        });
  }

  @Override
  public DeleteTagsResponse deleteTags(DeleteTagsRequest request) {
    SimEndpoint.only(request, "Resources", "Tags", "DryRun");
    return write(
        "DeleteTags",
        request.resources(),
        request.dryRun(),
        () -> {
          tags.delete(request.resources(), request.tags());
          return DeleteTagsResponse.builder().build();
        });
  }

  @Override
  public CreateSnapshotResponse createSnapshot(CreateSnapshotRequest request) {
    SimEndpoint.only(request, "VolumeId", "Description", "TagSpecifications", "DryRun");
    return write(
        "CreateSnapshot",
        List.of(request.volumeId()),
        request.dryRun(),
        () -> snapshots.ofVolume(request));
  }

  @Override
  public CreateSnapshotsResponse createSnapshots(CreateSnapshotsRequest request) {
    SimEndpoint.only(
        request,
        "InstanceSpecification",
        "Description",
        "TagSpecifications",
        "CopyTagsFromSource",
        "DryRun");
    return write(
        "CreateSnapshots",
        List.of(request.instanceSpecification().instanceId()),
        request.dryRun(),
        () -> snapshots.ofInstance(request));
  }

  @Override
  public RegisterImageResponse registerImage(RegisterImageRequest request) {
    SimEndpoint.only(request, "Name");
    return write("RegisterImage", List.of(), request.dryRun(), () -> images.register(request));
  }

  @Override
  public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
    SimEndpoint.only(request, "ImageIds", "Owners", "IncludeDisabled", "MaxResults", "NextToken");
    return at.read("DescribeImages", request.imageIds(), () -> images.describe(request));
  }

  @Override
  public DisableImageResponse disableImage(DisableImageRequest request) {
    SimEndpoint.only(request, "ImageId", "DryRun");
    return write(
        "DisableImage",
        List.of(request.imageId()),
        request.dryRun(),
        () -> images.disable(request.imageId()));
  }

  @Override
  public EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
      EnableImageDeregistrationProtectionRequest request) {
    SimEndpoint.only(request, "ImageId", "WithCooldown", "DryRun");
    return write(
        "EnableImageDeregistrationProtection",
        List.of(request.imageId()),
        request.dryRun(),
        () -> images.protect(request));
  }

  @Override
  public DisableImageDeregistrationProtectionResponse disableImageDeregistrationProtection(
      DisableImageDeregistrationProtectionRequest request) {
    SimEndpoint.only(request, "ImageId", "DryRun");
    return write(
        "DisableImageDeregistrationProtection",
        List.of(request.imageId()),
        request.dryRun(),
        () -> images.unprotect(request.imageId()));
  }

  @Override
  public DeregisterImageResponse deregisterImage(DeregisterImageRequest request) {
    SimEndpoint.only(request, "ImageId", "DryRun");
    return write(
        "DeregisterImage",
        List.of(request.imageId()),
        request.dryRun(),
        () -> images.deregister(request.imageId()));
  }

  /// A dry run is only a permission check (EC2 API, errors overview): it does not reveal whether
  /// the instance exists, or whether protection would refuse.
  private <T> T write(
      String operation, Collection<String> resources, @Nullable Boolean dryRun, Supplier<T> work) {
    return at.write(
        operation,
        resources,
        () -> {
          if (Boolean.TRUE.equals(dryRun)) {
            throw Ec2Errors.dryRun();
          }
          return work.get();
        });
  }
}
