package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;

/// The final copies of one instance: a snapshot of each of its EBS volumes, all taken by one
/// call, identified by their tags.
final class InstanceSnapshots {
  private final Ec2Client ec2;

  /// The attached volumes, by id.
  private final Map<String, EbsInstanceBlockDevice> attached;

  private final Set<String> volumes;
  private final List<Snapshot> newest;
  private final String setting;

  private InstanceSnapshots(
      Ec2Client ec2,
      Map<String, EbsInstanceBlockDevice> attached,
      List<Snapshot> newest,
      String setting) {
    this.ec2 = ec2;
    this.attached = attached;
    this.volumes = attached.keySet();
    this.newest = newest;
    this.setting = setting;
  }

  static InstanceSnapshots of(AccountSession session, ResourceRef ref, Instance instance) {
    var ec2 = session.client(Ec2Client.class, ref.id().region());
    var byCopy =
        find(ec2, ref)
            .collect(
                Collectors.groupingBy(
                    snapshot -> FinalCopyLabel.setting(tags(snapshot)),
                    TreeMap::new,
                    Collectors.toList()));
    byCopy.remove("");
    Map<String, EbsInstanceBlockDevice> attached = attached(instance);
    byCopy.values().removeIf(snapshots -> !covers(snapshots, attached.keySet()));
    return byCopy.isEmpty()
        ? new InstanceSnapshots(ec2, attached, List.of(), "")
        : new InstanceSnapshots(ec2, attached, byCopy.lastEntry().getValue(), byCopy.lastKey());
  }

  /// Reads the snapshots that are a final copy of an instance and did not fail.
  private static Stream<Snapshot> find(Ec2Client ec2, ResourceRef ref) {
    var filter = Filter.builder().name("tag:" + FinalCopyLabel.OF).values(ref.identifier()).build();
    var pages = ec2.describeSnapshotsPaginator(r -> r.ownerIds("self").filters(filter)).iterator();
    var found = new ArrayList<Snapshot>();
    while (AwsCalls.call("ec2:DescribeSnapshots", pages::hasNext)) {
      found.addAll(AwsCalls.call("ec2:DescribeSnapshots", pages::next).snapshots());
    }
    return found.stream().filter(snapshot -> snapshot.state() != SnapshotState.ERROR);
  }

  /// Reads a final copy that is not complete yet, in words.
  static Optional<String> unfinished(AccountSession session, ResourceRef ref) {
    return unfinished(find(session.client(Ec2Client.class, ref.id().region()), ref));
  }

  /// Returns the newest final copy. Labels contain the time of their retirement, so that the
  /// last one in order is the newest.
  String setting() {
    return setting;
  }

  /// Returns a snapshot that is not complete yet, in words.
  Optional<String> unfinished() {
    return unfinished(ofItsVolumes());
  }

  private static Optional<String> unfinished(Stream<Snapshot> snapshots) {
    return snapshots
        .filter(snapshot -> snapshot.state() != SnapshotState.COMPLETED)
        .map(
            snapshot ->
                "snapshot %s of %s is %s (%s)"
                    .formatted(
                        snapshot.snapshotId(),
                        snapshot.volumeId(),
                        snapshot.stateAsString(),
                        snapshot.progress()))
        .findFirst();
  }

  private Stream<Snapshot> ofItsVolumes() {
    return newest.stream().filter(snapshot -> volumes.contains(snapshot.volumeId()));
  }

  /// Adds the sizes of each snapshot and its volume, its start time, and its encryption key to a
  /// check. A snapshot's VolumeSize is the size of its volume when it was taken, and a volume
  /// can grow (EC2 API,
  /// [Snapshot](https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html) and
  /// ModifyVolume).
  ///
  /// While the instance is stopped, a volume can be attached to another one, written to there, and
  /// attached to this one again: a snapshot from before that is no copy of it either.
  ///
  /// @param stop the time since which nothing can have been written to the volumes; a snapshot
  ///     that was started before is not a copy of their final contents
  void tell(FinalCopyVerifier check, StopTime stop) {
    var sizes = new HashMap<String, Integer>();
    if (!volumes.isEmpty()) {
      AwsCalls.call("ec2:DescribeVolumes", () -> ec2.describeVolumes(r -> r.volumeIds(volumes)))
          .volumes()
          .forEach(volume -> sizes.put(volume.volumeId(), volume.size()));
    }
    ofItsVolumes()
        .forEach(
            one -> {
              String volume = one.volumeId();
              check.size(one.snapshotId(), one.volumeSize(), volume, sizes.get(volume));
              check.begun(one.snapshotId(), one.startTime(), stop.at(), stop.words());
              check.begun(
                  one.snapshotId(),
                  one.startTime(),
                  Objects.requireNonNull(attached.get(volume)).attachTime(),
                  "volume %s was attached to it".formatted(volume));
              check.key(one.snapshotId(), one.encrypted(), one.kmsKeyId());
            });
  }

  private static boolean covers(List<Snapshot> snapshots, Set<String> volumes) {
    return snapshots.stream()
        .map(Snapshot::volumeId)
        .collect(Collectors.toSet())
        .containsAll(volumes);
  }

  private static Map<String, EbsInstanceBlockDevice> attached(Instance instance) {
    return instance.blockDeviceMappings().stream()
        .map(InstanceBlockDeviceMapping::ebs)
        .filter(ebs -> ebs != null)
        .collect(Collectors.toMap(EbsInstanceBlockDevice::volumeId, ebs -> ebs));
  }

  private static Map<String, String> tags(Snapshot snapshot) {
    return snapshot.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }
}
