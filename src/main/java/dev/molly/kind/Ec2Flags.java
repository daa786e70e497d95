package dev.molly.kind;

import dev.molly.aws.Ask;
import dev.molly.aws.AwsException;
import dev.molly.model.Protection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;

/// The flags of one instance, each read once and only when somebody asks: AWS answers one attribute
/// of one instance a call.
final class Ec2Flags {
  private final Ec2Client ec2;
  private final String instance;
  private final Map<InstanceAttributeName, Protection> read =
      new EnumMap<>(InstanceAttributeName.class);

  Ec2Flags(Ec2Client ec2, String instance) {
    this.ec2 = ec2;
    this.instance = instance;
  }

  Protection termination() {
    return read(
        InstanceAttributeName.DISABLE_API_TERMINATION,
        answer -> flag("DisableApiTermination", answer.disableApiTermination()));
  }

  Protection stop() {
    return read(
        InstanceAttributeName.DISABLE_API_STOP,
        answer -> flag("DisableApiStop", answer.disableApiStop()));
  }

  /// On when a shutdown from inside stops the instance.
  Protection shutdown() {
    return read(
        InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR,
        answer -> {
          var behavior = answer.instanceInitiatedShutdownBehavior();
          if (behavior == null || behavior.value() == null) {
            return Unread.unsaid("InstanceInitiatedShutdownBehavior");
          }
          return behavior.value().equals(ShutdownBehavior.TERMINATE.toString())
              ? new Protection.Off("a shutdown from inside terminates it")
              : new Protection.On("a shutdown from inside stops it");
        });
  }

  private Protection read(
      InstanceAttributeName attribute,
      Function<DescribeInstanceAttributeResponse, Protection> meaning) {
    return read.computeIfAbsent(attribute, name -> ask(name, meaning));
  }

  private Protection ask(
      InstanceAttributeName attribute,
      Function<DescribeInstanceAttributeResponse, Protection> meaning) {
    try {
      return meaning.apply(
          Ask.aws(
              "ec2:DescribeInstanceAttribute",
              () ->
                  ec2.describeInstanceAttribute(r -> r.instanceId(instance).attribute(attribute))));
    } catch (AwsException e) {
      return e.reason() == AwsException.Reason.NOT_FOUND
          ? new Protection.NotOffered("it was terminated while the scan ran")
          : Unread.because(e);
    }
  }

  private static Protection flag(String name, AttributeBooleanValue flag) {
    if (flag == null || flag.value() == null) {
      return Unread.unsaid(name);
    }
    return flag.value() ? new Protection.On(name + " is on") : new Protection.Off(name + " is off");
  }
}
