package dev.molly.kind.ec2;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.support.CliTags;
import dev.molly.kind.support.FinalCopyLabel;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetiredNames;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/// Performs the writes to one instance that concern no attribute: its tags, its start and stop,
/// the copies of its volumes, and its termination.
final class InstanceLifecycleWriter {
  private InstanceLifecycleWriter() {}

  static ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    ControlId attribute = change.control();
    if (attribute.equals(LifecycleAttributes.RUN_STATE)) {
      return starts(change)
          ? start(instance)
          : call(
              "ec2:StopInstances",
              instance,
              "stop-instances --instance-ids",
              "what is in memory and on instance stores is lost, and a public address that is no"
                  + " Elastic IP; its volumes and Elastic IPs are billed on");
    }
    if (attribute.equals(LifecycleAttributes.EXISTENCE)) {
      return call(
          "ec2:TerminateInstances",
          instance,
          "terminate-instances --instance-ids",
          "it is gone for good; its final copies stay, and are billed");
    }
    if (attribute.equals(LifecycleAttributes.FINAL_COPY)) {
      return snapshots(change);
    }
    return tagging(change);
  }

  private static ApiCall call(String api, ResourceRef instance, String words, String cost) {
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 %s %s --region %s"
                .formatted(words, instance.identifier(), instance.id().region()));
    return new ApiCall(api, api, instance.arn(), command, cost);
  }

  /// Starting an instance whose volumes are encrypted with a key of the account itself (customer
  /// managed) requires a grant for EC2 on that key, whichever it is.
  ///
  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission
  private static ApiCall start(ResourceRef instance) {
    ApiCall start =
        call(
            "ec2:StartInstances",
            instance,
            "start-instances --instance-ids",
            "it is billed while it runs");
    String keys =
        instance.arn().substring(0, instance.arn().indexOf(":instance/")).replace(":ec2:", ":kms:")
            + ":key/*";
    IamGrant grant =
        new IamGrant(SessionPolicy.CREATE_GRANT, keys)
            .when(new IamGrant.Condition("Bool", "kms:GrantIsForAWSResource", "true"))
            .when(
                new IamGrant.Condition(
                    "StringEquals",
                    "kms:ViaService",
                    "ec2.%s.amazonaws.com".formatted(instance.id().region())));
    return new ApiCall(
        start.api(),
        start.permission(),
        start.arn(),
        start.command(),
        start.cost(),
        List.of(grant));
  }

  private static ApiCall snapshots(Change change) {
    ResourceRef instance = change.resource();
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 create-snapshots --region %s --instance-specification InstanceId=%s --tag-specifications %s"
                .formatted(
                    instance.id().region(),
                    instance.identifier(),
                    CliTags.specification("snapshot", copyTags(change))));
    String everywhere = instance.arn().substring(0, instance.arn().indexOf(":instance/"));
    String account = instance.id().account().value();
    String snapshot = everywhere.replace(":" + account, ":") + ":snapshot/*";
    return new ApiCall(
        "ec2:CreateSnapshots",
        "ec2:CreateSnapshots",
        instance.arn(),
        command,
        "snapshots are stored, and billed until they are deleted",
        List.of(
            new IamGrant("ec2:CreateSnapshots", everywhere + ":volume/*"),
            new IamGrant("ec2:CreateSnapshots", snapshot),
            new IamGrant("ec2:CreateTags", snapshot)));
  }

  private static ApiCall tagging(Change change) {
    ResourceRef instance = change.resource();
    Map<String, String> put = put(change);
    String verb = put.isEmpty() ? "delete-tags" : "create-tags";
    String tags = put.isEmpty() ? CliTags.keys(taken(change)) : CliTags.words(put);
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 %s --region %s --resources %s --tags %s"
                .formatted(verb, instance.id().region(), instance.identifier(), tags));
    String api = put.isEmpty() ? "ec2:DeleteTags" : "ec2:CreateTags";
    return new ApiCall(api, api, instance.arn(), command, "");
  }

  static void perform(Ec2Client ec2, Change change) {
    String id = change.resource().identifier();
    String api = call(change).api();
    ControlId attribute = change.control();
    if (attribute.equals(LifecycleAttributes.RUN_STATE)) {
      if (starts(change)) {
        AwsCalls.call(api, () -> ec2.startInstances(r -> r.instanceIds(id)));
      } else {
        AwsCalls.call(api, () -> ec2.stopInstances(r -> r.instanceIds(id)));
      }
    } else if (attribute.equals(LifecycleAttributes.EXISTENCE)) {
      AwsCalls.call(api, () -> ec2.terminateInstances(r -> r.instanceIds(id)));
    } else if (attribute.equals(LifecycleAttributes.FINAL_COPY)) {
      var specification =
          TagSpecification.builder()
              .resourceType(ResourceType.SNAPSHOT)
              .tags(tags(copyTags(change)))
              .build();
      AwsCalls.call(
          api,
          () ->
              ec2.createSnapshots(
                  r ->
                      r.instanceSpecification(i -> i.instanceId(id))
                          .description("Final copy of " + id + ", taken by molly")
                          .tagSpecifications(specification)));
    } else if (put(change).isEmpty()) {
      List<Tag> keys = taken(change).stream().map(key -> Tag.builder().key(key).build()).toList();
      AwsCalls.call(api, () -> ec2.deleteTags(r -> r.resources(id).tags(keys)));
    } else {
      AwsCalls.call(api, () -> ec2.createTags(r -> r.resources(id).tags(tags(put(change)))));
    }
  }

  private static boolean starts(Change change) {
    return switch (change.to()) {
      case InstanceLifecycle.RUNNING -> true;
      case InstanceLifecycle.STOPPED -> false;
      default -> throw new IllegalArgumentException("EC2 takes no instance to " + change.to());
    };
  }

  private static Map<String, String> copyTags(Change change) {
    return FinalCopyLabel.parse(change.to()).tags(change.resource().id().uid());
  }

  /// Returns the tags to write; none for a removal.
  private static Map<String, String> put(Change change) {
    if (!change.control().equals(LifecycleAttributes.NAME)) {
      return RecordTags.put(change.from(), change.to());
    }
    return RetiredNames.value(change.to()).map(name -> Map.of("Name", name)).orElse(Map.of());
  }

  private static List<String> taken(Change change) {
    return change.control().equals(LifecycleAttributes.NAME)
        ? List.of("Name")
        : List.copyOf(new TreeMap<>(RecordTags.tags(change.from())).keySet());
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
