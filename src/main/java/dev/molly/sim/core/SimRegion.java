package dev.molly.sim.core;

import dev.molly.sim.ec2.SimAddress;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.ec2.SimSecurityGroup;
import dev.molly.sim.ec2.SimSnapshot;
import dev.molly.sim.ec2.SimVolume;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import dev.molly.sim.rds.SimDbSnapshot;
import dev.molly.sim.services.SimTargetGroup;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The resources in one region of one account, and their changes over time. Buckets are not
/// included, since their names are global.
public final class SimRegion {

  /// The only VPC of a region, which contains all its resources.
  public static final String VPC = "vpc-0a1b2c3d4e5f60718";

  public String account = "";
  public String name = "";
  public TreeMap<String, SimInstance> instances = new TreeMap<>();
  public TreeMap<String, SimVolume> volumes = new TreeMap<>();
  public TreeMap<String, SimSnapshot> snapshots = new TreeMap<>();

  /// By ARN.
  public TreeMap<String, SimKey> keys = new TreeMap<>();

  /// By alias.
  public TreeMap<String, SimKey> macKeys = new TreeMap<>();

  public TreeMap<String, SimAddress> addresses = new TreeMap<>();
  public TreeMap<String, SimSecurityGroup> securityGroups = new TreeMap<>();

  /// By ARN.
  public TreeMap<String, SimTargetGroup> targetGroups = new TreeMap<>();

  /// By resource id, because names change.
  public TreeMap<String, SimDbInstance> dbs = new TreeMap<>();

  public TreeMap<String, SimDbCluster> clusters = new TreeMap<>();
  public TreeMap<String, SimDbSnapshot> dbSnapshots = new TreeMap<>();
  public TreeMap<String, SimDbSnapshot> clusterSnapshots = new TreeMap<>();

  /// Automated backups that were kept when their database was deleted: the last name of the
  /// database, by its resource id.
  public TreeMap<String, String> keptBackups = new TreeMap<>();

  public TreeMap<String, String> keptClusterBackups = new TreeMap<>();

  SimRegion() {}

  public SimRegion(String account, String name) {
    this.account = account;
    this.name = name;
  }

  /// Returns the pending changes of this region that happen by themselves.
  public Stream<SimClock.Due> due() {
    return Stream.of(
            instances.values().stream().flatMap(i -> due(i.due, i.id, at -> settle(i, at))),
            snapshots.values().stream().flatMap(s -> due(s.due, s.id, at -> s.complete())),
            dbs.values().stream().flatMap(d -> due(d.due, d.resourceId, at -> settle(d, at))),
            clusters.values().stream().flatMap(c -> due(c.due, c.resourceId, at -> settle(c, at))),
            dbSnapshots.values().stream()
                .flatMap(s -> due(s.due, s.identifier, at -> s.complete())),
            clusterSnapshots.values().stream()
                .flatMap(s -> due(s.due, s.identifier, at -> s.complete())))
        .flatMap(each -> each);
  }

  public List<SimDbInstance> membersOf(SimDbCluster cluster) {
    return dbs.values().stream()
        .filter(db -> cluster.resourceId.equals(db.clusterResourceId))
        .toList();
  }

  public List<SimDbInstance> replicasOf(SimDbInstance source) {
    return dbs.values().stream()
        .filter(db -> source.resourceId.equals(db.sourceResourceId))
        .toList();
  }

  private static Stream<SimClock.Due> due(
      @Nullable Instant at, String what, Consumer<Instant> settle) {
    return at == null
        ? Stream.empty()
        : Stream.of(new SimClock.Due(at, what, () -> settle.accept(at)));
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

  /// The deletion of a source promotes its replicas in the same region (RDS guide,
  /// USER_DeleteInstance).
  private void settle(SimDbInstance db, Instant at) {
    if (db.is("deleting")) {
      replicasOf(db).forEach(replica -> replica.sourceResourceId = null);
      dbs.remove(db.resourceId);
    } else {
      db.settle(at);
    }
  }

  /// Members are stopped, started and deleted with their cluster.
  private void settle(SimDbCluster cluster, Instant at) {
    if (cluster.is("deleting")) {
      membersOf(cluster).forEach(member -> dbs.remove(member.resourceId));
      clusters.remove(cluster.resourceId);
      return;
    }
    boolean follow = cluster.is("stopping", "stopped", "starting");
    cluster.settle(at);
    if (follow) {
      membersOf(cluster).forEach(member -> member.follow(cluster));
    }
  }
}
