package dev.molly.sim.rds;

import dev.molly.sim.core.SimEndpoint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/// Changes to a DB instance or a cluster, at once or for the maintenance window. The window is
/// not simulated: changes for it remain pending until a later call applies them.
final class RdsModify {

  private static final int LONGEST_NAME = 63;

  private final SimEndpoint at;
  private final RdsState region;

  RdsModify(SimEndpoint at, RdsState region) {
    this.at = at;
    this.region = region;
  }

  SimDbInstance db(ModifyDbInstanceRequest request) {
    SimDbInstance db = RdsNames.db(region, request.dbInstanceIdentifier());
    refuseUnlessModifiable(db);
    refuseOnMember(db, request.deletionProtection(), "Deletion Protection");
    refuseOnMember(db, request.backupRetentionPeriod(), "Backup Retention Period");
    Map<String, String> later = new HashMap<>();
    if (request.newDBInstanceIdentifier() != null) {
      String name =
          RdsNames.legal(
              "NewDBInstanceIdentifier", request.newDBInstanceIdentifier(), LONGEST_NAME);
      RdsNames.refuseTakenDb(region, name);
      later.put(SimDatabase.RENAME, name);
    }
    if (request.dbInstanceClass() != null && !request.dbInstanceClass().equals(db.instanceClass)) {
      later.put(SimDatabase.CLASS, request.dbInstanceClass());
    }

    retention(db, request.backupRetentionPeriod(), request.applyImmediately(), later);
    changeAtOnce(db, request.deletionProtection(), request.copyTagsToSnapshot());
    change(db, later, request.applyImmediately());
    return db;
  }

  SimDbCluster cluster(ModifyDbClusterRequest request) {
    SimDbCluster cluster = RdsNames.cluster(region, request.dbClusterIdentifier());
    refuseUnlessModifiable(cluster);
    Map<String, String> later = new HashMap<>();
    if (request.newDBClusterIdentifier() != null) {
      String name =
          RdsNames.legal("NewDBClusterIdentifier", request.newDBClusterIdentifier(), LONGEST_NAME);
      RdsNames.refuseTakenCluster(region, name);
      later.put(SimDatabase.RENAME, name);
    }

    retention(cluster, request.backupRetentionPeriod(), request.applyImmediately(), later);
    changeAtOnce(cluster, request.deletionProtection(), request.copyTagsToSnapshot());
    change(cluster, later, request.applyImmediately());
    return cluster;
  }

  /// RDS operations are not documented for resources of DocumentDB and Neptune.
  static void refuseOtherServices(SimDatabase<?> database) {
    if (database.isOfAnotherService()) {
      throw SimEndpoint.notSimulated(
          "changing %s of engine %s through RDS".formatted(database.identifier, database.engine));
    }
  }

  /// "You can't modify a stopped DB instance" (RDS guide, USER_StopInstance); nor a stopped
  /// cluster.
  private static void refuseUnlessModifiable(SimDatabase<?> database) {
    refuseOtherServices(database);
    if (!database.is("available")) {
      throw RdsErrors.notAvailable(database);
    }
  }

  /// The wording for protection: https://github.com/hashicorp/terraform-provider-aws/pull/6009
  private static void refuseOnMember(SimDbInstance db, @Nullable Object value, String setting) {
    if (value != null && db.clusterResourceId != null) {
      throw RdsErrors.combination(setting + " can only be applied on the Cluster level");
    }
  }

  /// A change from or to zero days waits for the window; a change between two other numbers of
  /// days is applied soon, regardless of ApplyImmediately (RDS API, ModifyDBInstance). A change
  /// that waits is reverted "by using the AWS CLI and specifying the --apply-immediately option"
  /// (RDS guide, USER_ModifyInstance.ApplyImmediately); what happens without it is not documented.
  private void retention(
      SimDatabase<?> database,
      @Nullable Integer days,
      @Nullable Boolean immediately,
      Map<String, String> later) {
    if (days == null) {
      return;
    }
    if (days == database.backupRetentionDays) {
      if (Boolean.TRUE.equals(immediately)) {
        database.pending.remove(SimDatabase.RETENTION);
        at.changed();
      }
      return;
    }
    if (days < 0 || days > 35) {
      throw RdsErrors.invalidValue("Invalid backup retention period: " + days);
    }
    if (days == 0 || database.backupRetentionDays == 0) {
      later.put(SimDatabase.RETENTION, days.toString());
    } else {
      database.backupRetentionDays = days;
      at.changed();
    }
  }

  /// Protection is immediate, regardless of ApplyImmediately (RDS API, ModifyDBCluster).
  private void changeAtOnce(
      SimDatabase<?> database, @Nullable Boolean protection, @Nullable Boolean copyTags) {
    if (protection != null && protection != database.deletionProtection) {
      database.deletionProtection = protection;
      at.changed();
    }
    if (copyTags != null && copyTags != database.copyTagsToSnapshot) {
      database.copyTagsToSnapshot = copyTags;
      at.changed();
    }
  }

  /// An immediate change also applies all pending changes, of any caller (RDS guide,
  /// USER_ModifyInstance.ApplyImmediately).
  private void change(
      SimDatabase<?> database, Map<String, String> later, @Nullable Boolean immediately) {
    database.pending.putAll(later);
    boolean flush = Boolean.TRUE.equals(immediately) && !database.pending.isEmpty();
    if (flush) {
      database.applyPending(at.now());
    }
    if (flush || !later.isEmpty()) {
      at.changed();
    }
  }
}
