package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.retire.Levers;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// The writes to one cluster.
record RdsClusterWrites(RdsClient rds) implements RdsWrites {
  @Override
  public void perform(Change change) {
    if (change.control().equals(Levers.MEMBERS)) {
      member(RdsMembers.deleted(change.from(), change.to()));
    } else {
      RdsWrites.super.perform(change);
    }
  }

  private void member(String name) {
    Ask.aws(
        "rds:DeleteDBInstance",
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(name).skipFinalSnapshot(true)));
  }

  @Override
  public void start(String name) {
    Ask.aws("rds:StartDBCluster", () -> rds.startDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  public void stop(String name) {
    Ask.aws("rds:StopDBCluster", () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  public void copy(String name, String copy, List<Tag> tags) {
    Ask.aws(
        "rds:CreateDBClusterSnapshot",
        () ->
            rds.createDBClusterSnapshot(
                r -> r.dbClusterIdentifier(name).dbClusterSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  public void delete(String name, String last) {
    Ask.aws(
        "rds:DeleteDBCluster",
        () ->
            rds.deleteDBCluster(
                r ->
                    r.dbClusterIdentifier(name)
                        .skipFinalSnapshot(false)
                        .finalDBSnapshotIdentifier(last)
                        .deleteAutomatedBackups(false)));
  }

  @Override
  public void modify(Change change) {
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
