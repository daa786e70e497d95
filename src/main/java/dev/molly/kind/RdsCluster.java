package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.retire.Levers;
import dev.molly.retire.Obstacle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS clusters: Aurora and Multi-AZ DB clusters.
///
/// Settings: deletion-protection `on` or `off`; backup-retention a number of days, by what AWS will
/// apply later where something is pending.
final class RdsCluster extends RdsKind<DBCluster> {
  static final KindId ID = new KindId("rds-cluster");

  private static final Control DELETION =
      Control.of(
          Rds.DELETION.value(),
          Measure.SWITCH,
          "rds-cluster-deletion-protection",
          "it cannot be deleted before this is turned off");
  private static final Control BACKUPS =
      Control.of(
          Rds.BACKUPS.value(),
          Measure.DURATION,
          "rds-cluster-backup-retention",
          "how long automated backups are kept");

  RdsCluster() {
    super(RdsLeverCalls.CLUSTER, RdsClusterWrites::new);
  }

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public List<Control> controls() {
    return List.of(DELETION, BACKUPS);
  }

  @Override
  public List<String> reads() {
    return List.of("rds:DescribeDBClusters");
  }

  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    Rds.clusters(
        session,
        region,
        cluster -> found.accept(resource(session, region, cluster, controls(cluster))));
  }

  @Override
  Resource resource(
      Session session, RegionId region, DBCluster cluster, Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, cluster.dbClusterResourceId()),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn());
    Tags tags = Rds.tags(cluster.hasTagList(), cluster.tagList());
    return new Resource(ref, cluster.status(), tags, controls);
  }

  private static Map<ControlId, Protection> controls(DBCluster cluster) {
    return Map.of(
        DELETION.id(), Rds.deletionProtection(cluster.deletionProtection()),
        BACKUPS.id(), Rds.backups(cluster.backupRetentionPeriod()));
  }

  @Override
  Optional<DBCluster> named(Session session, RegionId region, String name) {
    var rds = session.rds(region);
    return Ask.ifThere(
            "rds:DescribeDBClusters",
            () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbClusters().stream())
        .findFirst();
  }

  @Override
  List<DBCluster> byResourceId(Session session, RegionId region, String uid) {
    var rds = session.rds(region);
    var filter = Filter.builder().name("db-cluster-resource-id").values(uid).build();
    return Ask.aws("rds:DescribeDBClusters", () -> rds.describeDBClusters(r -> r.filters(filter)))
        .dbClusters();
  }

  @Override
  public String canonical(ControlId control, String setting) {
    return control.equals(Levers.MEMBERS) ? RdsMembers.canonical(setting) : setting;
  }

  @Override
  RdsSeen seen(Session session, RegionId region, DBCluster cluster) {
    Resource resource = resource(session, region, cluster, Map.of());
    var pending = cluster.pendingModifiedValues();
    return RdsSeen.of(
        resource,
        cluster.status(),
        pending == null ? null : pending.dbClusterIdentifier(),
        pending == null ? List.of() : RdsObstacles.pending(pending),
        RdsMembers.isMultiAz(cluster));
  }

  @Override
  RdsCopies copies(Session session, RdsSeen seen) {
    ResourceRef ref = seen.resource().ref();
    return RdsCopies.ofCluster(session.rds(ref.id().region()), ref, seen.record());
  }

  @Override
  String own(Session session, RegionId region, DBCluster cluster, ControlId control) {
    return control.equals(Levers.MEMBERS)
        ? RdsMembers.of(session.rds(region), cluster)
        : setting(cluster, control);
  }

  private static String setting(DBCluster cluster, ControlId control) {
    if (control.equals(Rds.DELETION)) {
      return Switch.of("DeletionProtection", cluster.deletionProtection());
    }
    var pending = cluster.pendingModifiedValues();
    Integer later = pending == null ? null : pending.backupRetentionPeriod();
    return Rds.days(later == null ? cluster.backupRetentionPeriod() : later);
  }

  @Override
  List<ControlId> looked() {
    return List.of(Rds.DELETION, Levers.MEMBERS);
  }

  @Override
  Optional<String> key(DBCluster cluster) {
    return Boolean.FALSE.equals(cluster.storageEncrypted())
        ? Optional.empty()
        : Optional.ofNullable(cluster.kmsKeyId());
  }

  @Override
  List<Obstacle> obstacles(ResourceRef ref, DBCluster cluster) {
    return RdsClusterObstacles.of(ref, cluster);
  }

  /// Those of Aurora are not compared: "For Aurora, AllocatedStorage can vary because Aurora DB
  /// cluster storage size adjusts as needed", or is always 1. For a Multi-AZ DB cluster it is what
  /// is allocated.
  ///
  /// Source:
  /// [DBCluster](https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html).
  @Override
  void sizes(CopyCheck check, RdsCopies copies, DBCluster cluster) {
    if (RdsMembers.isMultiAz(cluster)) {
      copies.sizes(check, cluster.dbClusterIdentifier(), cluster.allocatedStorage());
    }
  }

  @Override
  public Remedy remedy(
      Session session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    DBCluster cluster = get(session, ref);
    String now = setting(cluster, control);
    Remedy remedy =
        control.equals(Rds.BACKUPS)
            ? RdsRemedies.backups(cluster.backupRetentionPeriod(), now, atLeast)
            : Remedy.set(control, now, Switch.ON);
    return ifModifiable(remedy, ref, cluster.status());
  }

  @Override
  public Clues clues() {
    return new RdsClusterClues(this);
  }

  @Override
  public List<String> looks() {
    return List.of("rds:DescribeDBClusterSnapshots", "rds:DescribeDBInstances");
  }

  /// AWS deletes no Aurora cluster that has members.
  @Override
  public List<String> writes(Goal goal) {
    List<String> writes = super.writes(goal);
    return goal == Goal.PURGED
        ? Stream.concat(writes.stream(), Stream.of("rds:DeleteDBInstance")).toList()
        : writes;
  }
}
