package dev.molly.sim.ec2;

import dev.molly.sim.core.SimRegion;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachmentStatus;
import software.amazon.awssdk.services.ec2.model.CapacityReservationPreference;
import software.amazon.awssdk.services.ec2.model.CapacityReservationSpecificationResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/// The state in the form that EC2 returns to a caller.
final class Ec2Shapes {

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /// The EC2 code of each state (EC2 API, InstanceState).
  private static final Map<String, Integer> STATE_CODES =
      Map.of(
          "pending", 0,
          "running", 16,
          "shutting-down", 32,
          "terminated", 48,
          "stopping", 64,
          "stopped", 80);

  private Ec2Shapes() {}

  /// Protection is not part of the response: it requires one DescribeInstanceAttribute per flag.
  static Instance instance(SimInstance one) {
    Instance.Builder shape =
        Instance.builder()
            .instanceId(one.id)
            .imageId(one.imageId)
            .instanceType(one.type)
            .placement(placement -> placement.availabilityZone(one.zone))
            .state(state(one.state))
            .rootDeviceType(one.rootDeviceType)
            .launchTime(one.launchedAt)
            .stateTransitionReason(reason(one.stoppedAt))
            .vpcId(SimRegion.VPC)
            .publicIpAddress(one.publicIp)
            .privateIpAddress(one.privateIp)
            .securityGroups(one.securityGroups.stream().map(Ec2Shapes::group).toList())
            .blockDeviceMappings(one.attachments.stream().map(Ec2Shapes::mapping).toList())
            .capacityReservationId(one.placedIn)
            .capacityReservationSpecification(capacity(one.onlyIn))
            .tags(tags(one.tags));
    if (one.rootDeviceType.equals("ebs")) {
      shape.rootDeviceName("/dev/xvda");
    }
    if (one.reasonCode != null) {
      shape.stateReason(why -> why.code(one.reasonCode).message(one.reason));
    }
    if (one.lifecycle != null) {
      shape.instanceLifecycle(one.lifecycle);
    }
    if (one.operator != null) {
      shape.operator(operator -> operator.managed(true).principal(one.operator));
    }
    return shape.build();
  }

  /// An instance that targets a reservation has no preference in addition (EC2 API,
  /// CapacityReservationSpecificationResponse).
  private static CapacityReservationSpecificationResponse capacity(@Nullable String onlyIn) {
    var capacity = CapacityReservationSpecificationResponse.builder();
    return (onlyIn == null
            ? capacity.capacityReservationPreference(CapacityReservationPreference.OPEN)
            : capacity.capacityReservationTarget(target -> target.capacityReservationId(onlyIn)))
        .build();
  }

  /// Returns the reason in the wording of EC2; an empty text if no transition was requested (EC2
  /// API, Instance).
  private static String reason(@Nullable Instant stoppedAt) {
    return stoppedAt == null ? "" : "User initiated (" + SECOND.format(stoppedAt) + " GMT)";
  }

  private static GroupIdentifier group(String id) {
    return GroupIdentifier.builder().groupId(id).build();
  }

  static InstanceState state(String name) {
    return InstanceState.builder().name(name).code(STATE_CODES.get(name)).build();
  }

  static Volume volume(Ec2State region, SimVolume volume) {
    Volume.Builder shape =
        Volume.builder()
            .volumeId(volume.id)
            .availabilityZone(volume.zone)
            .size(volume.gib)
            .encrypted(volume.kmsKey != null)
            .kmsKeyId(volume.kmsKey)
            .createTime(volume.createdAt)
            .state(volume.instanceId == null ? "available" : "in-use")
            .tags(tags(volume.tags));
    SimInstance holder = volume.instanceId == null ? null : region.instances.get(volume.instanceId);
    if (holder != null) {
      holder.attachments.stream()
          .filter(attachment -> attachment.volumeId.equals(volume.id))
          .forEach(attachment -> shape.attachments(attachment(holder, attachment)));
    }
    return shape.build();
  }

  static Snapshot snapshot(Ec2State region, SimSnapshot snapshot) {
    return Snapshot.builder()
        .snapshotId(snapshot.id)
        .volumeId(snapshot.volumeId)
        .volumeSize(snapshot.gib)
        .encrypted(snapshot.kmsKey != null)
        .kmsKeyId(snapshot.kmsKey)
        .description(snapshot.description)
        .ownerId(region.account)
        .state(snapshot.state)
        .progress(snapshot.state.equals("completed") ? "100%" : "0%")
        .startTime(snapshot.startedAt)
        .tags(tags(snapshot.tags))
        .build();
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static InstanceBlockDeviceMapping mapping(SimInstance.Attachment attachment) {
    return InstanceBlockDeviceMapping.builder()
        .deviceName(attachment.device)
        .ebs(
            ebs ->
                ebs.volumeId(attachment.volumeId)
                    .status(AttachmentStatus.ATTACHED)
                    .attachTime(attachment.attachedAt)
                    .deleteOnTermination(attachment.deleteOnTermination))
        .build();
  }

  private static VolumeAttachment attachment(
      SimInstance holder, SimInstance.Attachment attachment) {
    return VolumeAttachment.builder()
        .instanceId(holder.id)
        .volumeId(attachment.volumeId)
        .device(attachment.device)
        .deleteOnTermination(attachment.deleteOnTermination)
        .build();
  }
}
