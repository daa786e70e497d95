package dev.molly.kind.ec2;

import dev.molly.model.Protection;
import dev.molly.plan.Change;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;

/// The retention of an instance's data volumes, which are all but its root: whether they outlive
/// the instance.
///
/// As a setting: `/dev/sdf=delete,/dev/sdg=keep`, sorted by device.
final class VolumeRetention {
  private static final String KEEP = "keep";
  private static final String DELETE = "delete";

  private VolumeRetention() {}

  static Protection protection(Instance instance) {
    List<InstanceBlockDeviceMapping> data = data(instance).toList();
    if (data.isEmpty()) {
      return new Protection.NotOffered("it has no data volume");
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

  static String setting(Instance instance) {
    return data(instance)
        .map(device -> device.deviceName() + "=" + (isDoomed(device) ? DELETE : KEEP))
        .collect(Collectors.joining(","));
  }

  /// Returns the setting in which exactly these devices are deleted.
  static String doomed(List<String> devices) {
    return devices.stream().map(device -> device + "=" + DELETE).collect(Collectors.joining(","));
  }

  /// Returns the setting in which the same devices are kept.
  static String kept(String setting) {
    return devices(setting).keySet().stream()
        .map(device -> device + "=" + KEEP)
        .collect(Collectors.joining(","));
  }

  /// Returns the devices that a change affects, each with whether it is deleted from then on.
  static Map<String, Boolean> deleted(Change change) {
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

  private static boolean isDoomed(InstanceBlockDeviceMapping device) {
    return Boolean.TRUE.equals(device.ebs().deleteOnTermination());
  }
}
