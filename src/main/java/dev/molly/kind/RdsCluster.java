package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.model.DBCluster;

/// RDS clusters: Aurora and Multi-AZ DB clusters.
final class RdsCluster implements Kind {
  static final KindId ID = new KindId("rds-cluster");

  private static final Control DELETION =
      Control.of(
          "deletion-protection",
          Measure.SWITCH,
          "rds-cluster-deletion-protection",
          "nobody can delete it before they turn this off");
  private static final Control BACKUPS =
      Control.of(
          "backup-retention",
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
  public void list(Session session, RegionId region, Wanted wanted, Consumer<Resource> found) {
    Rds.clusters(session, region, cluster -> found.accept(resource(session, region, cluster)));
  }

  private static Resource resource(Session session, RegionId region, DBCluster cluster) {
    var ref =
        new ResourceRef(
            new ResourceId(ID, session.identity().account(), region, cluster.dbClusterResourceId()),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn());
    return new Resource(
        ref,
        cluster.status(),
        Rds.tags(cluster.tagList()),
        Map.of(
            DELETION.id(), Rds.deletionProtection(cluster.deletionProtection()),
            BACKUPS.id(), Rds.backups(cluster.backupRetentionPeriod())));
  }

  @Override
  public Resource read(Session session, Resource listed, Wanted wanted) {
    return listed;
  }

  @Override
  public Optional<String> fix(Resource resource, ControlId control, Optional<Duration> atLeast) {
    String change =
        control.equals(DELETION.id()) ? "--deletion-protection" : Rds.keepBackups(atLeast);
    return Optional.of(
        "aws rds modify-db-cluster --region %s --db-cluster-identifier %s %s"
            .formatted(resource.id().region(), Shell.quote(resource.ref().identifier()), change));
  }
}
