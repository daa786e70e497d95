package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.GeneratedId;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.Protection;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/// Instances as DescribeInstances returns them.
final class Instances {
  static final KindId KIND = new KindId("ec2-instance");

  /// Source: EC2 User Guide, "Resource IDs": ids have 17 digits, and had 8 once.
  static final GeneratedId ID =
      new GeneratedId(
          "instance id",
          "i-",
          Pattern.compile("i-[0-9a-f]{8}(?:[0-9a-f]{9})?"),
          "8 or 17 of the digits 0-9a-f");

  /// The tag that Auto Scaling sets on each of its members; no user can set it, since `aws:` is
  /// reserved.
  private static final String AUTO_SCALING = "aws:autoscaling:groupName";

  private Instances() {}

  /// Returns an instance; empty if it is gone. A terminated instance stays visible for about an
  /// hour; it counts as gone.
  static Optional<Instance> describe(AccountSession session, ResourceRef ref) {
    var ec2 = session.client(Ec2Client.class, ref.id().region());
    return AwsCalls.callIfExists(
            "ec2:DescribeInstances",
            () -> ec2.describeInstances(r -> r.instanceIds(ref.identifier())))
        .stream()
        .flatMap(answer -> answer.reservations().stream())
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> !isGone(instance))
        .findFirst();
  }

  /// @throws dev.molly.aws.AwsException if it is gone, or AWS does not answer
  static Instance get(AccountSession session, ResourceRef ref) {
    return describe(session, ref).orElseThrow(() -> ReadFailures.gone(ref));
  }

  static Resource resource(
      AccountSession session,
      RegionId region,
      Instance instance,
      Map<ControlId, Protection> controls) {
    Map<String, String> tags = tags(instance);
    String id = instance.instanceId();
    String name = tags.getOrDefault("Name", "");
    var ref =
        new ResourceRef(
            new ResourceId(KIND, session.identity().account(), region, id),
            id,
            name.isEmpty() ? id : name,
            session.identity().arn("ec2", region.value(), "instance/" + id));
    return new Resource(ref, instance.state().nameAsString(), new Tags.Known(tags), controls);
  }

  static Map<String, String> tags(Instance instance) {
    return instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static boolean isGone(Instance instance) {
    InstanceStateName state = instance.state().name();
    return state == InstanceStateName.TERMINATED || state == InstanceStateName.SHUTTING_DOWN;
  }

  /// Returns the service that manages it on behalf of its owner; empty if there is none.
  static Optional<String> manager(Instance instance) {
    return Optional.ofNullable(instance.operator())
        .filter(operator -> Boolean.TRUE.equals(operator.managed()))
        .map(operator -> String.valueOf(operator.principal()));
  }

  static Optional<String> autoScalingGroup(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags)
        ? Optional.ofNullable(tags.get(AUTO_SCALING))
        : Optional.empty();
  }

  static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }
}
