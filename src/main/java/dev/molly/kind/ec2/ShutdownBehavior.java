package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.plan.Change;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// The effect of a shutdown from inside the instance, `stop` or `terminate`.
final class ShutdownBehavior extends InstanceFlag {
  private static final ControlId ID = new ControlId("shutdown-behavior");
  private static final String STOPS = "stop";
  private static final String TERMINATES = "terminate";

  ShutdownBehavior() {
    super(
        new Control(
                ID,
                Measure.SWITCH,
                "ec2-shutdown-behavior",
                "a shutdown from inside stops it and does not terminate it")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingInstanceInitiatedShutdownBehavior.html")
            .inTerraform("aws_instance.instance_initiated_shutdown_behavior = \"stop\""),
        InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR);
  }

  @Override
  String value(DescribeInstanceAttributeResponse answer) {
    var behavior = answer.instanceInitiatedShutdownBehavior();
    if (behavior == null || behavior.value() == null) {
      throw ReadFailures.unsaid("InstanceInitiatedShutdownBehavior");
    }
    return behavior.value();
  }

  @Override
  Protection meaning(String setting) {
    return setting.equals(TERMINATES)
        ? new Protection.Off("a shutdown from inside terminates it")
        : new Protection.On("a shutdown from inside stops it");
  }

  @Override
  Optional<Protection> ofInstanceStore() {
    return Optional.of(
        new Protection.NotOffered("an instance with an instance-store root cannot stop"));
  }

  @Override
  Protection ofSpot() {
    return new Protection.NotOffered("a spot instance goes when AWS says so");
  }

  @Override
  Remediation offered(AccountSession session, Resource resource, Instance instance) {
    return Remediation.set(ID, read(session, resource.ref()), STOPS);
  }

  @Override
  Optional<Change> fix(Resource scanned) {
    return Optional.of(new Change(scanned.ref(), ID, TERMINATES, STOPS));
  }

  @Override
  public boolean protects(Change change) {
    return change.to().equals(STOPS);
  }

  @Override
  String option(Change change) {
    return "--instance-initiated-shutdown-behavior Value=" + change.to();
  }

  /// Resources that are kept instead of deleted are billed: "Amazon EBS volumes are billed until
  /// they are deleted", and an Elastic IP is billed as every public IPv4 address.
  ///
  /// Source: https://aws.amazon.com/ebs/pricing/, https://aws.amazon.com/vpc/pricing/
  @Override
  String cost(Change change) {
    return change.to().equals(STOPS)
        ? "after a shutdown it is stopped: its volumes and Elastic IPs are billed on"
        : "";
  }

  @Override
  void set(ModifyInstanceAttributeRequest.Builder request, Change change) {
    request.instanceInitiatedShutdownBehavior(v -> v.value(change.to()));
  }
}
