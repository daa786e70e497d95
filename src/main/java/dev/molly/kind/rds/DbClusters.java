package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Tag;

/// The clusters of RDS.
final class DbClusters extends RdsResources<DBCluster> {
  static final KindId KIND = new KindId("rds-cluster");

  private static final String DESCRIBE = "rds:DescribeDBClusters";

  /// The maximum page size of RDS.
  private static final int PAGE = 100;

  @Override
  RdsType type() {
    return RdsType.CLUSTER;
  }

  void list(AccountSession session, RegionId region, Consumer<DBCluster> found) {
    var rds = session.client(RdsClient.class, region);
    var pages = rds.describeDBClustersPaginator(r -> r.maxRecords(PAGE)).iterator();
    while (AwsCalls.call(DESCRIBE, pages::hasNext)) {
      AwsCalls.call(DESCRIBE, pages::next).dbClusters().stream()
          .filter(cluster -> isOurs(cluster.engine()))
          .forEach(found);
    }
  }

  @Override
  Optional<DBCluster> named(AccountSession session, RegionId region, String name) {
    var rds = session.client(RdsClient.class, region);
    return AwsCalls.callIfExists(
            DESCRIBE, () -> rds.describeDBClusters(r -> r.dbClusterIdentifier(name)))
        .stream()
        .flatMap(answer -> answer.dbClusters().stream())
        .findFirst();
  }

  @Override
  List<DBCluster> byResourceId(AccountSession session, RegionId region, String uid) {
    var rds = session.client(RdsClient.class, region);
    var filter = Filter.builder().name("db-cluster-resource-id").values(uid).build();
    return AwsCalls.call(DESCRIBE, () -> rds.describeDBClusters(r -> r.filters(filter)))
        .dbClusters();
  }

  @Override
  Resource resource(
      AccountSession session,
      RegionId region,
      DBCluster cluster,
      Map<ControlId, Protection> controls) {
    var ref =
        new ResourceRef(
            new ResourceId(
                KIND, session.identity().account(), region, cluster.dbClusterResourceId()),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn());
    return new Resource(
        ref, cluster.status(), RdsTags.of(cluster.hasTagList(), cluster.tagList()), controls);
  }

  @Override
  RdsObservation observation(AccountSession session, RegionId region, DBCluster cluster) {
    var pending = cluster.pendingModifiedValues();
    return RdsObservation.of(
        plain(session, region, cluster),
        cluster.status(),
        pending == null ? null : pending.dbClusterIdentifier(),
        pending == null ? List.of() : RdsBlockers.pending(pending),
        ClusterMembers.isMultiAz(cluster));
  }

  @Override
  RdsSnapshots copies(AccountSession session, Resource resource) {
    ResourceRef ref = resource.ref();
    return RdsSnapshots.ofCluster(
        session.client(RdsClient.class, ref.id().region()),
        ref,
        RdsObservation.record(resource).orElse(null));
  }

  @Override
  void start(RdsClient rds, String name) {
    AwsCalls.call("rds:StartDBCluster", () -> rds.startDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  void stop(RdsClient rds, String name) {
    AwsCalls.call("rds:StopDBCluster", () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  void rename(RdsClient rds, String name, String to) {
    AwsCalls.call(
        "rds:ModifyDBCluster",
        () ->
            rds.modifyDBCluster(
                r ->
                    r.dbClusterIdentifier(name).newDBClusterIdentifier(to).applyImmediately(true)));
  }

  @Override
  void copy(RdsClient rds, String name, String copy, List<Tag> tags) {
    AwsCalls.call(
        "rds:CreateDBClusterSnapshot",
        () ->
            rds.createDBClusterSnapshot(
                r -> r.dbClusterIdentifier(name).dbClusterSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  void delete(RdsClient rds, String name, String last) {
    AwsCalls.call(
        "rds:DeleteDBCluster",
        () ->
            rds.deleteDBCluster(
                r ->
                    r.dbClusterIdentifier(name)
                        .skipFinalSnapshot(false)
                        .finalDBSnapshotIdentifier(last)
                        .deleteAutomatedBackups(false)));
  }
}
