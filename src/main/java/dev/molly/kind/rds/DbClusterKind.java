package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.DeleteOperation;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.Remediation;
import dev.molly.kind.support.FinalCopyVerifier;
import dev.molly.model.Arn;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Goal;
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;

/// RDS clusters: Aurora and Multi-AZ DB clusters.
public final class DbClusterKind extends RdsKind<DBCluster> {
  public static final KindId ID = DbClusters.KIND;

  private static final DbClusters CLUSTERS = new DbClusters();

  static final RdsControl<DBCluster> DELETION =
      new RdsFlag<>(
          new Control(
                  RdsControls.DELETION,
                  Measure.SWITCH,
                  "rds-cluster-deletion-protection",
                  "it cannot be deleted before this is turned off")
              .documentedAt(
                  "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html")
              .inTerraform("aws_rds_cluster.deletion_protection = true"),
          CLUSTERS,
          "DeletionProtection",
          DBCluster::deletionProtection,
          (rds, name, on) -> modify(rds, name, r -> r.deletionProtection(on)));

  private static final RdsControl<DBCluster> BACKUPS =
      new BackupRetention<>(
          new Control(
                  RdsControls.BACKUPS,
                  Measure.DURATION,
                  "rds-cluster-backup-retention",
                  "how long automated backups are kept")
              .documentedAt(
                  "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html")
              .inTerraform("aws_rds_cluster.backup_retention_period = {days}"),
          CLUSTERS,
          DBCluster::backupRetentionPeriod,
          DbClusterKind::pendingRetention,
          (rds, name, days) -> modify(rds, name, r -> r.backupRetentionPeriod(days)));

  public DbClusterKind() {
    super(CLUSTERS, List.of(DELETION, BACKUPS), List.of(new ClusterMembership()));
  }

  private static @Nullable Integer pendingRetention(DBCluster cluster) {
    var pending = cluster.pendingModifiedValues();
    return pending == null ? null : pending.backupRetentionPeriod();
  }

  private static void modify(
      RdsClient rds, String name, Consumer<ModifyDbClusterRequest.Builder> change) {
    AwsCalls.call(
        "rds:ModifyDBCluster",
        () -> rds.modifyDBCluster(r -> change.accept(r.dbClusterIdentifier(name))));
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("rds/home?region={region}#database:id={id};is-cluster=true");
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
  public List<String> readPermissions() {
    return List.of("rds:DescribeDBClusters");
  }

  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    CLUSTERS.list(
        session,
        region,
        cluster -> found.accept(CLUSTERS.resource(session, region, cluster, protections(cluster))));
  }

  @Override
  Optional<String> key(DBCluster cluster) {
    return key(cluster.storageEncrypted(), cluster.kmsKeyId());
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
  Remediation remediation(
      AccountSession session,
      RegionId region,
      DBCluster cluster,
      RdsControl<DBCluster> control,
      Duration atLeast) {
    return control.remediation(cluster, atLeast);
  }

  @Override
  public DeleteOperation deleteOperation() {
    return RdsDelete.CLUSTER;
  }

  @Override
  public EvidenceReader evidence() {
    return new DbClusterEvidence(CLUSTERS);
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
