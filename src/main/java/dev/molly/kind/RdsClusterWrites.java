package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.retire.Levers;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;

/// The writes to one cluster.
final class RdsClusterWrites {
  private RdsClusterWrites() {}

  static void perform(RdsClient rds, Change change) {
    ControlId control = change.control();
    String id = change.resource().identifier();
    if (control.equals(Levers.RUN_STATE)) {
      if (RdsLeverCalls.starts(change)) {
        Ask.aws("rds:StartDBCluster", () -> rds.startDBCluster(r -> r.dbClusterIdentifier(id)));
      } else {
        Ask.aws("rds:StopDBCluster", () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(id)));
      }
    } else if (control.equals(Levers.FINAL_COPY)) {
      copy(rds, change);
    } else if (control.equals(Levers.EXISTENCE)) {
      Ask.aws(
          "rds:DeleteDBCluster",
          () ->
              rds.deleteDBCluster(
                  r ->
                      r.dbClusterIdentifier(id)
                          .skipFinalSnapshot(false)
                          .finalDBSnapshotIdentifier(RdsCopies.last(change.resource()))
                          .deleteAutomatedBackups(false)));
    } else if (control.equals(Levers.MEMBERS)) {
      String member = RdsMembers.deleted(change.from(), change.to());
      Ask.aws(
          "rds:DeleteDBInstance",
          () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(member).skipFinalSnapshot(true)));
    } else if (control.equals(Levers.RETIREMENT) || control.equals(Levers.LEASE)) {
      Rds.tag(rds, change);
    } else {
      modify(rds, change);
    }
  }

  private static void copy(RdsClient rds, Change change) {
    FinalCopy copy = FinalCopy.parse(change.to());
    Ask.aws(
        "rds:CreateDBClusterSnapshot",
        () ->
            rds.createDBClusterSnapshot(
                r ->
                    r.dbClusterIdentifier(change.resource().identifier())
                        .dbClusterSnapshotIdentifier(RdsCopies.identifier(change.resource(), copy))
                        .tags(Rds.list(copy.tags(change.resource().id().uid())))));
  }

  /// At once only to rename it: that would apply every other change that waits for the maintenance
  /// window too.
  private static void modify(RdsClient rds, Change change) {
    var request =
        ModifyDbClusterRequest.builder().dbClusterIdentifier(change.resource().identifier());
    ControlId control = change.control();
    if (control.equals(Levers.NAME)) {
      request.newDBClusterIdentifier(change.to()).applyImmediately(true);
    } else if (control.equals(Rds.BACKUPS)) {
      request.backupRetentionPeriod(Integer.valueOf(change.to()));
    } else {
      request.deletionProtection(Switch.isOn(change.to()));
    }
    Ask.aws("rds:ModifyDBCluster", () -> rds.modifyDBCluster(request.build()));
  }
}
