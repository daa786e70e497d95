package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CopyTagsFromSource;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.SnapshotInfo;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// Snapshots of one volume, and of all volumes of an instance at one instant.
final class Ec2Snapshots {

  private final SimEndpoint at;
  private final Ec2State region;

  Ec2Snapshots(SimEndpoint at, Ec2State region) {
    this.at = at;
    this.region = region;
  }

  CreateSnapshotResponse ofVolume(CreateSnapshotRequest request) {
    SimVolume volume = Ec2Ids.volume(region, request.volumeId());
    request.tagSpecifications().forEach(specification -> Ec2Tags.check(specification.tags()));

    SimSnapshot snapshot = take(volume, request.description(), request.tagSpecifications());
    return CreateSnapshotResponse.builder()
        .snapshotId(snapshot.id)
        .volumeId(snapshot.volumeId)
        .volumeSize(snapshot.gib)
        .description(snapshot.description)
        .ownerId(region.account)
        .state(snapshot.state)
        .startTime(snapshot.startedAt)
        .tags(Ec2Shapes.tags(snapshot.tags))
        .build();
  }

  CreateSnapshotsResponse ofInstance(CreateSnapshotsRequest request) {
    var chosen = request.instanceSpecification();
    SimEndpoint.only(chosen, "InstanceId", "ExcludeBootVolume", "ExcludeDataVolumeIds");
    SimInstance instance = Ec2Ids.instance(region, chosen.instanceId());
    request.tagSpecifications().forEach(specification -> Ec2Tags.check(specification.tags()));

    List<SnapshotInfo> taken = new ArrayList<>();
    for (SimInstance.Attachment attachment : instance.attachments) {
      boolean boot = attachment.device.equals("/dev/xvda");
      SimVolume volume = region.volumes.get(attachment.volumeId);
      boolean excluded =
          boot
              ? Boolean.TRUE.equals(chosen.excludeBootVolume())
              : chosen.excludeDataVolumeIds().contains(attachment.volumeId);
      if (volume != null && !excluded) {
        SimSnapshot snapshot = take(volume, request.description(), request.tagSpecifications());
        if (request.copyTagsFromSource() == CopyTagsFromSource.VOLUME) {
          volume.tags.forEach(snapshot.tags::putIfAbsent);
        }
        taken.add(info(snapshot));
      }
    }
    return CreateSnapshotsResponse.builder().snapshots(taken).build();
  }

  private SimSnapshot take(
      SimVolume volume, @Nullable String description, List<TagSpecification> specifications) {
    SimSnapshot snapshot =
        new SimSnapshot(
            at.ids().ec2("snap"), volume, description == null ? "" : description, at.now());
    specifications.stream()
        .flatMap(specification -> specification.tags().stream())
        .forEach(tag -> snapshot.tags.put(tag.key(), Ec2Tags.value(tag)));
    region.snapshots.put(snapshot.id, snapshot);
    at.changed();
    return snapshot;
  }

  private SnapshotInfo info(SimSnapshot snapshot) {
    return SnapshotInfo.builder()
        .snapshotId(snapshot.id)
        .volumeId(snapshot.volumeId)
        .volumeSize(snapshot.gib)
        .description(snapshot.description)
        .ownerId(region.account)
        .state(snapshot.state)
        .startTime(snapshot.startedAt)
        .tags(Ec2Shapes.tags(snapshot.tags))
        .build();
  }
}
