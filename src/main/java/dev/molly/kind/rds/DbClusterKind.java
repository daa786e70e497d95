package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.Arn;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import dev.molly.retire.LifecycleAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS clusters: Aurora and Multi-AZ DB clusters.
///
/// Settings: deletion-protection `on` or `off`; backup-retention a number of days, including a
/// pending change that AWS will apply later.
public final class DbClusterKind extends RdsKind<DBCluster> {
  public static final KindId ID = new KindId("rds-cluster");

  private static final Control DELETION =
      Control.of(
          RdsListings.DELETION.value(),
          Measure.SWITCH,
          "rds-cluster-deletion-protection",
          "it cannot be deleted before this is turned off");
  private static final Control BACKUPS =
      Control.of(
          RdsListings.BACKUPS.value(),
          Measure.DURATION,
          "rds-cluster-backup-retention",
          "how long automated backups are kept");

  public DbClusterKind() {
    super(RdsLifecycleCalls.CLUSTER, DbClusterWriter::new);
  }

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public boolean owns(Arn arn) {
    return arn.service().equals("rds") && arn.resource().startsWith("cluster:");
  }

  @Override
  public List<Control> controls() {
    return List.of(DELETION, BACKUPS);
  }

  @Override
  public List<String> readPermissions() {
    return List.of("rds:DescribeDBClusters");
  }

  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    RdsListings.clusters(
        session,
        region,
        cluster -> found.accept(resource(session, region, cluster, controls(cluster))));
  }

  @Override
  public Resource resource(
      AccountSession session,
      RegionId region,
      DBCluster cluster,
      Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, cluster.dbClusterResourceId()),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn());
    Tags tags = RdsListings.tags(cluster.hasTagList(), cluster.tagList());
    return new Resource(ref, cluster.status(), tags, controls);
  }

  private static Map<ControlId, Protection> controls(DBCluster cluster) {
    return Map.of(
        DELETION.id(), RdsListings.deletionProtection(cluster.deletionProtection()),
        BACKUPS.id(), RdsListings.backups(cluster.backupRetentionPeriod()));
  }

  @Override
  Optional<DBCluster> named(AccountSession session, RegionId region, String name) {
    var rds = session.client(RdsClient.class, region);
    return AwsCalls.callIfExists(
            "rds:DescribeDBClusters",
            () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbClusters().stream())
        .findFirst();
  }

  @Override
  List<DBCluster> byResourceId(AccountSession session, RegionId region, String uid) {
    var rds = session.client(RdsClient.class, region);
    var filter = Filter.builder().name("db-cluster-resource-id").values(uid).build();
    return AwsCalls.call(
            "rds:DescribeDBClusters", () -> rds.describeDBClusters(r -> r.filters(filter)))
        .dbClusters();
  }

  @Override
  public String canonical(ControlId control, String setting) {
    return control.equals(LifecycleAttributes.MEMBERS)
        ? ClusterMembers.canonical(setting)
        : setting;
  }

  @Override
  RdsObservation seen(AccountSession session, RegionId region, DBCluster cluster) {
    Resource resource = resource(session, region, cluster, Map.of());
    var pending = cluster.pendingModifiedValues();
    return RdsObservation.of(
        resource,
        cluster.status(),
        pending == null ? null : pending.dbClusterIdentifier(),
        pending == null ? List.of() : RdsBlockers.pending(pending),
        ClusterMembers.isMultiAz(cluster),
        recordSchema());
  }

  @Override
  RdsSnapshots copies(AccountSession session, RdsObservation seen) {
    ResourceRef ref = seen.resource().ref();
    return RdsSnapshots.ofCluster(
        session.client(RdsClient.class, ref.id().region()), ref, seen.record());
  }

  @Override
  String own(AccountSession session, RegionId region, DBCluster cluster, ControlId control) {
    return control.equals(LifecycleAttributes.MEMBERS)
        ? ClusterMembers.of(session.client(RdsClient.class, region), cluster)
        : setting(cluster, control);
  }

  private static String setting(DBCluster cluster, ControlId control) {
    if (control.equals(RdsListings.DELETION)) {
      return OnOff.of("DeletionProtection", cluster.deletionProtection());
    }
    var pending = cluster.pendingModifiedValues();
    Integer later = pending == null ? null : pending.backupRetentionPeriod();
    return RdsListings.days(later == null ? cluster.backupRetentionPeriod() : later);
  }

  @Override
  List<ControlId> looked() {
    return List.of(RdsListings.DELETION, LifecycleAttributes.MEMBERS);
  }

  @Override
  Optional<String> key(DBCluster cluster) {
    return Boolean.FALSE.equals(cluster.storageEncrypted())
        ? Optional.empty()
        : Optional.ofNullable(cluster.kmsKeyId());
  }

  @Override
  List<Blocker> blockers(ResourceRef ref, DBCluster cluster) {
    return DbClusterBlockers.of(ref, cluster);
  }

  /// The sizes of Aurora clusters are not compared: "For Aurora, AllocatedStorage can vary
  /// because Aurora DB cluster storage size adjusts as needed", or is always 1. For a Multi-AZ
  /// DB cluster it is the allocated size.
  ///
  /// Source:
  /// [DBCluster](https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html).
  @Override
  void sizes(FinalCopyVerifier check, RdsSnapshots copies, DBCluster cluster) {
    if (ClusterMembers.isMultiAz(cluster)) {
      copies.sizes(check, cluster.dbClusterIdentifier(), cluster.allocatedStorage());
    }
  }

  @Override
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    DBCluster cluster = get(session, ref);
    String now = setting(cluster, control);
    Remediation remediation =
        control.equals(RdsListings.BACKUPS)
            ? RdsRemediation.backups(cluster.backupRetentionPeriod(), now, atLeast)
            : Remediation.set(control, now, OnOff.ON);
    return ifModifiable(remediation, ref, cluster.status());
  }

  @Override
  public EvidenceReader evidence() {
    return new DbClusterEvidence(this);
  }

  @Override
  public List<String> observationPermissions() {
    return List.of("rds:DescribeDBClusterSnapshots", "rds:DescribeDBInstances");
  }

  /// AWS does not delete an Aurora cluster that has members.
  @Override
  public List<String> writePermissions(Goal goal) {
    List<String> writes = super.writePermissions(goal);
    return goal == Goal.PURGED
        ? Stream.concat(writes.stream(), Stream.of("rds:DeleteDBInstance")).toList()
        : writes;
  }
}
