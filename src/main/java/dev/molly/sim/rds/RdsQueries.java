package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimPage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;

/// RDS listings. Each also returns the resources of Neptune and DocumentDB.
final class RdsQueries {

  private final SimEndpoint at;
  private final RdsState region;

  RdsQueries(SimEndpoint at, RdsState region) {
    this.at = at;
    this.region = region;
  }

  DescribeDbInstancesResponse dbs(DescribeDbInstancesRequest request) {
    Map<String, Function<SimDbInstance, @Nullable String>> fields =
        Map.of(
            "db-instance-id", db -> db.identifier,
            "dbi-resource-id", db -> db.resourceId,
            "db-cluster-id", this::clusterName,
            "engine", db -> db.engine);
    Collection<SimDbInstance> asked =
        request.dbInstanceIdentifier() == null
            ? region.dbs.values()
            : List.of(RdsNames.db(region, request.dbInstanceIdentifier()));

    SimPage<SimDbInstance> page =
        page(
            filter(asked, request.filters(), fields),
            db -> db.identifier,
            request.marker(),
            request.maxRecords());
    return DescribeDbInstancesResponse.builder()
        .dbInstances(page.items().stream().map(this::shape).toList())
        .marker(page.next())
        .build();
  }

  DescribeDbClustersResponse clusters(DescribeDbClustersRequest request) {
    Map<String, Function<SimDbCluster, @Nullable String>> fields =
        Map.of(
            "db-cluster-id", cluster -> cluster.identifier,
            "db-cluster-resource-id", cluster -> cluster.resourceId,
            "engine", cluster -> cluster.engine);
    Collection<SimDbCluster> asked =
        request.dbClusterIdentifier() == null
            ? region.clusters.values()
            : List.of(RdsNames.cluster(region, request.dbClusterIdentifier()));

    SimPage<SimDbCluster> page =
        page(
            filter(asked, request.filters(), fields),
            cluster -> cluster.identifier,
            request.marker(),
            request.maxRecords());
    return DescribeDbClustersResponse.builder()
        .dbClusters(page.items().stream().map(this::shape).toList())
        .marker(page.next())
        .build();
  }

  DescribeDbSnapshotsResponse snapshots(DescribeDbSnapshotsRequest request) {
    String id = request.dbSnapshotIdentifier();
    if (id != null && !region.dbSnapshots.containsKey(id)) {
      throw RdsErrors.noSuchSnapshot(id);
    }
    SimPage<SimDbSnapshot> page =
        page(
            of(region.dbSnapshots, id, request.dbInstanceIdentifier(), request.dbiResourceId()),
            snapshot -> snapshot.identifier,
            request.marker(),
            request.maxRecords());
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items().stream().map(one -> RdsShapes.snapshot(region, one)).toList())
        .marker(page.next())
        .build();
  }

  DescribeDbClusterSnapshotsResponse clusterSnapshots(DescribeDbClusterSnapshotsRequest request) {
    String id = request.dbClusterSnapshotIdentifier();
    if (id != null && !region.clusterSnapshots.containsKey(id)) {
      throw RdsErrors.noSuchClusterSnapshot(id);
    }
    SimPage<SimDbSnapshot> page =
        page(
            of(
                region.clusterSnapshots,
                id,
                request.dbClusterIdentifier(),
                request.dbClusterResourceId()),
            snapshot -> snapshot.identifier,
            request.marker(),
            request.maxRecords());
    return DescribeDbClusterSnapshotsResponse.builder()
        .dbClusterSnapshots(
            page.items().stream().map(one -> RdsShapes.clusterSnapshot(region, one)).toList())
        .marker(page.next())
        .build();
  }

  /// A member is restored with its cluster, and a replica from its source.
  private DBInstance shape(SimDbInstance db) {
    boolean own = db.clusterResourceId == null && db.sourceResourceId == null;
    return RdsShapes.db(region, db).toBuilder()
        .latestRestorableTime(own ? db.latestRestorable(at.now()) : null)
        .build();
  }

  private DBCluster shape(SimDbCluster cluster) {
    return RdsShapes.cluster(region, cluster).toBuilder()
        .latestRestorableTime(cluster.latestRestorable(at.now()))
        .build();
  }

  private @Nullable String clusterName(SimDbInstance db) {
    SimDbCluster cluster = RdsShapes.clusterOf(region, db);
    return cluster == null ? null : cluster.identifier;
  }

  private static List<SimDbSnapshot> of(
      Map<String, SimDbSnapshot> all,
      @Nullable String id,
      @Nullable String source,
      @Nullable String sourceResourceId) {
    return all.values().stream()
        .filter(one -> id == null || id.equals(one.identifier))
        .filter(one -> source == null || source.equals(one.sourceIdentifier))
        .filter(one -> sourceResourceId == null || sourceResourceId.equals(one.sourceResourceId))
        .toList();
  }

  private static <T> List<T> filter(
      Collection<T> all, List<Filter> filters, Map<String, Function<T, @Nullable String>> fields) {
    List<T> left = List.copyOf(all);
    for (Filter filter : filters) {
      Function<T, @Nullable String> field = fields.get(filter.name());
      if (field == null) {
        throw RdsErrors.invalidValue("Unrecognized filter name: " + filter.name());
      }
      left = left.stream().filter(one -> isIn(filter.values(), field.apply(one))).toList();
    }
    return left;
  }

  private static boolean isIn(List<String> values, @Nullable String value) {
    return value != null && values.contains(value);
  }

  private static <T> SimPage<T> page(
      List<T> found, Function<T, String> key, @Nullable String marker, @Nullable Integer size) {
    if (size != null && (size < 20 || size > 100)) {
      throw RdsErrors.invalidValue(
          "Invalid value %d for MaxRecords. Must be between 20 and 100".formatted(size));
    }
    return SimPage.of(
        found.stream().sorted(Comparator.comparing(key)).toList(),
        key,
        marker,
        size == null ? 100 : size,
        () -> RdsErrors.invalidValue("Invalid value for parameter Marker"));
  }
}
