package dev.molly.sim.rds;

import dev.molly.sim.core.MetricSource;
import dev.molly.sim.core.SimActivity;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The RDS resources of one region, and their changes over time.
public final class RdsState implements SimState, MetricSource {

  final transient String account;
  final transient String name;

  /// By resource id, because names change.
  TreeMap<String, SimDbInstance> dbs = new TreeMap<>();

  TreeMap<String, SimDbCluster> clusters = new TreeMap<>();
  TreeMap<String, SimDbSnapshot> dbSnapshots = new TreeMap<>();
  TreeMap<String, SimDbSnapshot> clusterSnapshots = new TreeMap<>();

  /// Automated backups that were kept when their database was deleted: the last name of the
  /// database, by its resource id.
  TreeMap<String, String> keptBackups = new TreeMap<>();

  TreeMap<String, String> keptClusterBackups = new TreeMap<>();

  public RdsState(SimRegion region) {
    this.account = region.account;
    this.name = region.name;
  }

  /// Returns a DB instance by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbInstance db(String nameOrResourceId) {
    return named(dbs, nameOrResourceId);
  }

  /// Returns a DB cluster by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbCluster cluster(String nameOrResourceId) {
    return named(clusters, nameOrResourceId);
  }

  @Override
  public Stream<SimClock.Due> due() {
    return Stream.of(
            dbs.values().stream()
                .flatMap(d -> SimClock.due(d.due, d.resourceId, at -> settle(d, at))),
            clusters.values().stream()
                .flatMap(c -> SimClock.due(c.due, c.resourceId, at -> settle(c, at))),
            Stream.of(dbSnapshots, clusterSnapshots)
                .flatMap(all -> all.values().stream())
                .flatMap(s -> SimClock.due(s.due, s.identifier, at -> s.complete())))
        .flatMap(each -> each);
  }

  @Override
  public Map<String, String> tags(String arn) {
    boolean cluster = arn.contains(":cluster:");
    boolean database = cluster || arn.contains(":db:");
    return Optional.of(arn.substring(arn.lastIndexOf(':') + 1))
        .filter(last -> database)
        .flatMap(last -> byName(cluster ? clusters : dbs, last))
        .map(SimDatabase::tags)
        .orElse(Map.of());
  }

  @Override
  public String namespace() {
    return "AWS/RDS";
  }

  @Override
  public Optional<SimActivity> activity(
      String region, String metric, Map<String, String> dimensions) {
    boolean cluster = dimensions.containsKey("DBClusterIdentifier");
    return byName(cluster ? clusters : dbs, dimensions.values().iterator().next())
        .map(database -> database.activity);
  }

  /// @param type `db`, `cluster`, `snapshot` or `cluster-snapshot`
  String arn(String type, String identifier) {
    return "arn:aws:rds:%s:%s:%s:%s".formatted(name, account, type, identifier);
  }

  List<SimDbInstance> membersOf(SimDbCluster cluster) {
    return dbs.values().stream()
        .filter(db -> cluster.resourceId.equals(db.clusterResourceId))
        .toList();
  }

  List<SimDbInstance> replicasOf(SimDbInstance source) {
    return dbs.values().stream()
        .filter(db -> source.resourceId.equals(db.sourceResourceId))
        .toList();
  }

  private static Optional<? extends SimDatabase<?>> byName(
      Map<String, ? extends SimDatabase<?>> all, String name) {
    return all.values().stream().filter(one -> one.identifier.equals(name)).findFirst();
  }

  private static <T extends SimDatabase<T>> T named(Map<String, T> all, String nameOrResourceId) {
    return all.values().stream()
        .filter(
            one ->
                one.identifier.equals(nameOrResourceId) || one.resourceId.equals(nameOrResourceId))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no " + nameOrResourceId));
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
