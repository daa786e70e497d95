package dev.molly.kind.rds;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.OnOff;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// Performs the writes to one database.
record DbInstanceWriter(RdsClient rds) implements RdsWriter {
  @Override
  public void start(String name) {
    AwsCalls.call(
        "rds:StartDBInstance", () -> rds.startDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  public void stop(String name) {
    AwsCalls.call(
        "rds:StopDBInstance", () -> rds.stopDBInstance(r -> r.dbInstanceIdentifier(name)));
  }

  @Override
  public void copy(String name, String copy, List<Tag> tags) {
    AwsCalls.call(
        "rds:CreateDBSnapshot",
        () ->
            rds.createDBSnapshot(
                r -> r.dbInstanceIdentifier(name).dbSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  public void delete(String name, String last) {
    AwsCalls.call(
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
    if (control.equals(LifecycleAttributes.NAME)) {
      request.newDBInstanceIdentifier(change.to()).applyImmediately(true);
    } else if (control.equals(RdsListings.BACKUPS)) {
      request.backupRetentionPeriod(Integer.valueOf(change.to()));
    } else if (control.equals(RdsListings.DELETION)) {
      request.deletionProtection(OnOff.isOn(change.to()));
    } else {
      request.copyTagsToSnapshot(OnOff.isOn(change.to()));
    }
    AwsCalls.call("rds:ModifyDBInstance", () -> rds.modifyDBInstance(request.build()));
  }
}
