package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.CliCommands;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// Termination protection, `on` or `off`. It is judged by the effect of a termination attempt:
/// stop protection blocks a terminate as well, and both flags are useless if the instance can be
/// terminated another way.
///
/// Source: EC2 User Guide, "Enable stop protection" and "Change instance termination
/// protection".
final class TerminationProtection extends InstanceFlag {
  static final ControlId ID = new ControlId("termination-protection");

  private final InstanceFlag stop;
  private final InstanceFlag shutdown;

  TerminationProtection(InstanceFlag stop, InstanceFlag shutdown) {
    super(
        new Control(
                ID, Measure.SWITCH, "ec2-termination-protection", "no API call can terminate it")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_ChangingDisableAPITermination.html")
            .inTerraform("aws_instance.disable_api_termination = true"),
        InstanceAttributeName.DISABLE_API_TERMINATION);
    this.stop = stop;
    this.shutdown = shutdown;
  }

  @Override
  String value(DescribeInstanceAttributeResponse answer) {
    var flag = answer.disableApiTermination();
    return OnOff.of("DisableApiTermination", flag == null ? null : flag.value());
  }

  @Override
  Protection meaning(String setting) {
    return OnOff.isOn(setting)
        ? new Protection.On("DisableApiTermination is on")
        : new Protection.Off("DisableApiTermination is off");
  }

  @Override
  Optional<Protection> ofInstanceStore() {
    return Optional.empty();
  }

  @Override
  Protection protection(Function<InstanceFlag, Protection> flags, Resource listed) {
    Protection own = flags.apply(this);
    if (own instanceof Protection.NotOffered) {
      return own;
    }
    if (!(own instanceof Protection.On)) {
      Protection other = flags.apply(stop);
      if (!(other instanceof Protection.On)) {
        return own instanceof Protection.Unknown || other instanceof Protection.Off ? own : other;
      }
      own = new Protection.On("stop protection is on, which blocks a terminate as well");
    }
    Optional<String> group = Instances.autoScalingGroup(listed);
    if (group.isPresent()) {
      return new Protection.Ineffective(
          "on, but Auto Scaling group " + group.get() + " terminates its members regardless");
    }
    return switch (flags.apply(shutdown)) {
      case Protection.Off off ->
          new Protection.Ineffective("on, but a shutdown from inside terminates it");
      case Protection.Unknown unread -> unread;
      case Protection.On on -> own;
      case Protection.OnFor kept -> own;
      case Protection.Ineffective ineffective -> own;
      case Protection.NotOffered no -> no;
    };
  }

  /// If both the flag and the shutdown behavior are wrong, the flag is changed first; the next
  /// run finds the other.
  @Override
  Remediation offered(AccountSession session, Resource resource, Instance instance) {
    Optional<String> group = Instances.autoScalingGroup(resource);
    if (group.isPresent()) {
      return new Remediation.NotPossible(leaveTheGroup(resource.ref(), group.get()));
    }
    String flag = read(session, resource.ref());
    if (!OnOff.isOn(flag) && !OnOff.isOn(stop.read(session, resource.ref()))) {
      return new Remediation.Fix(ID, flag, OnOff.ON);
    }
    Remediation behavior = shutdown.offered(session, resource, instance);
    return behavior instanceof Remediation.Fix && shutdown.listed(instance).isPresent()
        ? shutdown.remediation(session, resource, instance)
        : behavior;
  }

  private static String leaveTheGroup(ResourceRef instance, String group) {
    return "Auto Scaling group %s terminates its members regardless; if this one must not go, "
            .formatted(group)
        + "take it out of the group: "
        + detach(instance, group);
  }

  /// Returns the command that detaches an instance from its Auto Scaling group.
  static String detach(ResourceRef instance, String group) {
    return CliCommands.inAccount(
        instance.id().account(),
        "aws autoscaling detach-instances --region %s --instance-ids %s --auto-scaling-group-name %s --should-decrement-desired-capacity"
            .formatted(instance.id().region(), instance.identifier(), ShellQuoting.quote(group)));
  }

  @Override
  Optional<Change> fix(Resource scanned) {
    if (Instances.autoScalingGroup(scanned).isPresent()) {
      return Optional.empty();
    }
    if (!(scanned.controls().get(ID) instanceof Protection.Ineffective)) {
      return Optional.of(new Change(scanned.ref(), ID, OnOff.OFF, OnOff.ON));
    }
    return scanned.controls().get(shutdown.id()) instanceof Protection.NotOffered
        ? Optional.empty()
        : shutdown.fix(scanned);
  }

  @Override
  public boolean protects(Change change) {
    return OnOff.isOn(change.to());
  }

  @Override
  String option(Change change) {
    return OnOff.isOn(change.to()) ? "--disable-api-termination" : "--no-disable-api-termination";
  }

  @Override
  void set(ModifyInstanceAttributeRequest.Builder request, Change change) {
    request.disableApiTermination(v -> v.value(OnOff.isOn(change.to())));
  }
}
