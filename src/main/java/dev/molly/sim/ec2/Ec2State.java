package dev.molly.sim.ec2;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimIds;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The EC2 resources of one region, and their changes over time.
public final class Ec2State implements SimState, MetricSource {

  final transient String account;
  private final transient String name;

  public TreeMap<String, SimInstance> instances = new TreeMap<>();
  TreeMap<String, SimVolume> volumes = new TreeMap<>();
  TreeMap<String, SimSnapshot> snapshots = new TreeMap<>();
  TreeMap<String, SimImage> images = new TreeMap<>();
  public TreeMap<String, SimAddress> addresses = new TreeMap<>();
  TreeMap<String, SimSecurityGroup> securityGroups = new TreeMap<>();

  public Ec2State(SimRegion region) {
    this.account = region.account;
    this.name = region.name;
  }

  /// Launches an instance that is already running, with its volumes.
  public SimInstance launch(SimIds ids, Instant now, Consumer<SimInstance> description) {
    SimInstance instance = new SimInstance(ids.ec2("i"), ids.ec2("r"), name + "a", now);
    description.accept(instance);
    for (SimInstance.Attachment attachment : instance.attachments) {
      attachment.volumeId = ids.ec2("vol");
      attachment.attachedAt = instance.launchedAt;
      volumes.put(
          attachment.volumeId,
          new SimVolume(
              attachment.volumeId,
              instance.zone,
              attachment.gib,
              instance.id,
              instance.launchedAt,
              instance.kmsKey));
    }
    instance.activity.reports(instance.state.equals("running"), instance.launchedAt);
    instance.enter(instance.state, now);
    instances.put(instance.id, instance);
    return instance;
  }

  /// Creates a security group and returns its id.
  ///
  /// @param letsIn the ids of the groups in its inbound rules
  public String createSecurityGroup(SimIds ids, String group, List<String> letsIn) {
    var created = new SimSecurityGroup(ids.ec2("sg"), group);
    created.letsIn.addAll(letsIn);
    securityGroups.put(created.id, created);
    return created.id;
  }

  /// Adds storage to each volume of an instance.
  public void grow(SimInstance instance, int gib) {
    instance.attachments.stream()
        .flatMap(at -> Stream.ofNullable(volumes.get(at.volumeId)))
        .forEach(volume -> volume.gib += gib);
  }

  @Override
  public Stream<SimClock.Due> due() {
    return Stream.concat(
        instances.values().stream().flatMap(i -> SimClock.due(i.due, i.id, at -> settle(i, at))),
        snapshots.values().stream().flatMap(s -> SimClock.due(s.due, s.id, at -> s.complete())));
  }

  @Override
  public Map<String, String> tags(String arn) {
    SimInstance instance = instances.get(arn.substring(arn.lastIndexOf('/') + 1));
    return instance == null ? Map.of() : instance.tags();
  }

  @Override
  public String namespace() {
    return "AWS/EC2";
  }

  @Override
  public Optional<SimActivity> activity(
      String region, String metric, Map<String, String> dimensions) {
    return Optional.ofNullable(instances.get(MetricSource.only(dimensions, "InstanceId")))
        .map(instance -> instance.activity);
  }

  private void settle(SimInstance instance, Instant at) {
    switch (instance.state) {
      case "pending" -> instance.started(at);
      case "stopping" -> instance.enter("stopped", at);
      case "shutting-down" -> {
        releaseVolumes(instance);
        instance.enter("terminated", at);
      }
      case "terminated" -> instances.remove(instance.id);
      default -> throw new IllegalStateException(instance.id + " waits in " + instance.state);
    }
  }

  private void releaseVolumes(SimInstance instance) {
    for (SimInstance.Attachment attachment : instance.attachments) {
      SimVolume volume = volumes.get(attachment.volumeId);
      if (attachment.deleteOnTermination) {
        volumes.remove(attachment.volumeId);
      } else if (volume != null) {
        volume.instanceId = null;
      }
    }
    instance.attachments.clear();
  }
}
