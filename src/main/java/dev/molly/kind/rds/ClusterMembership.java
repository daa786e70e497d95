package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;

/// The members of a cluster. Its only change is the deletion of one member, which has no inverse.
final class ClusterMembership implements Attribute<DBCluster> {
  private static final String API = "rds:DeleteDBInstance";

  @Override
  public ControlId id() {
    return LifecycleAttributes.MEMBERS;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, DBCluster cluster) {
    return ClusterMembers.of(session.client(RdsClient.class, ref.id().region()), cluster);
  }

  @Override
  public String canonical(String setting) {
    return ClusterMembers.canonical(setting);
  }

  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.empty();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    String name = ClusterMembers.deleted(change.from(), change.to());
    return new ApiCall(
        API,
        API,
        RdsType.arn(ref, "db", name),
        CliCommands.inAccount(
            ref.id().account(),
            "aws rds delete-db-instance --region %s --db-instance-identifier %s --skip-final-snapshot"
                .formatted(ref.id().region(), ShellQuoting.quote(name))),
        "the member is gone for good, with its endpoint; its data are the cluster's");
  }

  @Override
  public void write(AccountSession session, Change change) {
    var rds = session.client(RdsClient.class, change.resource().id().region());
    String name = ClusterMembers.deleted(change.from(), change.to());
    AwsCalls.call(
        API, () -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier(name).skipFinalSnapshot(true)));
  }
}
