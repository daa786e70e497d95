package dev.molly.kind.ec2;

import dev.molly.aws.AwsCalls;
import dev.molly.aws.CliCommands;
import dev.molly.kind.OnOff;
import dev.molly.model.ControlId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// Performs the writes to one instance: one attribute per call, always as a struct. For the
/// other form, a name and a value, CloudTrail hides the value (`<sensitiveDataRemoved>`).
///
/// Source: EC2 API Reference, ModifyInstanceAttribute.
final class InstanceAttributeWriter {
  private static final String API = "ec2:ModifyInstanceAttribute";

  private InstanceAttributeWriter() {}

  static ApiCall call(Change change) {
    ResourceRef instance = change.resource();
    String command =
        CliCommands.inAccount(
            instance.id().account(),
            "aws ec2 modify-instance-attribute --region %s --instance-id %s %s"
                .formatted(instance.id().region(), instance.identifier(), option(change)));
    return new ApiCall(API, API, instance.arn(), command, cost(change));
  }

  /// EC2 does not bill calls. Resources that are kept instead of deleted are billed: "Amazon EBS
  /// volumes are billed until they are deleted", and an Elastic IP is billed as every public
  /// IPv4 address.
  ///
  /// Source: https://aws.amazon.com/ebs/pricing/, https://aws.amazon.com/vpc/pricing/
  private static String cost(Change change) {
    if (change.control().equals(InstanceKind.SHUTDOWN.id())) {
      return change.to().equals(InstanceAttributeReader.STOPS)
          ? "after a shutdown it is stopped: its volumes and Elastic IPs are billed on"
          : "";
    }
    boolean keeps =
        change.control().equals(InstanceKind.VOLUMES.id())
            && VolumeRetention.deleted(change).containsValue(false);
    return keeps
        ? "the volumes stay after a termination, and are billed until they are deleted"
        : "";
  }

  static void perform(Ec2Client ec2, Change change) {
    var request =
        ModifyInstanceAttributeRequest.builder().instanceId(change.resource().identifier());
    ControlId control = change.control();
    boolean on = OnOff.isOn(change.to());
    if (control.equals(InstanceKind.TERMINATION.id())) {
      request.disableApiTermination(v -> v.value(on));
    } else if (control.equals(InstanceKind.STOP.id())) {
      request.disableApiStop(v -> v.value(on));
    } else if (control.equals(InstanceKind.SHUTDOWN.id())) {
      request.instanceInitiatedShutdownBehavior(v -> v.value(change.to()));
    } else {
      request.blockDeviceMappings(
          VolumeRetention.deleted(change).entrySet().stream()
              .map(InstanceAttributeWriter::mapping)
              .toList());
    }
    AwsCalls.call(API, () -> ec2.modifyInstanceAttribute(request.build()));
  }

  private static InstanceBlockDeviceMappingSpecification mapping(
      Map.Entry<String, Boolean> device) {
    return InstanceBlockDeviceMappingSpecification.builder()
        .deviceName(device.getKey())
        .ebs(ebs -> ebs.deleteOnTermination(device.getValue()))
        .build();
  }

  private static String option(Change change) {
    ControlId control = change.control();
    String no = OnOff.isOn(change.to()) ? "" : "no-";
    if (control.equals(InstanceKind.TERMINATION.id())) {
      return "--" + no + "disable-api-termination";
    }
    if (control.equals(InstanceKind.STOP.id())) {
      return "--" + no + "disable-api-stop";
    }
    if (control.equals(InstanceKind.SHUTDOWN.id())) {
      return "--instance-initiated-shutdown-behavior Value=" + change.to();
    }
    String mappings =
        VolumeRetention.deleted(change).entrySet().stream()
            .map(device -> json(device.getKey(), device.getValue()))
            .collect(Collectors.joining(",", "[", "]"));
    return "--block-device-mappings " + ShellQuoting.quote(mappings);
  }

  private static String json(String device, boolean delete) {
    return "{\"DeviceName\":\"%s\",\"Ebs\":{\"DeleteOnTermination\":%s}}".formatted(device, delete);
  }
}
