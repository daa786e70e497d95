package dev.molly.kind.rds;

import dev.molly.aws.AccountSession;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;

/// The identifier of a database or a cluster. A rename changes its ARN and its endpoint.
record RdsName<D>(RdsResources<D> resources) implements Attribute<D> {
  @Override
  public ControlId id() {
    return LifecycleAttributes.NAME;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, D shown) {
    return resources.observation(session, ref.id().region(), shown).name();
  }

  /// The undo of a rename addresses the resource by its new name.
  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.of(
        new Change(
            RdsStagedDeletion.called(change.resource(), change.to()),
            id(),
            change.to(),
            change.from()));
  }

  /// Without `--apply-immediately` AWS would wait for the maintenance window, which may be a
  /// week away. With it, AWS also applies all other pending modifications: therefore none may be
  /// pending.
  @Override
  public ApiCall call(Change change) {
    ResourceRef ref = change.resource();
    RdsType type = resources.type();
    String command =
        type.command("modify", ref)
            + " --new-%s-identifier %s --apply-immediately"
                .formatted(type.word(), ShellQuoting.quote(change.to()));
    String api = type.action("Modify");
    return RdsType.call(
        api,
        ref,
        command,
        "it restarts, and is not there for about ten minutes; its endpoint is another one then, and"
            + " what connects to the old one fails",
        new IamGrant(api, RdsStagedDeletion.called(ref, change.to()).arn()));
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef ref = change.resource();
    resources.rename(
        session.client(RdsClient.class, ref.id().region()), ref.identifier(), change.to());
  }
}
