package dev.molly.kind;

import static dev.molly.kind.Ec2Instance.SHUTDOWN;
import static dev.molly.kind.Ec2Instance.STOP;
import static dev.molly.kind.Ec2Instance.TERMINATION;
import static dev.molly.kind.Ec2Instance.VOLUMES;

import dev.molly.model.Change;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.model.Shell;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/// What would help one instance, by the same facts as a scan judges it.
final class Ec2Remedies {
  private final Resource resource;
  private final Instance instance;
  private final Ec2Settings settings;

  Ec2Remedies(Resource resource, Instance instance, Ec2Settings settings) {
    this.resource = resource;
    this.instance = instance;
    this.settings = settings;
  }

  Remedy of(ControlId control) {
    Optional<Remedy> no = notOffered(control);
    if (no.isPresent()) {
      return no.get();
    }
    if (control.equals(TERMINATION.id())) {
      return termination();
    }
    if (control.equals(VOLUMES.id())) {
      String now = Ec2Volumes.setting(instance);
      return Remedy.set(control, now, Ec2Volumes.kept(now));
    }
    String on = control.equals(SHUTDOWN.id()) ? Ec2Settings.STOPS : Switch.ON;
    return Remedy.set(control, settings.of(control), on);
  }

  /// Where both the flag and the shutdown behavior are wrong, the flag comes first; the next run
  /// finds the other.
  private Remedy termination() {
    Optional<String> group = Ec2Instance.autoScalingGroup(resource);
    if (group.isPresent()) {
      return new Remedy.Nothing(leaveTheGroup(resource.ref(), group.get()));
    }
    String flag = settings.of(TERMINATION.id());
    if (!Switch.isOn(flag) && !Switch.isOn(settings.of(STOP.id()))) {
      return new Remedy.Set(TERMINATION.id(), flag, Switch.ON);
    }
    Remedy shutdown = Remedy.set(SHUTDOWN.id(), settings.of(SHUTDOWN.id()), Ec2Settings.STOPS);
    return shutdown instanceof Remedy.Set ? notOffered(SHUTDOWN.id()).orElse(shutdown) : shutdown;
  }

  private Optional<Remedy> notOffered(ControlId control) {
    return Ec2Instance.listed(instance).get(control) instanceof Protection.NotOffered(var why)
        ? Optional.of(new Remedy.Nothing(why + instead()))
        : Optional.empty();
  }

  private String instead() {
    if (Ec2Instance.manager(instance).isPresent()) {
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

  /// The command that takes an instance out of its Auto Scaling group.
  static String detach(ResourceRef instance, String group) {
    return Shell.inAccount(
        instance.id().account(),
        "aws autoscaling detach-instances --region %s --instance-ids %s --auto-scaling-group-name %s --should-decrement-desired-capacity"
            .formatted(instance.id().region(), instance.identifier(), Shell.quote(group)));
  }

  /// What would help, as far as a scan can tell.
  static Optional<Change> seen(Resource resource, ControlId control) {
    Protection now = resource.controls().get(control);
    ResourceRef ref = resource.ref();
    boolean termination = control.equals(TERMINATION.id());
    boolean viaShutdown = termination && now instanceof Protection.Ineffective;
    boolean cannotStop = resource.controls().get(SHUTDOWN.id()) instanceof Protection.NotOffered;
    boolean inGroup = termination && Ec2Instance.autoScalingGroup(resource).isPresent();
    if (inGroup || (viaShutdown && cannotStop)) {
      return Optional.empty();
    }
    if (control.equals(SHUTDOWN.id()) || viaShutdown) {
      return Optional.of(new Change(ref, SHUTDOWN.id(), Ec2Settings.TERMINATES, Ec2Settings.STOPS));
    }
    if (!control.equals(VOLUMES.id())) {
      return Optional.of(new Change(ref, control, Switch.OFF, Switch.ON));
    }
    if (now instanceof Protection.Off(var why, var devices)) {
      String from = Ec2Volumes.doomed(devices);
      return Optional.of(new Change(ref, control, from, Ec2Volumes.kept(from)));
    }
    return Optional.empty();
  }
}
