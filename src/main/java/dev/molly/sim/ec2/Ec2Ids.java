package dev.molly.sim.ec2;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/// Finds resources by EC2 id, or refuses as EC2 does.
final class Ec2Ids {

  private static final Pattern INSTANCE = Pattern.compile("i-[0-9a-f]{8}([0-9a-f]{9})?");

  private Ec2Ids() {}

  /// Returns all of the instances or none: one id that does not exist fails the whole call.
  static List<SimInstance> instances(Ec2State region, List<String> ids) {
    for (String id : ids) {
      if (!INSTANCE.matcher(id).matches()) {
        throw Ec2Errors.of("InvalidInstanceID.Malformed", "Invalid id: \"%s\"".formatted(id));
      }
    }
    List<String> missing = ids.stream().filter(id -> !region.instances.containsKey(id)).toList();
    if (!missing.isEmpty()) {
      throw Ec2Errors.noSuchInstances(missing);
    }
    return ids.stream().distinct().map(region.instances::get).map(Objects::requireNonNull).toList();
  }

  static SimInstance instance(Ec2State region, String id) {
    return instances(region, List.of(id)).getFirst();
  }

  static SimVolume volume(Ec2State region, String id) {
    SimVolume volume = region.volumes.get(id);
    if (volume == null) {
      throw Ec2Errors.of("InvalidVolume.NotFound", "The volume '%s' does not exist.".formatted(id));
    }
    return volume;
  }

  static SimImage image(Ec2State region, String id) {
    SimImage image = region.images.get(id);
    if (image == null) {
      throw Ec2Errors.of(
          "InvalidAMIID.NotFound", "The image id '[%s]' does not exist".formatted(id));
    }
    return image;
  }

  static SimSnapshot snapshot(Ec2State region, String id) {
    SimSnapshot snapshot = region.snapshots.get(id);
    if (snapshot == null) {
      throw Ec2Errors.of(
          "InvalidSnapshot.NotFound", "The snapshot '%s' does not exist.".formatted(id));
    }
    return snapshot;
  }
}
