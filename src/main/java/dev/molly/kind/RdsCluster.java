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
import dev.molly.retire.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;

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

  private static Optional<DBCluster> find(Session session, ResourceRef ref) {
    var rds = session.rds(ref.id().region());
    return Ask.ifThere(
            "rds:DescribeDBClusters",
            () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(ref.identifier())))
        .stream()
        .flatMap(answer -> answer.dbClusters().stream())
        .filter(cluster -> ref.id().uid().equals(cluster.dbClusterResourceId()))
        .findFirst();
  }

  static DBCluster get(Session session, ResourceRef ref) {
    return find(session, ref).orElseThrow(() -> Unread.gone(ref));
  }

  @Override
  public String setting(Session session, ResourceRef ref, ControlId control) {
    return setting(get(session, ref), control);
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
    return RdsCalls.cluster(change);
  }

  @Override
  public void perform(Session session, Change change) {
    var request =
        ModifyDbClusterRequest.builder().dbClusterIdentifier(change.resource().identifier());
    if (change.control().equals(Rds.BACKUPS)) {
      request.backupRetentionPeriod(Integer.valueOf(change.to()));
    } else {
      request.deletionProtection(Switch.isOn(change.to()));
    }
    var rds = session.rds(change.resource().id().region());
    Ask.aws("rds:ModifyDBCluster", () -> rds.modifyDBCluster(request.build()));
  }

  @Override
  public Optional<Look> look(Session session, ResourceRef ref, Instant now) {
    throw new UnsupportedOperationException("look");
  }

  @Override
  public Ladder ladder() {
    throw new UnsupportedOperationException("ladder");
  }

  @Override
  public List<ControlId> retired() {
    return List.of();
  }

  @Override
  public Map<ControlId, String> leased() {
    return Map.of(DELETION.id(), Switch.OFF);
  }

  @Override
  public List<String> looks() {
    return List.of();
  }

  @Override
  public List<String> writes(Goal goal) {
    return List.of();
  }

  @Override
  public List<String> records() {
    return List.of();
  }
}
