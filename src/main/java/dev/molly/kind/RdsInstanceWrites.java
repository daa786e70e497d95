package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.retire.Levers;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// The writes to one database.
record RdsInstanceWrites(RdsClient rds) implements RdsWrites {
  @Override
  public void start(String name) {
    Ask.aws("rds:StartDBInstance", () -> rds.startDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  public void stop(String name) {
    Ask.aws("rds:StopDBInstance", () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  public void copy(String name, String copy, List<Tag> tags) {
    Ask.aws(
        "rds:CreateDBSnapshot",
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier(name).dbSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  public void delete(String name, String last) {
    Ask.aws(
        "rds:DeleteDBInstance",
        () ->
            rds.deleteDBInstance(
                r ->
                    r.dbInstanceIdentifier(name)
                        .skipFinalSnapshot(false)
                        .finalDBSnapshotIdentifier(last)
                        .deleteAutomatedBackups(false)));
  }

  @Override
  public void modify(Change change) {
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
