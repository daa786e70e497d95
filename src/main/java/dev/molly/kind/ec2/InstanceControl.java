package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.Attribute;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// A protection of an instance. It is set by ModifyInstanceAttribute: one attribute per call,
/// always as a struct. For the other form, a name and a value, CloudTrail hides the value
/// (`<sensitiveDataRemoved>`).
///
/// Source: EC2 API Reference, ModifyInstanceAttribute.
abstract class InstanceControl implements Attribute<Instance> {
  private static final String API = "ec2:ModifyInstanceAttribute";

  private final Control control;

  InstanceControl(Control control) {
    this.control = control;
  }

  final Control control() {
    return control;
  }

  @Override
  public final ControlId id() {
    return control.id();
  }

  /// Returns the protection that the listing itself contains; empty if it takes a call of its
  /// own.
  final Optional<Protection> listed(Instance instance) {
    if (Instances.isGone(instance)) {
      return Optional.of(new Protection.NotOffered("it is " + instance.state().nameAsString()));
    }
    Optional<String> manager = Instances.manager(instance);
    return manager.isPresent()
        ? Optional.of(
            new Protection.NotOffered("it is managed by " + manager.get() + ", not by you"))
        : ofListing(instance);
  }

  abstract Optional<Protection> ofListing(Instance instance);

  /// Returns the change that makes the control pass.
  ///
  /// @throws dev.molly.aws.AwsException if the current state cannot be read
  final Remediation remediation(AccountSession session, Resource resource, Instance instance) {
    return listed(instance).orElse(null) instanceof Protection.NotOffered(var why)
        ? new Remediation.NotPossible(why + instead(instance))
        : offered(session, resource, instance);
  }

  abstract Remediation offered(AccountSession session, Resource resource, Instance instance);

  private static String instead(Instance instance) {
    if (Instances.manager(instance).isPresent()) {
      return "; look there for a protection of its own";
    }
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      return "; what must not go belongs on an On-Demand instance";
    }
    return instance.rootDeviceType() == DeviceType.INSTANCE_STORE
        ? "; what must not go belongs on an instance with an EBS root"
        : "";
  }

  /// Returns the change that makes the control pass, as far as a scan can determine it.
  abstract Optional<Change> fix(Resource scanned);

  @Override
  public final ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 modify-instance-attribute --region %s --instance-id %s %s"
                .formatted(instance.id().region(), instance.identifier(), option(change)));
    return new ApiCall(API, API, instance.arn(), command, cost(change));
  }

  /// Returns the AWS CLI option of a change.
  abstract String option(Change change);

  /// Returns the cost of a change: EC2 does not bill calls.
  String cost(Change change) {
    return "";
  }

  @Override
  public final void write(AccountSession session, Change change) {
    ResourceRef instance = change.resource();
    var request = ModifyInstanceAttributeRequest.builder().instanceId(instance.identifier());
    set(request, change);
    var ec2 = session.client(Ec2Client.class, instance.id().region());
    AwsCalls.call(API, () -> ec2.modifyInstanceAttribute(request.build()));
  }

  abstract void set(ModifyInstanceAttributeRequest.Builder request, Change change);
}
