package dev.molly.kind.ec2;

import dev.molly.aws.AwsCalls;
import dev.molly.kind.OnOff;
import dev.molly.kind.ReadFailures;
import dev.molly.model.ControlId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;

/// Reads the attributes of one instance, with one call each.
final class InstanceAttributeReader {
  /// A shutdown from inside the instance stops it.
  static final String STOPS = "stop";

  /// A shutdown from inside the instance terminates it.
  static final String TERMINATES = "terminate";

  private final Ec2Client ec2;
  private final String instance;

  InstanceAttributeReader(Ec2Client ec2, String instance) {
    this.ec2 = ec2;
    this.instance = instance;
  }

  /// Returns the attribute of a control.
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not return it
  /// @throws IllegalArgumentException if the control has no attribute
  String of(ControlId control) {
    if (control.equals(InstanceKind.TERMINATION.id())) {
      return ask(
          InstanceAttributeName.DISABLE_API_TERMINATION,
          answer -> flag("DisableApiTermination", answer.disableApiTermination()));
    }
    if (control.equals(InstanceKind.STOP.id())) {
      return ask(
          InstanceAttributeName.DISABLE_API_STOP,
          answer -> flag("DisableApiStop", answer.disableApiStop()));
    }
    if (control.equals(InstanceKind.SHUTDOWN.id())) {
      return ask(
          InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR,
          answer -> behavior(answer.instanceInitiatedShutdownBehavior()));
    }
    throw new IllegalArgumentException("no attribute is behind " + control);
  }

  private String ask(
      InstanceAttributeName attribute, Function<DescribeInstanceAttributeResponse, String> value) {
    return value.apply(
        AwsCalls.call(
            "ec2:DescribeInstanceAttribute",
            () -> ec2.describeInstanceAttribute(r -> r.instanceId(instance).attribute(attribute))));
  }

  private static String flag(String name, @Nullable AttributeBooleanValue answer) {
    return OnOff.of(name, answer == null ? null : answer.value());
  }

  private static String behavior(@Nullable AttributeValue answer) {
    if (answer == null || answer.value() == null) {
      throw ReadFailures.unsaid("InstanceInitiatedShutdownBehavior");
    }
    return answer.value();
  }
}
