package dev.molly.kind.ec2;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsCalls;
import dev.molly.kind.EvidenceCollector;
import dev.molly.kind.EvidenceReader;
import dev.molly.kind.ReadFailures;
import dev.molly.kind.support.CloudWatchMetrics;
import dev.molly.kind.support.HumanQuantities;
import dev.molly.model.Evidence;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceRef;
import dev.molly.model.UsageSince;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;

/// Reads the evidence of whether an EC2 instance is still used. A stopped instance is out of
/// use: it cannot be used without a start, which changes its launch time.
final class InstanceEvidence implements EvidenceReader {
  /// The maximum number of snapshot pages to read for one instance's volumes.
  private static final int MOST_SNAPSHOT_PAGES = 10;

  private static final int PAGE = 500;

  @Override
  public List<String> reads() {
    return List.of(
        "ec2:DescribeInstances",
        "ec2:DescribeVolumes",
        "ec2:DescribeSnapshots",
        "ec2:DescribeAddresses",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeInstanceTypes",
        "autoscaling:DescribeAutoScalingInstances",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
        CloudWatchMetrics.PERMISSION);
  }

  @Override
  public List<Evidence> of(AccountSession session, ResourceRef ref, Instant now) {
    var found = new EvidenceCollector();
    found.ask(
        WHAT,
        "its description, and with it all other evidence,",
        () -> {
          Instance instance = Instances.get(session, ref);
          of(session, ref.id().region(), instance, now, found);
        });
    return found.all();
  }

  private static void of(
      AccountSession session,
      RegionId region,
      Instance instance,
      Instant now,
      EvidenceCollector found) {
    found.note(
        WHAT,
        "%s in %s, %s"
            .formatted(
                instance.instanceTypeAsString(),
                instance.placement().availabilityZone(),
                instance.state().nameAsString()));
    found.ask(SIZE, "its volumes", () -> size(session, region, instance, found));
    age(instance, now, found);
    found.ask(
        USE,
        "the metrics of its processors and its network",
        () -> use(session, region, instance, now, found));
    new InstanceDependents(session, region, instance, found).ask();
    found.unknown(
        REFERS,
        "not looked at: Classic Load Balancers, DNS records, routes, clients that know its private"
            + " address, and what AWS services manage here and EC2 may hide from its lists");
    found.ask(BACKUP, "its snapshots", () -> backup(session, region, instance, now, found));
    new StopImpact(session, region, instance, found).ask();
  }

  private static List<String> volumes(Instance instance) {
    return instance.blockDeviceMappings().stream()
        .filter(mapping -> mapping.ebs() != null)
        .map(mapping -> mapping.ebs().volumeId())
        .toList();
  }

  private static void size(
      AccountSession session, RegionId region, Instance instance, EvidenceCollector found) {
    List<String> ids = volumes(instance);
    if (ids.isEmpty()) {
      found.note(SIZE, "no EBS volume");
      return;
    }
    var ec2 = session.client(Ec2Client.class, region);
    List<Volume> volumes =
        AwsCalls.call("ec2:DescribeVolumes", () -> ec2.describeVolumes(r -> r.volumeIds(ids)))
            .volumes();
    long gib = volumes.stream().mapToLong(Volume::size).sum();
    found.note(
        SIZE,
        "%s, %s GiB"
            .formatted(
                HumanQuantities.count(volumes.size(), "EBS volume"), HumanQuantities.number(gib)));
  }

  /// EC2 keeps no creation time. LaunchTime is the time of the last start; the root volume was
  /// attached when the instance was created, unless it was replaced since.
  private static void age(Instance instance, Instant now, EvidenceCollector found) {
    if (instance.launchTime() != null) {
      found.note(
          AGE,
          "last started on "
              + HumanQuantities.since(instance.launchTime(), now)
              + " (its launch time)");
    }
    root(instance)
        .flatMap(root -> Optional.ofNullable(root.ebs().attachTime()))
        .ifPresentOrElse(
            at ->
                found.note(
                    AGE,
                    "its root volume was attached on %s: it is hardly younger"
                        .formatted(HumanQuantities.since(at, now))),
            () -> found.unknown(AGE, "EC2 does not say when it was made"));
  }

  private static Optional<InstanceBlockDeviceMapping> root(Instance instance) {
    return instance.blockDeviceMappings().stream()
        .filter(mapping -> mapping.ebs() != null)
        .filter(mapping -> mapping.deviceName().equals(instance.rootDeviceName()))
        .findFirst();
  }

  private static void use(
      AccountSession session,
      RegionId region,
      Instance instance,
      Instant now,
      EvidenceCollector found) {
    var load = new InstanceUtilization(session, region, instance.instanceId(), now);
    boolean runs = instance.state().name() == InstanceStateName.RUNNING;
    load.tell(runs, found);
  }

  /// Reports the last completed snapshot of each volume, including those of AWS Backup and of
  /// AMIs.
  private static void backup(
      AccountSession session,
      RegionId region,
      Instance instance,
      Instant now,
      EvidenceCollector found) {
    List<String> ids = volumes(instance);
    if (ids.isEmpty()) {
      found.warning(BACKUP, "there is no EBS volume, so no snapshot can be made of it");
      return;
    }
    var newest = new HashMap<String, Instant>();
    boolean all = snapshots(session, region, ids, newest);
    var without = new ArrayList<>(ids);
    without.removeAll(newest.keySet());
    for (String volume : ids) {
      Instant at = newest.get(volume);
      if (at != null) {
        found.note(
            BACKUP, "last snapshot of %s: %s".formatted(volume, HumanQuantities.since(at, now)));
      }
    }
    for (String volume : without) {
      if (all) {
        found.warning(BACKUP, "there is no completed snapshot of " + volume);
      } else {
        found.unknown(BACKUP, "too many snapshots to find one of " + volume);
      }
    }
  }

  /// Collects the newest snapshots, and returns whether all pages were read.
  private static boolean snapshots(
      AccountSession session, RegionId region, List<String> volumes, Map<String, Instant> newest) {
    var pages =
        session
            .client(Ec2Client.class, region)
            .describeSnapshotsPaginator(
                r ->
                    r.ownerIds("self")
                        .filters(Instances.filter("volume-id", volumes))
                        .maxResults(PAGE))
            .iterator();
    for (int page = 0; AwsCalls.call("ec2:DescribeSnapshots", pages::hasNext); page++) {
      if (page == MOST_SNAPSHOT_PAGES) {
        return false;
      }
      for (Snapshot each : AwsCalls.call("ec2:DescribeSnapshots", pages::next).snapshots()) {
        if (each.state() == SnapshotState.COMPLETED) {
          newest.merge(each.volumeId(), each.startTime(), (a, b) -> a.isAfter(b) ? a : b);
        }
      }
    }
    return true;
  }

  /// Decides by the launch time, which every start sets, in whole seconds.
  ///
  /// Source: EC2 User Guide, "Stop and start": "the launch time is the time of the last start".
  @Override
  public UsageSince usedSince(AccountSession session, ResourceRef ref, Instant since, Instant now) {
    Instance instance = Instances.get(session, ref);
    String state = instance.state().nameAsString();
    Instant launched = instance.launchTime();
    if (launched == null) {
      throw ReadFailures.unsaid("LaunchTime");
    }
    if (!launched.isBefore(since.truncatedTo(ChronoUnit.SECONDS))) {
      return new UsageSince.Yes(
          "it was started at %s and is %s".formatted(HumanQuantities.minute(launched), state));
    }
    return instance.state().name() == InstanceStateName.STOPPED
        ? new UsageSince.No(
            "it is stopped, and was last started at " + HumanQuantities.minute(launched))
        : new UsageSince.Yes(
            "it is %s, and has been up since %s"
                .formatted(state, HumanQuantities.minute(launched)));
  }
}
