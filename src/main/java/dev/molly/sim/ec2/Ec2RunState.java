package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.services.SimKms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/// Start, stop and terminate.
final class Ec2RunState {

  private final SimEndpoint at;
  private final Ec2State region;

  Ec2RunState(SimEndpoint at, Ec2State region) {
    this.at = at;
    this.region = region;
  }

  List<InstanceStateChange> start(List<String> ids) {
    List<SimInstance> instances = Ec2Ids.instances(region, ids);
    for (SimInstance instance : instances) {
      refuseWhenManaged(instance);
      if (!Set.of("pending", "running", "stopped").contains(instance.state)) {
        throw Ec2Errors.wrongState(instance.id, "started");
      }
      if (instance.state.equals("stopped") && instance.withoutRoom) {
        throw Ec2Errors.noCapacity();
      }
    }
    return instances.stream()
        .map(instance -> change(instance, instance.state.equals("stopped") ? "pending" : null))
        .toList();
  }

  /// Stops instances. AWS documents no partial effect for a stop, so one refusal stops none.
  List<InstanceStateChange> stop(List<String> ids) {
    List<SimInstance> instances = Ec2Ids.instances(region, ids);
    instances.forEach(this::refuseToStop);
    return instances.stream()
        .map(instance -> change(instance, instance.state.equals("running") ? "stopping" : null))
        .toList();
  }

  /// Terminates instances. One protected instance saves all others of its zone, and none of
  /// another zone; the call fails either way (EC2 API, TerminateInstances). A repeated
  /// termination is not an error.
  List<InstanceStateChange> terminate(List<String> ids) {
    if (ids.size() > 1000) {
      throw Ec2Errors.invalidValue("At most 1000 instances can be terminated in one call.");
    }
    List<SimInstance> instances = Ec2Ids.instances(region, ids);
    instances.forEach(Ec2RunState::refuseWhenManaged);

    Map<String, Ec2Exception> savedZones = new TreeMap<>();
    for (SimInstance instance : instances) {
      String flag = protection(instance);
      if (flag != null) {
        savedZones.putIfAbsent(
            instance.zone, Ec2Errors.protectedBy(flag, instance.id, "terminated"));
      }
    }
    List<InstanceStateChange> changes = new ArrayList<>();
    for (SimInstance instance : instances) {
      if (!savedZones.containsKey(instance.zone)) {
        changes.add(change(instance, instance.isGone() ? null : "shutting-down"));
      }
    }
    if (!savedZones.isEmpty()) {
      throw savedZones.values().iterator().next();
    }
    return changes;
  }

  /// Refuses changes to instances that are managed by a service such as EKS Auto Mode, which
  /// their account cannot change by itself. AWS does not document the wording.
  static void refuseWhenManaged(SimInstance instance) {
    if (instance.operator != null) {
      throw Ec2Errors.of(
          "OperationNotPermitted",
          "The instance '%s' is managed by %s and may not be changed."
              .formatted(instance.id, instance.operator));
    }
  }

  private void refuseToStop(SimInstance instance) {
    refuseWhenManaged(instance);
    if (!instance.rootDeviceType.equals("ebs")) {
      throw Ec2Errors.of(
          "UnsupportedOperation",
          "The instance '%s' does not have an 'ebs' root device type and cannot be stopped."
              .formatted(instance.id));
    }
    if (instance.lifecycle != null) {
      throw Ec2Errors.of(
          "UnsupportedOperation",
          "You can't stop the Spot Instance '%s' because it is associated with a one-time Spot Instance request. You can only stop Spot Instances associated with persistent Spot Instance requests."
              .formatted(instance.id));
    }
    if (!Set.of("running", "stopping", "stopped").contains(instance.state)) {
      throw Ec2Errors.wrongState(instance.id, "stopped");
    }
    if (instance.is(SimInstance.STOP, at.now())) {
      throw Ec2Errors.protectedBy(SimInstance.STOP, instance.id, "stopped");
    }
  }

  /// Either flag protects: stop protection also blocks a termination without setting
  /// disableApiTermination (EC2 guide, ec2-stop-protection).
  private @Nullable String protection(SimInstance instance) {
    if (instance.isGone()) {
      return null;
    }
    if (instance.is(SimInstance.TERMINATION, at.now())) {
      return SimInstance.TERMINATION;
    }
    return instance.is(SimInstance.STOP, at.now()) ? SimInstance.STOP : null;
  }

  private InstanceStateChange change(SimInstance instance, @Nullable String newState) {
    String before = instance.state;
    if (newState != null) {
      instance.enter(newState, at.now());
      if (newState.equals("pending")) {
        instance.launchedAt = at.now();
        instance.startFails = !canDecrypt(instance);
      }
      if (newState.equals("stopping")) {
        instance.reasonCode = "Client.UserInitiatedShutdown";
        instance.reason = "Client.UserInitiatedShutdown: User initiated shutdown";
      }
      at.changed();
    }
    return InstanceStateChange.builder()
        .instanceId(instance.id)
        .previousState(Ec2Shapes.state(before))
        .currentState(Ec2Shapes.state(instance.state))
        .build();
  }

  /// A start requires a grant for the key of the volumes, which AWS requests in the caller's
  /// name.
  private boolean canDecrypt(SimInstance instance) {
    if (instance.kmsKey == null) {
      return true;
    }
    SimKey key = at.state(SimKms.State.class).keys.get(instance.kmsKey);
    return key != null && key.state.equals("Enabled") && !key.refusesGrants;
  }
}
