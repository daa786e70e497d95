package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.aws.SessionPolicy;
import dev.molly.kind.Attribute;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.IamGrant;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/// Whether an instance runs: `running` or `stopped`. A state that is being entered counts as
/// reached.
final class InstanceRunState implements Attribute<Instance> {
  static final String STOPPED = LifecycleAttributes.STOPPED;

  private static final String RUNNING = "running";

  /// The states that a record may hold.
  static final Set<String> ALL = Set.of(RUNNING, STOPPED);

  @Override
  public ControlId id() {
    return LifecycleAttributes.RUN_STATE;
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, Instance instance) {
    return switch (instance.state().name()) {
      case PENDING, RUNNING -> RUNNING;
      case STOPPING, STOPPED -> STOPPED;
      case SHUTTING_DOWN, TERMINATED, UNKNOWN_TO_SDK_VERSION -> instance.state().nameAsString();
    };
  }

  /// Returns the state that is being entered, in words.
  static Optional<String> unfinished(Instance instance) {
    InstanceStateName state = instance.state().name();
    return state == InstanceStateName.PENDING || state == InstanceStateName.STOPPING
        ? Optional.of("it is " + instance.state().nameAsString())
        : Optional.empty();
  }

  @Override
  public ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    return starts(change)
        ? call(
            "ec2:StartInstances",
            instance,
            "start-instances",
            "it is billed while it runs",
            List.of(keyGrant(instance)))
        : call(
            "ec2:StopInstances",
            instance,
            "stop-instances",
            "what is in memory and on instance stores is lost, and a public address that is no"
                + " Elastic IP; its volumes and Elastic IPs are billed on",
            List.of());
  }

  private static ApiCall call(
      String api, ResourceRef instance, String verb, String cost, List<IamGrant> also) {
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 %s --instance-ids %s --region %s"
                .formatted(verb, instance.identifier(), instance.id().region()));
    return new ApiCall(api, api, instance.arn(), command, cost, also);
  }

  /// Starting an instance whose volumes are encrypted with a key of the account itself (customer
  /// managed) requires a grant for EC2 on that key, whichever it is.
  ///
  /// Source: https://www.repost.aws/knowledge-center/kms-iam-ec2-permission
  private static IamGrant keyGrant(ResourceRef instance) {
    String keys =
        instance.arn().substring(0, instance.arn().indexOf(":instance/")).replace(":ec2:", ":kms:")
            + ":key/*";
    return new IamGrant(SessionPolicy.CREATE_GRANT, keys)
        .when(new IamGrant.Condition("Bool", "kms:GrantIsForAWSResource", "true"))
        .when(
            new IamGrant.Condition(
                "StringEquals",
                "kms:ViaService",
                "ec2.%s.amazonaws.com".formatted(instance.id().region())));
  }

  @Override
  public void write(AccountSession session, Change change) {
    ResourceRef instance = change.resource();
    String id = instance.identifier();
    var ec2 = session.client(Ec2Client.class, instance.id().region());
    if (starts(change)) {
      AwsCalls.call("ec2:StartInstances", () -> ec2.startInstances(r -> r.instanceIds(id)));
    } else {
      AwsCalls.call("ec2:StopInstances", () -> ec2.stopInstances(r -> r.instanceIds(id)));
    }
  }

  private static boolean starts(Change change) {
    return switch (change.to()) {
      case RUNNING -> true;
      case STOPPED -> false;
      default -> throw new IllegalArgumentException("EC2 takes no instance to " + change.to());
    };
  }
}
