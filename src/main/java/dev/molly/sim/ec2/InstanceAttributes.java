package dev.molly.sim.ec2;

import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimTrail;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;

/// Reads and writes of instance attributes: one attribute of one instance per call.
final class InstanceAttributes {

  private final SimEndpoint at;
  private final Ec2State region;

  InstanceAttributes(SimEndpoint at, Ec2State region) {
    this.at = at;
    this.region = region;
  }

  DescribeInstanceAttributeResponse describe(DescribeInstanceAttributeRequest request) {
    SimInstance instance = Ec2Ids.instance(region, request.instanceId());
    String name = request.attributeAsString();
    String value = instance.attribute(name).read(at.now());
    DescribeInstanceAttributeResponse.Builder answer =
        DescribeInstanceAttributeResponse.builder().instanceId(instance.id);
    switch (name) {
      case SimInstance.TERMINATION -> answer.disableApiTermination(flag(value));
      case SimInstance.STOP -> answer.disableApiStop(flag(value));
      default -> answer.instanceInitiatedShutdownBehavior(text(value));
    }
    return answer.build();
  }

  ModifyInstanceAttributeResponse modify(ModifyInstanceAttributeRequest request) {
    SimInstance instance = Ec2Ids.instance(region, request.instanceId());
    List<Runnable> writes = new ArrayList<>();
    if (request.disableApiTermination() != null) {
      String value = String.valueOf(request.disableApiTermination().value());
      writes.add(() -> write(instance, SimInstance.TERMINATION, value));
    }
    if (request.disableApiStop() != null) {
      String value = String.valueOf(request.disableApiStop().value());
      writes.add(() -> write(instance, SimInstance.STOP, value));
    }
    if (request.instanceInitiatedShutdownBehavior() != null) {
      String value = request.instanceInitiatedShutdownBehavior().value();
      writes.add(() -> write(instance, SimInstance.SHUTDOWN, value));
    }
    if (request.attribute() != null) {
      writes.add(() -> write(instance, request.attributeAsString(), request.value()));
    }
    if (request.hasBlockDeviceMappings()) {
      writes.add(() -> keepOrDelete(instance, request.blockDeviceMappings()));
    }

    if (writes.size() != 1) {
      throw Ec2Errors.of(
          "InvalidParameterCombination",
          "Specify exactly one attribute to modify, not " + writes.size());
    }
    writes.getFirst().run();
    at.state(SimTrail.class).ofInstance("ModifyInstanceAttribute", instance.id, at.now());
    return ModifyInstanceAttributeResponse.builder().build();
  }

  private void write(SimInstance instance, String name, String value) {
    Ec2RunState.refuseWhenManaged(instance);
    refuseWhenGone(instance);
    SimAttribute attribute = instance.attribute(name);
    List<String> legal =
        name.equals(SimInstance.SHUTDOWN) ? List.of("stop", "terminate") : List.of("true", "false");
    if (!legal.contains(value)) {
      throw Ec2Errors.invalidValue(
          "Value (%s) for parameter %s is invalid.".formatted(value, name));
    }
    refuseWhenNotOffered(instance, name, value);

    if (!attribute.value.equals(value)) {
      at.changed();
    }
    attribute.write(value, at.now(), at.cloud().faults().attributeLag);
  }

  /// "You can't enable termination protection for Spot Instances" (EC2 API,
  /// ModifyInstanceAttribute), and stop protection requires an EBS root and no Spot (EC2 guide,
  /// ec2-stop-protection). AWS documents no wording; this is the one that Terraform's provider
  /// matches. Spot is refused in both directions.
  private static void refuseWhenNotOffered(SimInstance instance, String name, String value) {
    if (instance.lifecycle != null && !name.equals(SimInstance.SHUTDOWN)) {
      throw Ec2Errors.of(
          "UnsupportedOperation",
          "Modifying the '%s' attribute of '%s' is not supported for spot instances"
              .formatted(name, instance.id));
    }
    boolean stopProtection = name.equals(SimInstance.STOP) && value.equals("true");
    if (stopProtection && !instance.rootDeviceType.equals("ebs")) {
      throw Ec2Errors.of(
          "UnsupportedOperation",
          "Modifying the 'disableApiStop' attribute of '%s' is not supported for instances without an 'ebs' root device"
              .formatted(instance.id));
    }
  }

  private void keepOrDelete(
      SimInstance instance, List<InstanceBlockDeviceMappingSpecification> mappings) {
    Ec2RunState.refuseWhenManaged(instance);
    refuseWhenGone(instance);
    for (InstanceBlockDeviceMappingSpecification mapping : mappings) {
      SimEndpoint.only(mapping, "DeviceName", "Ebs");
      SimEndpoint.only(mapping.ebs(), "DeleteOnTermination", "VolumeId");
      SimInstance.Attachment attachment =
          instance.attachments.stream()
              .filter(each -> each.device.equals(mapping.deviceName()))
              .findFirst()
              .orElseThrow(() -> noSuchDevice(instance, mapping.deviceName()));
      boolean delete = Boolean.TRUE.equals(mapping.ebs().deleteOnTermination());
      if (attachment.deleteOnTermination != delete) {
        at.changed();
      }
      attachment.deleteOnTermination = delete;
    }
  }

  private static void refuseWhenGone(SimInstance instance) {
    if (instance.isGone()) {
      throw Ec2Errors.wrongState(instance.id, "modified");
    }
  }

  private static RuntimeException noSuchDevice(SimInstance instance, String device) {
    return Ec2Errors.of(
        "InvalidInstanceAttributeValue",
        "No device is currently mapped at %s of '%s'".formatted(device, instance.id));
  }

  private static AttributeBooleanValue flag(String value) {
    return AttributeBooleanValue.builder().value(value.equals("true")).build();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.builder().value(value).build();
  }
}
