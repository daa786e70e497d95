package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.aws.CliCommands;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import dev.molly.text.ShellQuoting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/// The losses that a stop alone causes, before anything is deleted: no restore brings them back,
/// so each must be accepted by name. If AWS does not return the facts, a loss is assumed.
///
/// Source: EC2 User Guide, "Stop and start Amazon EC2 instances": data on instance store volumes
/// and a public IPv4 address that is not an Elastic IP are lost; EBS volumes, private addresses,
/// IPv6 addresses and Elastic IPs stay.
final class StopBlockers {
  static final String INSTANCE_STORE = "instance-store";
  static final String PUBLIC_ADDRESS = "public-address";

  private final AccountSession session;
  private final ResourceRef ref;
  private final RegionId region;
  private final Instance instance;

  private StopBlockers(AccountSession session, ResourceRef ref, Instance instance) {
    this.session = session;
    this.ref = ref;
    this.region = ref.id().region();
    this.instance = instance;
  }

  /// Returns the blockers; none if it is stopped or stopping, since it has those losses already.
  static List<Blocker> of(AccountSession session, ResourceRef ref, Instance instance) {
    InstanceStateName state = instance.state().name();
    if (state == InstanceStateName.STOPPED || state == InstanceStateName.STOPPING) {
      return List.of();
    }
    var stop = new StopBlockers(session, ref, instance);
    var blockers = new ArrayList<Blocker>();
    stop.instanceStore().ifPresent(blockers::add);
    stop.publicAddress().ifPresent(blockers::add);
    CapacityReservations.blocker(ref, instance).ifPresent(blockers::add);
    return blockers;
  }

  static List<String> reads() {
    return List.of(StopImpact.ADDRESSES, StopImpact.TYPES);
  }

  /// An instance whose root is an instance store cannot be stopped at all, which has a blocker
  /// of its own.
  private Optional<Blocker> instanceStore() {
    if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
      return Optional.empty();
    }
    String type = instance.instanceTypeAsString();
    String instead = "copy what is on it first (lsblk in the instance lists it)";
    try {
      InstanceTypeInfo info = StopImpact.type(session, region, type);
      return StopImpact.hasInstanceStore(info, type)
          ? Optional.of(new Blocker(INSTANCE_STORE, StopImpact.store(info, type), instead, true))
          : Optional.empty();
    } catch (AwsException e) {
      return Optional.of(
          new Blocker(
              INSTANCE_STORE,
              "whether %s has an instance store, which would be lost when it stops, is not known: %s"
                  .formatted(type, e.getMessage()),
              let(e, StopImpact.TYPES),
              true));
    }
  }

  private Optional<Blocker> publicAddress() {
    String ip = instance.publicIpAddress();
    String instead =
        "let its clients know, and give it an Elastic IP first: "
            + CliCommands.inAccount(
                ref.id().account(),
                "aws ec2 associate-address --region %s --instance-id %s --allocation-id \"$(aws ec2 allocate-address --region %s --query AllocationId --output text)\""
                    .formatted(region, ShellQuoting.quote(ref.identifier()), region));
    if (ip == null) {
      return instance.state().name() == InstanceStateName.RUNNING
          ? Optional.empty()
          : Optional.of(
              new Blocker(
                  PUBLIC_ADDRESS,
                  "it is %s: whether AWS gives it a public address, which it would lose, is not known yet"
                      .formatted(instance.state().nameAsString()),
                  "try again when it is running",
                  true));
    }
    try {
      return StopImpact.isElastic(session, region, ip)
          ? Optional.empty()
          : Optional.of(new Blocker(PUBLIC_ADDRESS, StopImpact.address(ip), instead, true));
    } catch (AwsException e) {
      return Optional.of(
          new Blocker(
              PUBLIC_ADDRESS,
              "whether its public address %s is an Elastic IP is not known, and if not it is lost when it stops: %s"
                  .formatted(ip, e.getMessage()),
              let(e, StopImpact.ADDRESSES),
              true));
    }
  }

  private static String let(AwsException e, String permission) {
    return e.missingPermission().isPresent()
        ? "grant " + permission + " (molly iam retire)"
        : "try again";
  }
}
