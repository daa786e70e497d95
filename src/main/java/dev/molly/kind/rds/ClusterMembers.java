package dev.molly.kind.rds;

import dev.molly.aws.AwsCalls;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;

/// The members of a cluster as a setting: `orders-2,orders-1`, in the order in which they are to be
/// deleted.
final class ClusterMembers {
  private ClusterMembers() {}

  /// Returns the setting of a cluster: readers first, so that none of them has to take over from
  /// the writer. The members of a Multi-AZ DB cluster are deleted with it, and are left out; a
  /// member that is being deleted counts as gone.
  static String of(RdsClient rds, DBCluster cluster) {
    if (isMultiAz(cluster)) {
      return "";
    }
    Set<String> writers =
        cluster.dbClusterMembers().stream()
            .filter(member -> Boolean.TRUE.equals(member.isClusterWriter()))
            .map(DBClusterMember::dbInstanceIdentifier)
            .collect(Collectors.toSet());
    List<String> names =
        described(rds, cluster).stream()
            .filter(member -> !RdsStatus.DELETING.equals(member.dbInstanceStatus()))
            .map(DBInstance::dbInstanceIdentifier)
            .sorted(Comparator.<String, Boolean>comparing(writers::contains).thenComparing(n -> n))
            .toList();
    return setting(names);
  }

  /// Returns the members as RDS describes them. Stand-ins for RDS may ignore the filter.
  static List<DBInstance> described(RdsClient rds, DBCluster cluster) {
    var filter =
        Filter.builder().name("db-cluster-id").values(cluster.dbClusterIdentifier()).build();
    var pages = rds.describeDBInstancesPaginator(r -> r.filters(filter)).iterator();
    var members = new ArrayList<DBInstance>();
    while (AwsCalls.call("rds:DescribeDBInstances", pages::hasNext)) {
      AwsCalls.call("rds:DescribeDBInstances", pages::next).dbInstances().stream()
          .filter(member -> cluster.dbClusterIdentifier().equals(member.dbClusterIdentifier()))
          .forEach(members::add);
    }
    return members;
  }

  /// RDS has only Aurora clusters and Multi-AZ DB clusters.
  static boolean isMultiAz(DBCluster cluster) {
    return !cluster.engine().startsWith("aurora");
  }

  static String setting(List<String> names) {
    return String.join(",", names);
  }

  static List<String> names(String setting) {
    return setting.isEmpty() ? List.of() : List.of(setting.split(",", -1));
  }

  /// Returns the setting after the deletion of the next member; the same setting if there is
  /// none.
  static String withoutTheNext(String setting) {
    return setting(names(setting).stream().skip(1).toList());
  }

  /// Returns the member that a change deletes.
  ///
  /// @throws IllegalArgumentException if it does not delete exactly one
  static String deleted(String from, String to) {
    List<String> left = names(to);
    List<String> deleted = names(from).stream().filter(name -> !left.contains(name)).toList();
    if (deleted.size() != 1 || !names(from).containsAll(left)) {
      throw new IllegalArgumentException("one member is deleted at a time: " + from + " to " + to);
    }
    return deleted.getFirst();
  }

  /// Returns the setting in sorted order, since the order of members does not matter for
  /// equality.
  static String canonical(String setting) {
    return setting(Arrays.stream(setting.split(",", -1)).sorted().toList());
  }
}
