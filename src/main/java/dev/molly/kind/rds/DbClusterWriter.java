package dev.molly.kind.rds;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.OnOff;
import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/// Performs the writes to one cluster.
record DbClusterWriter(RdsClient rds) implements RdsWriter {
  @Override
  public void perform(Change change) {
    if (change.control().equals(LifecycleAttributes.MEMBERS)) {
      member(ClusterMembers.deleted(change.from(), change.to()));
    } else {
      RdsWriter.super.perform(change);
    }
  }

  private void member(String name) {
    AwsCalls.call(
        "rds:DeleteDBInstance",
        () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(name).skipFinalSnapshot(true)));
  }

  @Override
  public void start(String name) {
    AwsCalls.call("rds:StartDBCluster", () -> rds.startDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  public void stop(String name) {
    AwsCalls.call("rds:StopDBCluster", () -> rds.stopDBCluster(r -> r.dbClusterIdentifier(name)));
  }

  @Override
  public void copy(String name, String copy, List<Tag> tags) {
    AwsCalls.call(
        "rds:CreateDBClusterSnapshot",
        () ->
            rds.createDBClusterSnapshot(
                r -> r.dbClusterIdentifier(name).dbClusterSnapshotIdentifier(copy).tags(tags)));
  }

  @Override
  public void delete(String name, String last) {
    AwsCalls.call(
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
    if (control.equals(LifecycleAttributes.NAME)) {
      request.newDBClusterIdentifier(change.to()).applyImmediately(true);
    } else if (control.equals(RdsListings.BACKUPS)) {
      request.backupRetentionPeriod(Integer.valueOf(change.to()));
    } else {
      request.deletionProtection(OnOff.isOn(change.to()));
    }
    AwsCalls.call("rds:ModifyDBCluster", () -> rds.modifyDBCluster(request.build()));
  }
}
