package dev.molly.kind.ec2;

import static dev.molly.kind.ec2.InstanceKind.SHUTDOWN;
import static dev.molly.kind.ec2.InstanceKind.STOP;
import static dev.molly.kind.ec2.InstanceKind.TERMINATION;
import static dev.molly.kind.ec2.InstanceKind.VOLUMES;

import dev.molly.aws.CliCommands;
import dev.molly.kind.OnOff;
import dev.molly.kind.Remediation;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/// The remediations of one instance, based on the same facts as a scan.
final class InstanceRemediation {
  private final Resource resource;
  private final Instance instance;
  private final InstanceAttributeReader settings;

  InstanceRemediation(Resource resource, Instance instance, InstanceAttributeReader settings) {
    this.resource = resource;
    this.instance = instance;
    this.settings = settings;
  }

  Remediation of(ControlId control) {
    Optional<Remediation> no = notOffered(control);
    if (no.isPresent()) {
      return no.get();
    }
    if (control.equals(TERMINATION.id())) {
      return termination();
    }
    if (control.equals(VOLUMES.id())) {
      String now = VolumeRetention.setting(instance);
      return Remediation.set(control, now, VolumeRetention.kept(now));
    }
    String on = control.equals(SHUTDOWN.id()) ? InstanceAttributeReader.STOPS : OnOff.ON;
    return Remediation.set(control, settings.of(control), on);
  }

  /// If both the flag and the shutdown behavior are wrong, the flag is changed first; the next
  /// run finds the other.
  private Remediation termination() {
    Optional<String> group = InstanceKind.autoScalingGroup(resource);
    if (group.isPresent()) {
      return new Remediation.NotPossible(leaveTheGroup(resource.ref(), group.get()));
    }
    String flag = settings.of(TERMINATION.id());
    if (!OnOff.isOn(flag) && !OnOff.isOn(settings.of(STOP.id()))) {
      return new Remediation.Fix(TERMINATION.id(), flag, OnOff.ON);
    }
    Remediation shutdown =
        Remediation.set(SHUTDOWN.id(), settings.of(SHUTDOWN.id()), InstanceAttributeReader.STOPS);
    return shutdown instanceof Remediation.Fix
        ? notOffered(SHUTDOWN.id()).orElse(shutdown)
        : shutdown;
  }

  private Optional<Remediation> notOffered(ControlId control) {
    return InstanceKind.listed(instance).get(control) instanceof Protection.NotOffered(var why)
        ? Optional.of(new Remediation.NotPossible(why + instead()))
        : Optional.empty();
  }

  private String instead() {
    if (InstanceKind.manager(instance).isPresent()) {
      return "; look there for a protection of its own";
    }
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      return "; what must not go belongs on an On-Demand instance";
    }
    return instance.rootDeviceType() == DeviceType.INSTANCE_STORE
        ? "; what must not go belongs on an instance with an EBS root"
        : "";
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

  /// Returns the change that makes the control pass, as far as a scan can determine it.
  static Optional<Change> seen(Resource resource, ControlId control) {
    Protection now = resource.controls().get(control);
    ResourceRef ref = resource.ref();
    boolean termination = control.equals(TERMINATION.id());
    boolean viaShutdown = termination && now instanceof Protection.Ineffective;
    boolean cannotStop = resource.controls().get(SHUTDOWN.id()) instanceof Protection.NotOffered;
    boolean inGroup = termination && InstanceKind.autoScalingGroup(resource).isPresent();
    if (inGroup || (viaShutdown && cannotStop)) {
      return Optional.empty();
    }
    if (control.equals(SHUTDOWN.id()) || viaShutdown) {
      return Optional.of(
          new Change(
              ref,
              SHUTDOWN.id(),
              InstanceAttributeReader.TERMINATES,
              InstanceAttributeReader.STOPS));
    }
    if (!control.equals(VOLUMES.id())) {
      return Optional.of(new Change(ref, control, OnOff.OFF, OnOff.ON));
    }
    if (now instanceof Protection.Off(var why, var devices)) {
      String from = VolumeRetention.doomed(devices);
      return Optional.of(new Change(ref, control, from, VolumeRetention.kept(from)));
    }
    return Optional.empty();
  }
}
