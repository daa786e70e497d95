package dev.molly.contract;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.paginators.DescribeDBClusterSnapshotsIterable;
import software.amazon.awssdk.services.rds.paginators.DescribeDBClustersIterable;

/// RDS where clusters are found by their resource id, and their snapshots say whose they are. Moto
/// knows no such filter, and its snapshots do not say; where there is only one cluster, they are
/// its. All else is as moto has it.
final class OneCluster {
  private static final String PAGINATOR = "Paginator";
  private static final String BY_ID = "db-cluster-resource-id";

  private OneCluster() {}

  static RdsClient in(RdsClient moto) {
    return (RdsClient)
        Proxy.newProxyInstance(
            RdsClient.class.getClassLoader(),
            new Class<?>[] {RdsClient.class},
            (proxy, method, arguments) -> call(moto, (RdsClient) proxy, method, arguments));
  }

  private static Object call(
      RdsClient moto, RdsClient here, Method method, Object @Nullable [] arguments)
      throws Throwable {
    return switch (arguments == null ? null : arguments[0]) {
      case DescribeDbClusterSnapshotsRequest request ->
          method.getName().endsWith(PAGINATOR)
              ? new DescribeDBClusterSnapshotsIterable(here, request)
              : named(
                  moto.describeDBClusterSnapshots(request), moto.describeDBClusters().dbClusters());
      case DescribeDbClustersRequest request ->
          method.getName().endsWith(PAGINATOR)
              ? new DescribeDBClustersIterable(here, request)
              : filtered(moto, request);
      case Consumer<?> consumer -> InvocationHandler.invokeDefault(here, method, consumer);
      case null, default -> asMoto(moto, method, arguments);
    };
  }

  private static DescribeDbClustersResponse filtered(
      RdsClient moto, DescribeDbClustersRequest request) {
    var ids =
        request.filters().stream()
            .filter(filter -> filter.name().equals(BY_ID))
            .flatMap(filter -> filter.values().stream())
            .toList();
    if (ids.isEmpty()) {
      return moto.describeDBClusters(request);
    }
    var found =
        moto.describeDBClusters().dbClusters().stream()
            .filter(cluster -> ids.contains(cluster.dbClusterResourceId()))
            .toList();
    return DescribeDbClustersResponse.builder().dbClusters(found).build();
  }

  private static Object asMoto(RdsClient moto, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(moto, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static DescribeDbClusterSnapshotsResponse named(
      DescribeDbClusterSnapshotsResponse answer, List<DBCluster> clusters) {
    if (clusters.size() != 1) {
      throw new IllegalStateException("whose are they? " + clusters);
    }
    String only = clusters.getFirst().dbClusterResourceId();
    return answer.toBuilder()
        .dbClusterSnapshots(
            answer.dbClusterSnapshots().stream()
                .map(one -> one.copy(snapshot -> snapshot.dbClusterResourceId(only)))
                .toList())
        .build();
  }
}
