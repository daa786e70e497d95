package dev.molly.kind;

import dev.molly.aws.Session;
import dev.molly.model.Resource;
import dev.molly.retire.Obstacle;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/// What speaks against retiring an instance.
final class Ec2Obstacles {
  private Ec2Obstacles() {}

  static List<Obstacle> of(Session session, Resource resource, Instance instance) {
    var obstacles = new ArrayList<Obstacle>(TagRoom.obstacle(resource).stream().toList());
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      obstacles.add(
          new Obstacle(
              "spot",
              "it is a spot instance: AWS ends it when it likes, and a one-time request cannot be"
                  + " stopped",
              "cancel the spot request, which is what keeps it",
              false));
    }
    if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
      obstacles.add(
          new Obstacle(
              "instance-store-root",
              "its root is an instance store: it cannot be stopped, only terminated, and nothing of"
                  + " it can be copied",
              "copy what it holds yourself, then terminate it without molly",
              false));
    }
    Ec2Instance.manager(instance)
        .ifPresent(
            who ->
                obstacles.add(
                    new Obstacle(
                        "managed",
                        "it is managed by " + who,
                        "retire what that service made it for",
                        false)));
    Ec2Instance.autoScalingGroup(resource)
        .ifPresent(
            group ->
                obstacles.add(
                    new Obstacle(
                        "auto-scaling",
                        "it belongs to Auto Scaling group "
                            + group
                            + ", which terminates and replaces a member that stops",
                        Ec2Remedies.detach(resource.ref(), group),
                        false)));
    obstacles.addAll(Ec2StopObstacles.of(session, resource.id().region(), instance));
    return obstacles;
  }
}
