package dev.molly.kind.ec2;

import static dev.molly.model.Evidence.Topic.LOSS;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.model.RegionId;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/// The losses that a stop alone causes for an EC2 instance: the public address that AWS
/// assigned, the data in instance store, and the data in memory.
///
/// Source: EC2 User Guide, "Stop and start Amazon EC2 instances".
final class StopImpact {
  static final String ADDRESSES = "ec2:DescribeAddresses";
  static final String TYPES = "ec2:DescribeInstanceTypes";

  private final AccountSession session;
  private final RegionId region;
  private final Instance instance;
  private final EvidenceCollector found;

  StopImpact(AccountSession session, RegionId region, Instance instance, EvidenceCollector found) {
    this.session = session;
    this.region = region;
    this.instance = instance;
    this.found = found;
  }

  void ask() {
    found.ask(LOSS, "whether its public address is an Elastic IP", this::address);
    found.ask(LOSS, "the memory and the instance store of its type", this::byType);
    CapacityReservations.tell(instance, found);
  }

  private void address() {
    String ip = instance.publicIpAddress();
    if (ip == null) {
      found.note(LOSS, "it has no public IPv4 address");
      return;
    }
    if (isElastic(session, region, ip)) {
      found.note(LOSS, "its public address %s is an Elastic IP and stays".formatted(ip));
    } else {
      found.warning(LOSS, address(ip));
    }
  }

  /// Describes the loss of an address that is not an Elastic IP.
  static String address(String ip) {
    return "its public address %s goes for good with a stop; a start brings another one"
        .formatted(ip);
  }

  /// Describes the loss of an instance store.
  static String store(InstanceTypeInfo info, String type) {
    String size =
        info.instanceStorageInfo() == null || info.instanceStorageInfo().totalSizeInGB() == null
            ? ""
            : " of " + HumanQuantities.number(info.instanceStorageInfo().totalSizeInGB()) + " GB";
    return "%s has an instance store%s: what is on it goes with a stop".formatted(type, size);
  }

  /// Returns whether an address belongs to the account and stays when the instance stops.
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  static boolean isElastic(AccountSession session, RegionId region, String ip) {
    var ec2 = session.client(Ec2Client.class, region);
    return !AwsCalls.call(
            ADDRESSES,
            () -> ec2.describeAddresses(r -> r.filters(Instances.filter("public-ip", List.of(ip)))))
        .addresses()
        .isEmpty();
  }

  /// Returns EC2's description of an instance type.
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not answer
  static InstanceTypeInfo type(AccountSession session, RegionId region, String type) {
    var ec2 = session.client(Ec2Client.class, region);
    return AwsCalls.call(
            TYPES, () -> ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings(type)))
        .instanceTypes()
        .stream()
        .findFirst()
        .orElseThrow(() -> ReadFailures.unsaid(type));
  }

  /// Returns whether instances of a type have an instance store.
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not report it
  static boolean hasInstanceStore(InstanceTypeInfo info, String type) {
    if (info.instanceStorageSupported() == null) {
      throw ReadFailures.unsaid(type);
    }
    return info.instanceStorageSupported();
  }

  /// The description of a type with instance store does not show how much of it this instance
  /// uses.
  private void byType() {
    if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
      found.warning(LOSS, "its root is an instance store: it cannot be stopped, only terminated");
    }
    String type = instance.instanceTypeAsString();
    InstanceTypeInfo info = type(session, region, type);
    if (hasInstanceStore(info, type)) {
      found.warning(LOSS, store(info, type));
    } else {
      found.note(LOSS, type + " has no instance store");
    }
    if (instance.state().name() == InstanceStateName.RUNNING && info.memoryInfo() != null) {
      found.note(
          LOSS,
          "what is only in its memory (%s GiB) goes with a stop"
              .formatted(
                  HumanQuantities.number(
                      Math.round(info.memoryInfo().sizeInMiB() / 102.4) / 10.0)));
    }
  }
}
