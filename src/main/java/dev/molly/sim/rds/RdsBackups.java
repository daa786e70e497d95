package dev.molly.sim.rds;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBClusterAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;

/// Automated backups: active ones of existing databases, retained ones of deleted databases. The
/// response is a single page; for a resource id without backups it is empty, and not an error.
final class RdsBackups {

  private RdsBackups() {}

  static DescribeDbInstanceAutomatedBackupsResponse ofDbs(
      RdsState region, @Nullable String resourceId) {
    Map<String, String> names = names(region.dbs, region.keptBackups);
    return DescribeDbInstanceAutomatedBackupsResponse.builder()
        .dbInstanceAutomatedBackups(
            names.entrySet().stream()
                .filter(one -> resourceId == null || resourceId.equals(one.getKey()))
                .map(
                    one ->
                        DBInstanceAutomatedBackup.builder()
                            .dbiResourceId(one.getKey())
                            .dbInstanceIdentifier(one.getValue())
                            .status(region.dbs.containsKey(one.getKey()) ? "active" : "retained")
                            .build())
                .toList())
        .build();
  }

  static DescribeDbClusterAutomatedBackupsResponse ofClusters(
      RdsState region, @Nullable String resourceId) {
    Map<String, String> names = names(region.clusters, region.keptClusterBackups);
    return DescribeDbClusterAutomatedBackupsResponse.builder()
        .dbClusterAutomatedBackups(
            names.entrySet().stream()
                .filter(one -> resourceId == null || resourceId.equals(one.getKey()))
                .map(
                    one ->
                        DBClusterAutomatedBackup.builder()
                            .dbClusterResourceId(one.getKey())
                            .dbClusterIdentifier(one.getValue())
                            .status(
                                region.clusters.containsKey(one.getKey()) ? "active" : "retained")
                            .build())
                .toList())
        .build();
  }

  /// Returns the name of each database that has automated backups, by resource id.
  private static Map<String, String> names(
      Map<String, ? extends SimDatabase<?>> present, Map<String, String> kept) {
    Map<String, String> names = new TreeMap<>(kept);
    present.forEach(
        (id, one) -> {
          if (one.backupRetentionDays > 0) {
            names.put(id, one.identifier);
          }
        });
    return names;
  }
}
