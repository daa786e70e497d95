package dev.molly.kind.ec2;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsException;
import dev.molly.kind.support.KmsKeyBlockers;
import dev.molly.kind.support.TagQuotaCheck;
import dev.molly.model.Resource;
import dev.molly.model.ResourceRef;
import dev.molly.retire.Blocker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeviceType;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Volume;

/// The blockers of an instance's retirement.
final class InstanceBlockers {
  private static final String VOLUMES = "ec2:DescribeVolumes";

  /// The state reasons of a requested stop.
  private static final Set<String> ASKED_FOR =
      Set.of(
          "Client.UserInitiatedShutdown",
          "Client.UserInitiatedHibernate",
          "Client.InstanceInitiatedShutdown",
          "Server.ScheduledStop");

  /// The blockers that can be accepted, which the record then lists. A blocker that is missing
  /// here cannot be recorded, and therefore cannot be accepted.
  static final Set<String> ACCEPTABLE =
      Set.of(
          StopBlockers.INSTANCE_STORE,
          StopBlockers.PUBLIC_ADDRESS,
          CapacityReservations.THING,
          KmsKeyBlockers.KEY);

  private InstanceBlockers() {}

  static List<Blocker> of(AccountSession session, Resource resource, Instance instance) {
    var blockers = new ArrayList<Blocker>(TagQuotaCheck.blocker(resource).stream().toList());
    if (instance.instanceLifecycle() == InstanceLifecycleType.SPOT) {
      blockers.add(
          new Blocker(
              "spot",
              "it is a spot instance: AWS ends it when it likes, and a one-time request cannot be"
                  + " stopped",
              "cancel the spot request, which is what keeps it",
              false));
    }
    if (instance.rootDeviceType() == DeviceType.INSTANCE_STORE) {
      blockers.add(
          new Blocker(
              "instance-store-root",
              "its root is an instance store: it cannot be stopped, only terminated, and nothing of"
                  + " it can be copied",
              "copy what it holds yourself, then terminate it without molly",
              false));
    }
    Instances.manager(instance)
        .ifPresent(
            who ->
                blockers.add(
                    new Blocker(
                        "managed",
                        "it is managed by " + who,
                        "retire what that service made it for",
                        false)));
    Instances.autoScalingGroup(resource)
        .ifPresent(
            group ->
                blockers.add(
                    new Blocker(
                        "auto-scaling",
                        "it belongs to Auto Scaling group "
                            + group
                            + ", which terminates and replaces a member that stops",
                        TerminationProtection.detach(resource.ref(), group),
                        false)));
    blockers.addAll(StopBlockers.of(session, resource.ref(), instance));
    blockers.addAll(keys(session, resource.ref(), instance));
    return blockers;
  }

  /// Returns the blockers for the keys of all encrypted volumes.
  private static List<Blocker> keys(AccountSession session, ResourceRef ref, Instance instance) {
    var keys = new KmsKeyBlockers(session, ref);
    List<String> ids =
        instance.blockDeviceMappings().stream()
            .filter(mapping -> mapping.ebs() != null)
            .map(mapping -> mapping.ebs().volumeId())
            .toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    try {
      var ec2 = session.client(Ec2Client.class, ref.id().region());
      AwsCalls.call(VOLUMES, () -> ec2.describeVolumes(r -> r.volumeIds(ids)))
          .volumes()
          .forEach(volume -> tell(keys, volume));
    } catch (AwsException e) {
      keys.unknown("a volume of it", e.getMessage());
    }
    return keys.all();
  }

  private static void tell(KmsKeyBlockers keys, Volume volume) {
    String what = "volume " + volume.volumeId();
    if (volume.kmsKeyId() != null) {
      keys.key(what, volume.kmsKeyId());
    } else if (!Boolean.FALSE.equals(volume.encrypted())) {
      keys.unknown(what, "AWS's answer does not say");
    }
  }

  static List<String> reads() {
    return Stream.of(StopBlockers.reads(), List.of(VOLUMES), KmsKeyBlockers.READS)
        .flatMap(List::stream)
        .toList();
  }

  /// Returns why the last start of a stopped instance failed: AWS accepts a start, and detects
  /// only during the start that a volume cannot be decrypted, or that there is no capacity. A
  /// key whose grant the caller may not create appears as Client.InternalError.
  ///
  /// Source: EC2 API Reference, StateReason;
  /// https://www.repost.aws/knowledge-center/kms-iam-ec2-permission
  static Optional<Blocker> startFailed(Instance instance) {
    StateReason reason = instance.stateReason();
    boolean stopped = instance.state().name() == InstanceStateName.STOPPED;
    if (!stopped || reason == null || reason.code() == null || ASKED_FOR.contains(reason.code())) {
      return Optional.empty();
    }
    String said = reason.message() == null ? reason.code() : reason.message();
    return Optional.of(
        new Blocker(
            Blocker.START_FAILED,
            "AWS took its last start, and it is stopped again: " + said,
            "see that its keys can be used and kms:CreateGrant is granted (molly iam restore),"
                + " then: molly restore "
                + instance.instanceId(),
            false));
  }
}
