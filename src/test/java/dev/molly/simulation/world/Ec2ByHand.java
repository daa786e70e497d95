package dev.molly.simulation.world;

import dev.molly.sim.ec2.SimInstance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/// People at EC2's console.
public final class Ec2ByHand implements ManualEdits {
  private final World world;
  private final Ec2Client ec2;

  public Ec2ByHand(World world) {
    this.world = world;
    this.ec2 = world.account.ec2(World.REGION);
  }

  @Override
  public boolean isStopped(String uid) {
    return instance(uid).state().equals("stopped");
  }

  @Override
  public void start(String uid) {
    world.account.startedByHand(uid);
  }

  @Override
  public void stop(String uid) {
    if (instance(uid).state().equals("running")) {
      world.account.shutDownFromInside(uid);
    }
  }

  @Override
  public void protect(String uid, boolean on) {
    ec2.modifyInstanceAttribute(r -> r.instanceId(uid).disableApiTermination(v -> v.value(on)));
  }

  @Override
  public void rename(String uid, String name) {
    put(uid, Map.of("Name", name));
  }

  @Override
  public Map<String, String> tags(String uid) {
    return instance(uid).tags();
  }

  @Override
  public void put(String uid, Map<String, String> tags) {
    List<Tag> all =
        tags.entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
    ec2.createTags(r -> r.resources(uid).tags(all));
  }

  @Override
  public void remove(String uid, Set<String> keys) {
    List<Tag> all = keys.stream().map(key -> Tag.builder().key(key).build()).toList();
    ec2.deleteTags(r -> r.resources(uid).tags(all));
  }

  @Override
  public Optional<String> missingOfItsCopy(String uid, Instant later) {
    List<Snapshot> snapshots = ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots();
    return ec2.describeVolumes(r -> {}).volumes().stream()
        .filter(volume -> isOf(volume, uid))
        .map(Volume::volumeId)
        .filter(volume -> snapshots.stream().noneMatch(one -> holds(one, volume, later)))
        .findFirst()
        .map(volume -> volume + " has no complete snapshot later than " + later);
  }

  private static boolean isOf(Volume volume, String uid) {
    return volume.attachments().stream().anyMatch(place -> place.instanceId().equals(uid));
  }

  private static boolean holds(Snapshot snapshot, String volume, Instant later) {
    return snapshot.volumeId().equals(volume)
        && snapshot.state() == SnapshotState.COMPLETED
        && snapshot.startTime().isAfter(later);
  }

  private SimInstance instance(String uid) {
    return world.account.instance(uid);
  }
}
