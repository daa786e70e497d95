package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.model.Control;
import dev.molly.model.Protection;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/// A protection that DescribeInstanceAttribute reads, one per call and instance.
abstract class InstanceFlag extends InstanceControl {
  private final InstanceAttributeName attribute;

  InstanceFlag(Control control, InstanceAttributeName attribute) {
    super(control);
    this.attribute = attribute;
  }

  @Override
  public final String read(AccountSession session, ResourceRef instance, Instance described) {
    return read(session, instance);
  }

  /// Reads the flag, which no description contains.
  ///
  /// @throws dev.molly.aws.AwsException if the instance is gone, or AWS does not answer
  final String read(AccountSession session, ResourceRef instance) {
    var ec2 = session.client(Ec2Client.class, instance.id().region());
    return value(
        AwsCalls.call(
            "ec2:DescribeInstanceAttribute",
            () ->
                ec2.describeInstanceAttribute(
                    r -> r.instanceId(instance.identifier()).attribute(attribute))));
  }

  /// @throws dev.molly.aws.AwsException if the response does not contain it
  abstract String value(DescribeInstanceAttributeResponse answer);

  /// Returns the protection of an instance whose listing does not contain it.
  ///
  /// @param flags reads a flag of the instance
  Protection protection(Function<InstanceFlag, Protection> flags, Resource listed) {
    return flags.apply(this);
  }

  /// Returns the protection that a setting provides by itself.
  abstract Protection meaning(String setting);

  /// Returns why AWS does not offer the flag for an instance with an instance-store root; empty if
  /// it does.
  abstract Optional<Protection> ofInstanceStore();

  @Override
  final Optional<Protection> ofListing(Instance instance) {
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      return Optional.of(ofSpot());
    }
    return instance.rootDeviceType() == DeviceType.INSTANCE_STORE
        ? ofInstanceStore()
        : Optional.empty();
  }

  Protection ofSpot() {
    return new Protection.NotOffered("AWS offers it for no spot instance");
  }
}
