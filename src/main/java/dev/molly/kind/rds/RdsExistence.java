package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/// Whether a database or a cluster exists. Its only change is the deletion, which has no inverse.
record RdsExistence<D>(RdsResources<D> resources) implements Attribute<D> {
  @Override
  public ControlId id() {
    return LifecycleAttributes.EXISTENCE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    return LifecycleAttributes.THERE;
  }

  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.empty();
  }

  /// AWS accepts no tags for the snapshot that it takes during a deletion. If the database
  /// copies its tags to its snapshots, this one has them too.
  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    RdsType type = resources.type();
    String name = RdsSnapshots.last(ref);
    String arn = type.snapshotArn(ref, name);
    String command =
        type.command("delete", ref)
            + " --no-skip-final-snapshot --final-db-snapshot-identifier %s --no-delete-automated-backups"
                .formatted(name);
    return RdsType.call(
        type.action("Delete"),
        ref,
        command,
        "it is gone for good; its final copy, one more snapshot and its automated backups stay,"
            + " and are billed",
        new IamGrant(type.createSnapshot(), ref.arn()),
        new IamGrant(type.createSnapshot(), arn),
        new IamGrant("rds:AddTagsToResource", arn));
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    resources.delete(
        session.client(RdsClient.class, ref.id().region()),
        ref.identifier(),
        RdsSnapshots.last(ref));
  }
}
