package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.kind.support.CliTags;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// The final copy of an instance: the label of its snapshots.
final class InstanceFinalCopy implements Attribute<Instance> {
  private static final String API = "ec2:CreateSnapshots";

  @Override
  public ControlId id() {
    return LifecycleAttributes.FINAL_COPY;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, Instance instance) {
    return InstanceSnapshots.of(session, ref, instance).setting();
  }

  /// A snapshot is never deleted.
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
            "aws ec2 create-snapshots --region %s --instance-specification InstanceId=%s --tag-specifications %s"
                .formatted(
                    instance.id().region(),
                    instance.identifier(),
                    CliTags.specification("snapshot", tags(change))));
    String everywhere = instance.arn().substring(0, instance.arn().indexOf(":instance/"));
    String account = instance.id().account().value();
    String snapshot = everywhere.replace(":" + account, ":") + ":snapshot/*";
    return new ApiCall(
        API,
        API,
        instance.arn(),
        command,
        "snapshots are stored, and billed until they are deleted",
        List.of(
            new IamGrant(API, everywhere + ":volume/*"),
            new IamGrant(API, snapshot),
            new IamGrant("ec2:CreateTags", snapshot)));
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef instance = change.resource();
    String id = instance.identifier();
    var ec2 = session.client(Ec2Client.class, instance.id().region());
    var specification =
        TagSpecification.builder()
            .resourceType(ResourceType.SNAPSHOT)
            .tags(InstanceTags.list(tags(change)))
            .build();
    AwsCalls.call(
        API,
        () ->
            ec2.createSnapshots(
                r ->
                    r.instanceSpecification(i -> i.instanceId(id))
                        .description("Final copy of " + id + ", taken by molly")
                        .tagSpecifications(specification)));
  }

  private static Map<String, String> tags(Change change) {
    return FinalCopyLabel.parse(change.to()).tags(change.resource().id().uid());
  }
}
