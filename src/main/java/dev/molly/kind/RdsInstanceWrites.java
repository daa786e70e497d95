package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.retire.Levers;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/// The writes to one database.
final class RdsInstanceWrites {
  private RdsInstanceWrites() {}

  static void perform(RdsClient rds, Change change) {
    ControlId control = change.control();
    String id = change.resource().identifier();
    if (control.equals(Levers.RUN_STATE)) {
      if (RdsLeverCalls.starts(change)) {
        Ask.aws("rds:StartDBInstance", () -> rds.startDBInstance(r -> r.dbInstanceIdentifier(id)));
      } else {
        Ask.aws("rds:StopDBInstance", () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(id)));
      }
    } else if (control.equals(Levers.FINAL_COPY)) {
      copy(rds, change);
    } else if (control.equals(Levers.EXISTENCE)) {
      Ask.aws(
          "rds:DeleteDBInstance",
          () ->
              rds.deleteDBInstance(
                  r ->
                      r.dbInstanceIdentifier(id)
                          .skipFinalSnapshot(false)
                          .finalDBSnapshotIdentifier(RdsCopies.last(change.resource()))
                          .deleteAutomatedBackups(false)));
    } else if (control.equals(Levers.RETIREMENT) || control.equals(Levers.LEASE)) {
      Rds.tag(rds, change);
    } else {
      modify(rds, change);
    }
  }

  private static void copy(RdsClient rds, Change change) {
    FinalCopy copy = FinalCopy.parse(change.to());
    Ask.aws(
        "rds:CreateDBSnapshot",
        () ->
            rds.createDBSnapshot(
                r ->
                    r.dbInstanceIdentifier(change.resource().identifier())
                        .dbSnapshotIdentifier(RdsCopies.identifier(change.resource(), copy))
                        .tags(Rds.list(copy.tags(change.resource().id().uid())))));
  }

  /// At once only to rename it: that would apply every other change that waits for the maintenance
  /// window too.
  private static void modify(RdsClient rds, Change change) {
    var request =
        ModifyDbInstanceRequest.builder().dbInstanceIdentifier(change.resource().identifier());
    ControlId control = change.control();
    if (control.equals(Levers.NAME)) {
      request.newDBInstanceIdentifier(change.to()).applyImmediately(true);
    } else if (control.equals(Rds.BACKUPS)) {
      request.backupRetentionPeriod(Integer.valueOf(change.to()));
    } else if (control.equals(Rds.DELETION)) {
      request.deletionProtection(Switch.isOn(change.to()));
    } else {
      request.copyTagsToSnapshot(Switch.isOn(change.to()));
    }
    Ask.aws("rds:ModifyDBInstance", () -> rds.modifyDBInstance(request.build()));
  }
}
