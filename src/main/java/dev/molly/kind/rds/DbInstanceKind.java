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
import dev.molly.retire.Blocker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS instances. Members of a cluster are judged through their cluster: they have no setting of
/// their own.
///
/// Settings: deletion-protection and copy-tags-to-snapshot `on` or `off`; backup-retention a
/// number of days, including a pending change that AWS will apply later.
public final class DbInstanceKind extends RdsKind<DBInstance> {
  public static final KindId ID = new KindId("rds-instance");

  private static final Control DELETION =
      Control.of(
          RdsListings.DELETION.value(),
          Measure.SWITCH,
          "rds-instance-deletion-protection",
          "it cannot be deleted before this is turned off");
  private static final Control BACKUPS =
      Control.of(
          RdsListings.BACKUPS.value(),
          Measure.DURATION,
          "rds-instance-backup-retention",
          "automated backups are on, and how long they are kept");
  private static final Control COPY_TAGS =
      Control.of(
          RdsListings.COPY_TAGS.value(),
          Measure.SWITCH,
          "rds-instance-copy-tags",
          "its snapshots say whose they are");

  public DbInstanceKind() {
    super(RdsLifecycleCalls.INSTANCE, DbInstanceWriter::new);
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
  public List<Control> controls() {
    return List.of(DELETION, BACKUPS, COPY_TAGS);
  }

  @Override
  public List<String> readPermissions() {
    return List.of("rds:DescribeDBInstances", "rds:DescribeDBClusters");
  }

  @Override
  public void list(
      AccountSession session, RegionId region, ControlSelection wanted, Consumer<Resource> found) {
    var clusters = new ClusterProtectionCache(session, region);
    RdsListings.instances(
        session,
        region,
        instance ->
            found.accept(resource(session, region, instance, controls(instance, clusters))));
  }

  @Override
  public Resource resource(
      AccountSession session,
      RegionId region,
      DBInstance instance,
      Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, instance.dbiResourceId()),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceArn());
    Tags tags = RdsListings.tags(instance.hasTagList(), instance.tagList());
    return new Resource(ref, instance.dbInstanceStatus(), tags, controls);
  }

  private static Map<ControlId, Protection> controls(
      DBInstance instance, ClusterProtectionCache clusters) {
    return instance.dbClusterIdentifier() == null ? own(instance) : member(instance, clusters);
  }

  private static Map<ControlId, Protection> own(DBInstance instance) {
    String source = instance.readReplicaSourceDBInstanceIdentifier();
    Protection backups =
        source == null
            ? RdsListings.backups(instance.backupRetentionPeriod())
            : new Protection.NotOffered("a read replica: its source is " + source);
    return Map.of(
        DELETION.id(), RdsListings.deletionProtection(instance.deletionProtection()),
        BACKUPS.id(), backups,
        COPY_TAGS.id(), RdsListings.copyTags(instance.copyTagsToSnapshot()));
  }

  private static Map<ControlId, Protection> member(
      DBInstance instance, ClusterProtectionCache clusters) {
    String cluster = instance.dbClusterIdentifier();
    var theirs = new Protection.NotOffered("a member of cluster " + cluster + ", which has it");
    return Map.of(
        DELETION.id(), clusters.ofMember(cluster), BACKUPS.id(), theirs, COPY_TAGS.id(), theirs);
  }

  @Override
  Optional<DBInstance> named(AccountSession session, RegionId region, String name) {
    var rds = session.client(RdsClient.class, region);
    return AwsCalls.callIfExists(
            "rds:DescribeDBInstances",
            () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbInstances().stream())
        .findFirst();
  }

  @Override
  List<DBInstance> byResourceId(AccountSession session, RegionId region, String uid) {
    var rds = session.client(RdsClient.class, region);
    var filter = Filter.builder().name("dbi-resource-id").values(uid).build();
    return AwsCalls.call(
            "rds:DescribeDBInstances", () -> rds.describeDBInstances(r -> r.filters(filter)))
        .dbInstances();
  }

  @Override
  public RdsObservation seen(AccountSession session, RegionId region, DBInstance instance) {
    Resource resource = resource(session, region, instance, Map.of());
    var pending = instance.pendingModifiedValues();
    return RdsObservation.of(
        resource,
        instance.dbInstanceStatus(),
        pending == null ? null : pending.dbInstanceIdentifier(),
        pending == null ? List.of() : RdsBlockers.pending(pending),
        false,
        recordSchema());
  }

  @Override
  RdsSnapshots copies(AccountSession session, RdsObservation seen) {
    ResourceRef ref = seen.resource().ref();
    return RdsSnapshots.ofInstance(
        session.client(RdsClient.class, ref.id().region()), ref, seen.record());
  }

  @Override
  String own(AccountSession session, RegionId region, DBInstance instance, ControlId control) {
    return setting(instance, control);
  }

  private static String setting(DBInstance instance, ControlId control) {
    if (control.equals(RdsListings.DELETION)) {
      return OnOff.of("DeletionProtection", instance.deletionProtection());
    }
    if (control.equals(RdsListings.COPY_TAGS)) {
      return OnOff.of("CopyTagsToSnapshot", instance.copyTagsToSnapshot());
    }
    var pending = instance.pendingModifiedValues();
    Integer later = pending == null ? null : pending.backupRetentionPeriod();
    return RdsListings.days(later == null ? instance.backupRetentionPeriod() : later);
  }

  @Override
  List<ControlId> looked() {
    return List.of(RdsListings.DELETION);
  }

  @Override
  Optional<String> key(DBInstance instance) {
    return Boolean.FALSE.equals(instance.storageEncrypted())
        ? Optional.empty()
        : Optional.ofNullable(instance.kmsKeyId());
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
  public Remediation remediation(
      AccountSession session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    DBInstance instance = get(session, ref);
    if (instance.dbClusterIdentifier() != null) {
      return new Remediation.NotPossible(
          ClusterProtectionCache.remedy(
              session, ref.id().region(), instance.dbClusterIdentifier(), control));
    }
    String now = setting(instance, control);
    Remediation remediation = Remediation.set(control, now, OnOff.ON);
    if (control.equals(RdsListings.BACKUPS)) {
      if (own(instance).get(control) instanceof Protection.NotOffered(var why)) {
        return new Remediation.NotPossible(why + "; its source's backups are what counts");
      }
      remediation = RdsRemediation.backups(instance.backupRetentionPeriod(), now, atLeast);
    }
    return ifModifiable(remediation, ref, instance.dbInstanceStatus());
  }

  @Override
  public EvidenceReader evidence() {
    return new DbInstanceEvidence(this);
  }

  @Override
  public List<String> observationPermissions() {
    return List.of("rds:DescribeDBSnapshots");
  }
}
