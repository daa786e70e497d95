package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.retire.LifecycleAttributes;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;

/// Whether an instance exists. Its only change is the termination, which has no inverse.
final class InstanceExistence implements Attribute<Instance> {
  private static final String API = "ec2:TerminateInstances";

  @Override
  public ControlId id() {
    return LifecycleAttributes.EXISTENCE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, Instance instance) {
    return LifecycleAttributes.THERE;
  }

  @Override
  public Optional<Change> inverse(Change change) {
    return Optional.empty();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 terminate-instances --instance-ids %s --region %s"
                .formatted(instance.identifier(), instance.id().region()));
    return new ApiCall(
        API,
        API,
        instance.arn(),
        command,
        "it is gone for good; its final copies stay, and are billed");
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef instance = change.resource();
    var ec2 = session.client(Ec2Client.class, instance.id().region());
    AwsCalls.call(API, () -> ec2.terminateInstances(r -> r.instanceIds(instance.identifier())));
  }
}
