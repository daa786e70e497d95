package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.Session;
import dev.molly.model.ApiCall;
import dev.molly.model.Change;
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
import dev.molly.retire.Ladder;
import dev.molly.retire.Levers;
import dev.molly.retire.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS instances. Those that are members of a cluster are judged through their cluster: they have
/// no switch of their own.
///
/// Settings: deletion-protection and copy-tags-to-snapshot `on` or `off`; backup-retention a number
/// of days, by what AWS will apply later where something is pending.
final class RdsInstance implements Kind {
  static final KindId ID = new KindId("rds-instance");

  private static final Control DELETION =
      Control.of(
          Rds.DELETION.value(),
          Measure.SWITCH,
          "rds-instance-deletion-protection",
          "nobody can delete it before they turn this off");
  private static final Control BACKUPS =
      Control.of(
          Rds.BACKUPS.value(),
          Measure.DURATION,
          "rds-instance-backup-retention",
          "automated backups are on, and how long they are kept");
  private static final Control COPY_TAGS =
      Control.of(
          Rds.COPY_TAGS.value(),
          Measure.SWITCH,
          "rds-instance-copy-tags",
          "its snapshots say whose they are");

  @Override
  public KindId id() {
    return ID;
  }

  @Override
  public List<Control> controls() {
    return List.of(DELETION, BACKUPS, COPY_TAGS);
  }

  @Override
  public List<String> reads() {
    return List.of("rds:DescribeDBInstances", "rds:DescribeDBClusters");
  }

  @Override
  public List<String> writes() {
    return List.of("rds:ModifyDBInstance");
  }

  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    var clusters = new ClusterProtection(session, region);
    Rds.instances(
        session,
        region,
        instance ->
            found.accept(resource(session, region, instance, controls(instance, clusters))));
  }

  private static Resource resource(
      Session session, RegionId region, DBInstance instance, Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, instance.dbiResourceId()),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceIdentifier(),
            instance.dbInstanceArn());
    return new Resource(ref, instance.dbInstanceStatus(), Rds.tags(instance.tagList()), controls);
  }

  private static Map<ControlId, Protection> controls(
      DBInstance instance, ClusterProtection clusters) {
    return instance.dbClusterIdentifier() == null ? own(instance) : member(instance, clusters);
  }

  private static Map<ControlId, Protection> own(DBInstance instance) {
    String source = instance.readReplicaSourceDBInstanceIdentifier();
    Protection backups =
        source == null
            ? Rds.backups(instance.backupRetentionPeriod())
            : new Protection.NotOffered("a read replica: its source is " + source);
    return Map.of(
        DELETION.id(), Rds.deletionProtection(instance.deletionProtection()),
        BACKUPS.id(), backups,
        COPY_TAGS.id(), Rds.copyTags(instance.copyTagsToSnapshot()));
  }

  private static Map<ControlId, Protection> member(
      DBInstance instance, ClusterProtection clusters) {
    String cluster = instance.dbClusterIdentifier();
    var theirs = new Protection.NotOffered("a member of cluster " + cluster + ", which has it");
    return Map.of(
        DELETION.id(), clusters.ofMember(cluster), BACKUPS.id(), theirs, COPY_TAGS.id(), theirs);
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    return listed;
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    return resource.controls().get(control) instanceof Protection.Ineffective
        ? Optional.empty()
        : RdsRemedies.seen(resource, control, atLeast).map(change -> call(change).command());
  }

  @Override
  public Optional<Resource> observe(Session session, ResourceRef ref) {
    return find(session, ref)
        .map(instance -> resource(session, ref.id().region(), instance, Map.of()));
  }

  /// By its name; and when that is not its name any more, by its resource id. What is being deleted
  /// counts as gone.
  private static Optional<DBInstance> find(Session session, ResourceRef ref) {
    String uid = ref.id().uid();
    Optional<DBInstance> named =
        named(session, ref, ref.identifier())
            .filter(instance -> uid.equals(instance.dbiResourceId()));
    return named
        .or(() -> Rds.only(byResourceId(session, ref), ref))
        .filter(instance -> !RdsStatus.DELETING.equals(instance.dbInstanceStatus()));
  }

  private static Optional<DBInstance> named(Session session, ResourceRef ref, String name) {
    var rds = session.rds(ref.id().region());
    return Ask.ifThere(
            "rds:DescribeDBInstances",
            () -> rds.describeDBInstances(r -> r.dbInstanceIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbInstances().stream())
        .findFirst();
  }

  private static List<DBInstance> byResourceId(Session session, ResourceRef ref) {
    String uid = ref.id().uid();
    var rds = session.rds(ref.id().region());
    var filter = Filter.builder().name("dbi-resource-id").values(uid).build();
    return Ask.aws("rds:DescribeDBInstances", () -> rds.describeDBInstances(r -> r.filters(filter)))
        .dbInstances()
        .stream()
        .filter(instance -> uid.equals(instance.dbiResourceId()))
        .toList();
  }

  static DBInstance get(Session session, ResourceRef ref) {
    return find(session, ref).orElseThrow(() -> Unread.gone(ref));
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    if (control.equals(Levers.EXISTENCE)) {
      return find(session, ref).isPresent() ? Levers.THERE : Levers.GONE;
    }
    DBInstance instance = get(session, ref);
    if (!RdsSeen.LEVERS.contains(control)) {
      return setting(instance, control);
    }
    RdsSeen seen = seen(session, ref.id().region(), instance);
    return control.equals(Levers.FINAL_COPY)
        ? copies(session, seen).setting()
        : seen.setting(control);
  }

  private static RdsSeen seen(Session session, RegionId region, DBInstance instance) {
    Resource resource = resource(session, region, instance, Map.of());
    var pending = instance.pendingModifiedValues();
    return RdsSeen.of(
        resource,
        instance.dbInstanceStatus(),
        pending == null ? null : pending.dbInstanceIdentifier(),
        pending == null ? List.of() : RdsObstacles.pending(pending),
        false);
  }

  private static RdsCopies copies(Session session, RdsSeen seen) {
    ResourceRef ref = seen.resource().ref();
    return RdsCopies.ofInstance(session.rds(ref.id().region()), ref, seen.record());
  }

  private static String setting(DBInstance instance, ControlId control) {
    if (control.equals(Rds.DELETION)) {
      return Switch.of("DeletionProtection", instance.deletionProtection());
    }
    if (control.equals(Rds.COPY_TAGS)) {
      return Switch.of("CopyTagsToSnapshot", instance.copyTagsToSnapshot());
    }
    var pending = instance.pendingModifiedValues();
    Integer later = pending == null ? null : pending.backupRetentionPeriod();
    return Rds.days(later == null ? instance.backupRetentionPeriod() : later);
  }

  @Override
  public Remedy remedy(
      Session session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    DBInstance instance = get(session, ref);
    if (instance.dbClusterIdentifier() != null) {
      return new Remedy.Nothing(
          "a member of cluster %s, which alone has this setting: protect the cluster"
              .formatted(instance.dbClusterIdentifier()));
    }
    String now = setting(instance, control);
    Remedy remedy = Remedy.set(control, now, Switch.ON);
    if (control.equals(Rds.BACKUPS)) {
      if (own(instance).get(control) instanceof Protection.NotOffered(var why)) {
        return new Remedy.Nothing(why + "; its source's backups are what counts");
      }
      remedy = RdsRemedies.backups(instance.backupRetentionPeriod(), now, atLeast);
    }
    String start = RdsCalls.command("start-db-instance", ref, "--db-instance-identifier");
    return RdsRemedies.ifModifiable(remedy, instance.dbInstanceStatus(), start);
  }

  @Override
  public Clues clues() {
    return new RdsClues();
  }

  @Override
  public ApiCall call(Change change) {
    return RdsSeen.LEVERS.contains(change.control())
        ? RdsLeverCalls.INSTANCE.of(change)
        : RdsCalls.instance(change);
  }

  @Override
  public Optional<Change> undo(Change change) {
    return Kind.super.undo(change).map(RdsLadder::addressed);
  }

  @Override
  public void perform(Session session, Change change) {
    RdsInstanceWrites.perform(session.rds(change.resource().id().region()), change);
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    return find(session, ref)
        .map(instance -> look(session, seen(session, ref.id().region(), instance), instance, now));
  }

  private static Look look(Session session, RdsSeen seen, DBInstance instance, Instant now) {
    ResourceRef ref = seen.resource().ref();
    return seen.look(
        Map.of(DELETION.id(), setting(instance, DELETION.id())),
        copies(session, seen),
        RdsInstanceObstacles.of(ref, instance),
        name ->
            named(session, ref, name)
                .filter(other -> !ref.id().uid().equals(other.dbiResourceId()))
                .isPresent(),
        now);
  }

  @Override
  public Ladder ladder() {
    return new RdsLadder();
  }

  @Override
  public List<ControlId> retired() {
    return List.of(DELETION.id());
  }

  @Override
  public Map<ControlId, String> leased() {
    return Map.of(DELETION.id(), Switch.OFF);
  }

  @Override
  public List<String> looks() {
    return List.of("rds:DescribeDBSnapshots");
  }

  @Override
  public List<String> writes(Goal goal) {
    return switch (goal) {
      case RETIRED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:CreateDBSnapshot",
              "rds:ModifyDBInstance",
              "rds:StartDBInstance",
              "rds:StopDBInstance");
      case RESTORED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:ModifyDBInstance",
              "rds:RemoveTagsFromResource",
              "rds:StartDBInstance",
              "rds:StopDBInstance");
      case PURGED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:CreateDBSnapshot",
              "rds:DeleteDBInstance",
              "rds:ModifyDBInstance",
              "rds:StartDBInstance");
    };
  }

  @Override
  public List<String> records() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }
}
