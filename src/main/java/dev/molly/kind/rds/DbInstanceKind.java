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
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/// RDS instances. Members of a cluster are judged through their cluster: they have no setting of
/// their own.
public final class DbInstanceKind extends RdsKind<DBInstance> {
  public static final KindId ID = DbInstances.KIND;

  private static final DbInstances INSTANCES = new DbInstances();
  private static final DbClusters CLUSTERS = new DbClusters();

  private static final List<RdsControl<DBInstance>> CONTROLS =
      List.of(
          new RdsFlag<>(
              new Control(
                      RdsControls.DELETION,
                      Measure.SWITCH,
                      "rds-instance-deletion-protection",
                      "it cannot be deleted before this is turned off")
                  .documentedAt(
                      "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html")
                  .inTerraform("aws_db_instance.deletion_protection = true"),
              INSTANCES,
              "DeletionProtection",
              DBInstance::deletionProtection,
              (rds, name, on) -> modify(rds, name, r -> r.deletionProtection(on))),
          new BackupRetention<>(
              new Control(
                      RdsControls.BACKUPS,
                      Measure.DURATION,
                      "rds-instance-backup-retention",
                      "automated backups are on, and how long they are kept")
                  .documentedAt(
                      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html")
                  .inTerraform("aws_db_instance.backup_retention_period = {days}"),
              INSTANCES,
              DBInstance::backupRetentionPeriod,
              DbInstanceKind::pendingRetention,
              (rds, name, days) -> modify(rds, name, r -> r.backupRetentionPeriod(days))),
          new RdsFlag<>(
              new Control(
                      RdsControls.COPY_TAGS,
                      Measure.SWITCH,
                      "rds-instance-copy-tags",
                      "its snapshots say whose they are")
                  .documentedAt(
                      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html")
                  .inTerraform("aws_db_instance.copy_tags_to_snapshot = true"),
              INSTANCES,
              "CopyTagsToSnapshot",
              DBInstance::copyTagsToSnapshot,
              (rds, name, on) -> modify(rds, name, r -> r.copyTagsToSnapshot(on))));

  public DbInstanceKind() {
    super(INSTANCES, CONTROLS, List.of());
  }

  private static @Nullable Integer pendingRetention(DBInstance instance) {
    var pending = instance.pendingModifiedValues();
    return pending == null ? null : pending.backupRetentionPeriod();
  }

  private static void modify(
      RdsClient rds, String name, Consumer<ModifyDbInstanceRequest.Builder> change) {
    AwsCalls.call(
        "rds:ModifyDBInstance",
        () -> rds.modifyDBInstance(r -> change.accept(r.dbInstanceIdentifier(name))));
  }

  @Override
  public ConsoleAddress console() {
    return new ConsoleAddress("rds/home?region={region}#database:id={id};is-cluster=false");
  }

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public boolean owns(Arn arn) {
    return arn.service().equals("rds") && arn.resource().startsWith("db:");
  }

  @Override
  public List<String> readPermissions() {
    return List.of("rds:DescribeDBInstances", "rds:DescribeDBClusters");
  }

  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    var clusters = clusters(session, region);
    INSTANCES.list(
        session,
        region,
        instance ->
            found.accept(
                INSTANCES.resource(session, region, instance, protections(instance, clusters))));
  }

  private static ClusterProtectionCache clusters(AccountSession session, RegionId region) {
    return new ClusterProtectionCache(CLUSTERS, DbClusterKind.DELETION, session, region);
  }

  private Map<ControlId, Protection> protections(
      DBInstance instance, ClusterProtectionCache clusters) {
    String cluster = instance.dbClusterIdentifier();
    if (cluster == null) {
      var own = new HashMap<>(protections(instance));
      replica(instance).ifPresent(why -> own.put(RdsControls.BACKUPS, why));
      return own;
    }
    var theirs = new Protection.NotOffered("a member of cluster " + cluster + ", which has it");
    return Map.of(
        RdsControls.DELETION, clusters.ofMember(cluster),
        RdsControls.BACKUPS, theirs,
        RdsControls.COPY_TAGS, theirs);
  }

  /// Returns why it has no backups of its own; empty if it has.
  private static Optional<Protection.NotOffered> replica(DBInstance instance) {
    return Optional.ofNullable(instance.readReplicaSourceDBInstanceIdentifier())
        .map(source -> new Protection.NotOffered("a read replica: its source is " + source));
  }

  @Override
  Optional<String> key(DBInstance instance) {
    return key(instance.storageEncrypted(), instance.kmsKeyId());
  }

  @Override
  List<Blocker> blockers(ResourceRef ref, DBInstance instance) {
    return DbInstanceBlockers.of(ref, instance);
  }

  @Override
  void sizes(FinalCopyVerifier check, RdsSnapshots copies, DBInstance instance) {
    copies.sizes(check, instance.dbInstanceIdentifier(), instance.allocatedStorage());
  }

  @Override
  Remediation remediation(
      AccountSession session,
      RegionId region,
      DBInstance instance,
      RdsControl<DBInstance> control,
      Duration atLeast) {
    String cluster = instance.dbClusterIdentifier();
    if (cluster != null) {
      return new Remediation.NotPossible(clusters(session, region).remedy(cluster, control.id()));
    }
    return control.id().equals(RdsControls.BACKUPS) && replica(instance).isPresent()
        ? new Remediation.NotPossible(
            replica(instance).get().why() + "; its source's backups are what counts")
        : control.remediation(instance, atLeast);
  }

  @Override
  public DeleteOperation deleteOperation() {
    return RdsDelete.INSTANCE;
  }

  @Override
  public EvidenceReader evidence() {
    return new DbInstanceEvidence(INSTANCES);
  }

  @Override
  public List<String> observationPermissions() {
    return List.of("rds:DescribeDBSnapshots");
  }
}
