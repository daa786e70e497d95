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
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS clusters: Aurora and Multi-AZ DB clusters.
///
/// Settings: deletion-protection `on` or `off`; backup-retention a number of days, by what AWS will
/// apply later where something is pending.
final class RdsCluster implements Kind {
  static final KindId ID = new KindId("rds-cluster");

  private static final Control DELETION =
      Control.of(
          Rds.DELETION.value(),
          Measure.SWITCH,
          "rds-cluster-deletion-protection",
          "nobody can delete it before they turn this off");
  private static final Control BACKUPS =
      Control.of(
          Rds.BACKUPS.value(),
          Measure.DURATION,
          "rds-cluster-backup-retention",
          "how long automated backups are kept");

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
  public List<String> writes() {
    return List.of("rds:ModifyDBCluster");
  }

  @Override
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    Rds.clusters(
        session,
        region,
        cluster -> found.accept(resource(session, region, cluster, controls(cluster))));
  }

  private static Resource resource(
      Session session, RegionId region, DBCluster cluster, Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, cluster.dbClusterResourceId()),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn());
    return new Resource(ref, cluster.status(), Rds.tags(cluster.tagList()), controls);
  }

  private static Map<ControlId, Protection> controls(DBCluster cluster) {
    return Map.of(
        DELETION.id(), Rds.deletionProtection(cluster.deletionProtection()),
        BACKUPS.id(), Rds.backups(cluster.backupRetentionPeriod()));
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    return listed;
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    return RdsRemedies.seen(resource, control, atLeast).map(change -> call(change).command());
  }

  @Override
  public Optional<Resource> observe(Session session, ResourceRef ref) {
    return find(session, ref)
        .map(cluster -> resource(session, ref.id().region(), cluster, Map.of()));
  }

  /// By its name; and when that is not its name any more, by its resource id. What is being deleted
  /// counts as gone.
  private static Optional<DBCluster> find(Session session, ResourceRef ref) {
    String uid = ref.id().uid();
    Optional<DBCluster> named =
        named(session, ref, ref.identifier())
            .filter(cluster -> uid.equals(cluster.dbClusterResourceId()));
    return named
        .or(() -> Rds.only(byResourceId(session, ref), ref))
        .filter(cluster -> !RdsStatus.DELETING.equals(cluster.status()));
  }

  private static Optional<DBCluster> named(Session session, ResourceRef ref, String name) {
    var rds = session.rds(ref.id().region());
    return Ask.ifThere(
            "rds:DescribeDBClusters",
            () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbClusters().stream())
        .findFirst();
  }

  private static List<DBCluster> byResourceId(Session session, ResourceRef ref) {
    String uid = ref.id().uid();
    var rds = session.rds(ref.id().region());
    var filter = Filter.builder().name("db-cluster-resource-id").values(uid).build();
    return Ask.aws("rds:DescribeDBClusters", () -> rds.describeDBClusters(r -> r.filters(filter)))
        .dbClusters()
        .stream()
        .filter(cluster -> uid.equals(cluster.dbClusterResourceId()))
        .toList();
  }

  static DBCluster get(Session session, ResourceRef ref) {
    return find(session, ref).orElseThrow(() -> Unread.gone(ref));
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    if (control.equals(Levers.EXISTENCE)) {
      return find(session, ref).isPresent() ? Levers.THERE : Levers.GONE;
    }
    DBCluster cluster = get(session, ref);
    if (control.equals(Levers.MEMBERS)) {
      return RdsMembers.of(session.rds(ref.id().region()), cluster);
    }
    if (!RdsSeen.LEVERS.contains(control)) {
      return setting(cluster, control);
    }
    RdsSeen seen = seen(session, ref.id().region(), cluster);
    return control.equals(Levers.FINAL_COPY)
        ? copies(session, seen).setting()
        : seen.setting(control);
  }

  @Override
  public String canonical(ControlId control, String setting) {
    return control.equals(Levers.MEMBERS) ? RdsMembers.canonical(setting) : setting;
  }

  private static RdsSeen seen(Session session, RegionId region, DBCluster cluster) {
    Resource resource = resource(session, region, cluster, Map.of());
    var pending = cluster.pendingModifiedValues();
    return RdsSeen.of(
        resource,
        cluster.status(),
        pending == null ? null : pending.dbClusterIdentifier(),
        pending == null ? List.of() : RdsObstacles.pending(pending),
        RdsMembers.isMultiAz(cluster));
  }

  private static RdsCopies copies(Session session, RdsSeen seen) {
    ResourceRef ref = seen.resource().ref();
    return RdsCopies.ofCluster(session.rds(ref.id().region()), ref, seen.record());
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
  public Remedy remedy(
      Session session, Resource resource, ControlId control, Optional<Duration> atLeast) {
    ResourceRef ref = resource.ref();
    DBCluster cluster = get(session, ref);
    String now = setting(cluster, control);
    Remedy remedy =
        control.equals(Rds.BACKUPS)
            ? RdsRemedies.backups(cluster.backupRetentionPeriod(), now, atLeast)
            : Remedy.set(control, now, Switch.ON);
    String start = RdsCalls.command("start-db-cluster", ref, "--db-cluster-identifier");
    return RdsRemedies.ifModifiable(remedy, cluster.status(), start);
  }

  @Override
  public Clues clues() {
    return new RdsClusterClues();
  }

  @Override
  public ApiCall call(Change change) {
    return RdsSeen.LEVERS.contains(change.control()) || change.control().equals(Levers.MEMBERS)
        ? RdsLeverCalls.CLUSTER.of(change)
        : RdsCalls.cluster(change);
  }

  @Override
  public Optional<Change> undo(Change change) {
    return Kind.super.undo(change).map(RdsLadder::addressed);
  }

  @Override
  public void perform(Session session, Change change) {
    RdsClusterWrites.perform(session.rds(change.resource().id().region()), change);
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    return find(session, ref)
        .map(cluster -> look(session, seen(session, ref.id().region(), cluster), cluster, now));
  }

  private static Look look(Session session, RdsSeen seen, DBCluster cluster, Instant now) {
    ResourceRef ref = seen.resource().ref();
    return seen.look(
        Map.of(
            DELETION.id(),
            setting(cluster, DELETION.id()),
            Levers.MEMBERS,
            RdsMembers.of(session.rds(ref.id().region()), cluster)),
        copies(session, seen),
        RdsClusterObstacles.of(ref, cluster),
        name ->
            named(session, ref, name)
                .filter(other -> !ref.id().uid().equals(other.dbClusterResourceId()))
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
    return List.of("rds:DescribeDBClusterSnapshots", "rds:DescribeDBInstances");
  }

  @Override
  public List<String> writes(Goal goal) {
    return switch (goal) {
      case RETIRED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:CreateDBClusterSnapshot",
              "rds:ModifyDBCluster",
              "rds:StartDBCluster",
              "rds:StopDBCluster");
      case RESTORED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:ModifyDBCluster",
              "rds:RemoveTagsFromResource",
              "rds:StartDBCluster",
              "rds:StopDBCluster");
      case PURGED ->
          List.of(
              "rds:AddTagsToResource",
              "rds:CreateDBClusterSnapshot",
              "rds:DeleteDBCluster",
              "rds:DeleteDBInstance",
              "rds:ModifyDBCluster",
              "rds:StartDBCluster");
    };
  }

  @Override
  public List<String> records() {
    return List.of("rds:AddTagsToResource", "rds:RemoveTagsFromResource");
  }
}
