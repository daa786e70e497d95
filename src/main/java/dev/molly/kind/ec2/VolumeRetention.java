package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.Remediation;
import dev.molly.model.Control;
import dev.molly.model.Control.Measure;
import dev.molly.model.ControlId;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.text.ShellQuoting;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;

/// The retention of an instance's data volumes, which are all but its root: whether they outlive
/// the instance.
///
/// As a setting: `/dev/sdf=delete,/dev/sdg=keep`, sorted by device.
final class VolumeRetention extends InstanceControl {
  private static final ControlId ID = new ControlId("volume-retention");
  private static final String KEEP = "keep";
  private static final String DELETE = "delete";

  VolumeRetention() {
    super(
        new Control(ID, Measure.SWITCH, "ec2-volume-retention", "its data volumes outlive it")
            .documentedAt(
                "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html")
            .inTerraform("aws_instance.ebs_block_device.delete_on_termination = false"));
  }

  @Override
  public String read(AccountSession session, ResourceRef ref, Instance instance) {
    return setting(instance);
  }

  @Override
  Optional<Protection> ofListing(Instance instance) {
    return Optional.of(protection(instance));
  }

  private static Protection protection(Instance instance) {
    List<InstanceBlockDeviceMapping> data = data(instance).toList();
    if (data.isEmpty()) {
      return new Protection.NotOffered("it has no data volume");
    }
    if (data.stream().anyMatch(device -> device.ebs().deleteOnTermination() == null)) {
      return ReadFailures.because(ReadFailures.unsaid("DeleteOnTermination"));
    }
    List<InstanceBlockDeviceMapping> doomed =
        data.stream().filter(VolumeRetention::isDoomed).toList();
    if (doomed.isEmpty()) {
      return new Protection.On("all its data volumes outlive it");
    }
    String volumes =
        doomed.stream()
            .map(device -> device.ebs().volumeId() + " (" + device.deviceName() + ")")
            .collect(Collectors.joining(", "));
    return new Protection.Off(
        "deleted together with the instance: " + volumes,
        doomed.stream().map(InstanceBlockDeviceMapping::deviceName).toList());
  }

  private static String setting(Instance instance) {
    return data(instance)
        .map(device -> device.deviceName() + "=" + (isDoomed(device) ? DELETE : KEEP))
        .collect(Collectors.joining(","));
  }

  @Override
  Remediation offered(AccountSession session, Resource resource, Instance instance) {
    String now = setting(instance);
    return Remediation.set(ID, now, kept(now));
  }

  @Override
  Optional<Change> fix(Resource scanned) {
    if (!(scanned.controls().get(ID) instanceof Protection.Off(var why, var devices))) {
      return Optional.empty();
    }
    String doomed =
        devices.stream().map(device -> device + "=" + DELETE).collect(Collectors.joining(","));
    return Optional.of(new Change(scanned.ref(), ID, doomed, kept(doomed)));
  }

  private static String kept(String setting) {
    return devices(setting).keySet().stream()
        .map(device -> device + "=" + KEEP)
        .collect(Collectors.joining(","));
  }

  @Override
  public boolean protects(Change change) {
    return change.to().equals(kept(change.from()));
  }

  @Override
  String option(Change change) {
    String mappings =
        deleted(change).entrySet().stream()
            .map(device -> json(device.getKey(), device.getValue()))
            .collect(Collectors.joining(",", "[", "]"));
    return "--block-device-mappings " + ShellQuoting.quote(mappings);
  }

  private static String json(String device, boolean delete) {
    return "{\"DeviceName\":\"%s\",\"Ebs\":{\"DeleteOnTermination\":%s}}".formatted(device, delete);
  }

  @Override
  String cost(Change change) {
    return deleted(change).containsValue(false)
        ? "the volumes stay after a termination, and are billed until they are deleted"
        : "";
  }

  @Override
  void set(ModifyInstanceAttributeRequest.Builder request, Change change) {
    request.blockDeviceMappings(
        deleted(change).entrySet().stream()
            .map(device -> mapping(device.getKey(), device.getValue()))
            .toList());
  }

  private static InstanceBlockDeviceMappingSpecification mapping(String device, boolean delete) {
    return InstanceBlockDeviceMappingSpecification.builder()
        .deviceName(device)
        .ebs(ebs -> ebs.deleteOnTermination(delete))
        .build();
  }

  /// Returns the devices that a change affects, each with whether it is deleted from then on.
  private static Map<String, Boolean> deleted(Change change) {
    Map<String, String> from = devices(change.from());
    var deleted = new TreeMap<String, Boolean>();
    devices(change.to())
        .forEach(
            (device, to) -> {
              if (!to.equals(from.get(device))) {
                deleted.put(device, to.equals(DELETE));
              }
            });
    return deleted;
  }

  private static Map<String, String> devices(String setting) {
    return Stream.of(setting.split(","))
        .filter(device -> !device.isEmpty())
        .map(device -> device.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
  }

  private static Stream<InstanceBlockDeviceMapping> data(Instance instance) {
    return instance.blockDeviceMappings().stream()
        .filter(device -> device.ebs() != null)
        .filter(device -> !device.deviceName().equals(instance.rootDeviceName()))
        .sorted(Comparator.comparing(InstanceBlockDeviceMapping::deviceName));
  }

  /// @throws dev.molly.aws.AwsException if AWS does not say it
  private static boolean isDoomed(InstanceBlockDeviceMapping device) {
    Boolean doomed = device.ebs().deleteOnTermination();
    if (doomed == null) {
      throw ReadFailures.unsaid("DeleteOnTermination");
    }
    return doomed;
  }
}
