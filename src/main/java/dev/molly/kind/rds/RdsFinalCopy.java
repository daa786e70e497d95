package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.kind.support.CliTags;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/// The final copy of a database or a cluster: the label of its snapshot.
record RdsFinalCopy<D>(RdsResources<D> resources) implements Attribute<D> {
  @Override
  public ControlId id() {
    return LifecycleAttributes.FINAL_COPY;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    return resources.copies(session, resources.plain(session, ref.id().region(), shown)).setting();
  }

  /// A snapshot is never deleted.
  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.empty();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    RdsType type = resources.type();
    FinalCopyLabel copy = FinalCopyLabel.parse(change.to());
    String name = RdsSnapshots.identifier(ref, copy);
    String command =
        type.snapshotCommand(ref)
            + " --%s-identifier %s --tags %s"
                .formatted(type.snapshotWord(), name, CliTags.words(copy.tags(ref.id().uid())));
    String arn = type.snapshotArn(ref, name);
    return RdsType.call(
        type.createSnapshot(),
        ref,
        command,
        "a snapshot is stored, and billed until it is deleted",
        new IamGrant(type.createSnapshot(), arn),
        new IamGrant("rds:AddTagsToResource", arn));
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    FinalCopyLabel copy = FinalCopyLabel.parse(change.to());
    resources.copy(
        session.client(RdsClient.class, ref.id().region()),
        ref.identifier(),
        RdsSnapshots.identifier(ref, copy),
        RdsTags.list(copy.tags(ref.id().uid())));
  }
}
