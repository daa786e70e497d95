package dev.molly.sim;

import dev.molly.plan.IamGrant;
import dev.molly.sim.core.ServiceErrors;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimIds;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.ec2.Ec2Errors;
import dev.molly.sim.ec2.SimAddress;
import dev.molly.sim.ec2.SimAutoScaling;
import dev.molly.sim.ec2.SimEc2;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.ec2.SimSecurityGroup;
import dev.molly.sim.ec2.SimVolume;
import dev.molly.sim.rds.RdsErrors;
import dev.molly.sim.rds.RdsNames;
import dev.molly.sim.rds.SimDatabase;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import dev.molly.sim.rds.SimRds;
import dev.molly.sim.s3.S3Errors;
import dev.molly.sim.s3.SimBucket;
import dev.molly.sim.s3.SimS3;
import dev.molly.sim.s3.SimS3Control;
import dev.molly.sim.services.SimCloudWatch;
import dev.molly.sim.services.SimElb;
import dev.molly.sim.services.SimKms;
import dev.molly.sim.services.SimMetrics;
import dev.molly.sim.services.SimSts;
import dev.molly.sim.services.SimTargetGroup;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A simulated AWS account: its clients, its resources, and changes by other users, which are
/// made without a call that [SimCloud#calls] records.
public final class SimAccount {

  private static final List<String> DEFAULT_REGIONS =
      List.of("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1");

  final Map<String, SimRegion> regions;
  public final Map<String, SimBucket> buckets;
  private final SimCloud cloud;
  private final String id;
  private final Set<IamGrant> grants;

  SimAccount(SimCloud cloud, String id) {
    this(cloud, id, new TreeMap<>(), new TreeMap<>(), Set.of());
  }

  private SimAccount(
      SimCloud cloud,
      String id,
      Map<String, SimRegion> regions,
      Map<String, SimBucket> buckets,
      Set<IamGrant> grants) {
    this.cloud = cloud;
    this.id = id;
    this.regions = regions;
    this.buckets = buckets;
    this.grants = grants;
  }

  /// Returns the same account for a session with this policy. Only the policy's conditions on
  /// tags are enforced: the simulator does not check permissions.
  SimAccount within(Set<IamGrant> allowed) {
    return new SimAccount(cloud, id, regions, buckets, Set.copyOf(allowed));
  }

  /// Returns the tags of an instance, a database or a cluster; none if it does not exist.
  public Map<String, String> tags(String region, String arn) {
    SimRegion there = region(region);
    String name = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    SimInstance instance = there.instances.get(name);
    if (instance != null) {
      return instance.tags();
    }
    boolean cluster = arn.contains(":cluster:");
    return (cluster ? there.clusters : there.dbs)
        .values().stream()
            .filter(one -> one.identifier.equals(name))
            .findFirst()
            .map(SimDatabase::tags)
            .orElse(Map.of());
  }

  /// Returns the ARN of every caller: an assumed role of this account.
  public static String callerArn(String account) {
    return "arn:aws:sts::%s:assumed-role/molly/sim".formatted(account);
  }

  /// Returns the 12-digit account id.
  public String id() {
    return id;
  }

  /// Returns the regions that are enabled in this account. A client for another region throws.
  public List<String> enabledRegions() {
    return DEFAULT_REGIONS;
  }

  /// Returns the EC2 client for a region.
  public Ec2Client ec2(String region) {
    return new SimEc2(endpoint(region, new Ec2Errors()), region(region), enabledRegions());
  }

  /// Returns the RDS client for a region.
  public RdsClient rds(String region) {
    return new SimRds(endpoint(region, new RdsErrors()), region(region));
  }

  /// Returns the S3 client for a region.
  public S3Client s3(String region) {
    return new SimS3(endpoint(region, new S3Errors()));
  }

  /// Returns the CloudWatch client for a region.
  public CloudWatchClient cloudWatch(String region) {
    return new SimCloudWatch(endpoint(region, SimCloudWatch.ERRORS), region(region));
  }

  /// Returns the Elastic Load Balancing client for a region.
  public ElasticLoadBalancingV2Client loadBalancing(String region) {
    return new SimElb(endpoint(region, SimElb.ERRORS), region(region));
  }

  /// Returns the Auto Scaling client for a region.
  public AutoScalingClient autoScaling(String region) {
    return new SimAutoScaling(endpoint(region, SimAutoScaling.ERRORS), region(region));
  }

  /// Returns the KMS client for a region.
  public KmsClient kms(String region) {
    return new SimKms(endpoint(region, new SimKms.Errors()), region(region));
  }

  /// Returns the S3 Control client for a region.
  public S3ControlClient s3Control(String region) {
    return new SimS3Control(endpoint(region, new S3Errors()));
  }

  /// Returns the STS client, which identifies the caller.
  public StsClient sts() {
    return new SimSts(endpoint("us-east-1", new SimSts.Errors()));
  }

  /// Launches an instance that is already running, with an EBS root volume of 30 GiB unless
  /// described otherwise.
  public SimInstance launch(String region, Consumer<SimInstance> description) {
    return locked(
        () -> {
          SimRegion home = region(region);
          SimIds ids = cloud.ids();
          SimInstance instance =
              new SimInstance(ids.ec2("i"), ids.ec2("r"), region + "a", cloud.clock().instant());
          description.accept(instance);
          for (SimInstance.Attachment attachment : instance.attachments) {
            attachment.volumeId = ids.ec2("vol");
            attachment.attachedAt = instance.launchedAt;
            home.volumes.put(
                attachment.volumeId,
                new SimVolume(
                    attachment.volumeId,
                    instance.zone,
                    attachment.gib,
                    instance.id,
                    instance.launchedAt,
                    instance.kmsKey));
          }
          instance.activity.reports(instance.state.equals("running"), instance.launchedAt);
          instance.enter(instance.state, cloud.clock().instant());
          home.instances.put(instance.id, instance);
          return instance;
        });
  }

  /// Creates a DB instance that is already available.
  public SimDbInstance createDb(
      String region, String identifier, Consumer<SimDbInstance> description) {
    return locked(
        () -> {
          SimRegion home = region(region);
          String name = RdsNames.legal("DBInstanceIdentifier", identifier, 63);
          RdsNames.refuseTakenDb(home, name);
          SimDbInstance db =
              new SimDbInstance(name, cloud.ids().rds("db"), region + "a", cloud.clock().instant());
          description.accept(db);
          db.activity.reports(!db.is("stopped"), db.createdAt);
          if (db.clusterResourceId == null) {
            db.enter(db.status, cloud.clock().instant());
          }
          home.dbs.put(db.resourceId, db);
          return db;
        });
  }

  /// Creates a DB cluster that is already available and has no members yet.
  public SimDbCluster createCluster(
      String region, String identifier, Consumer<SimDbCluster> description) {
    return locked(
        () -> {
          SimRegion home = region(region);
          String name = RdsNames.legal("DBClusterIdentifier", identifier, 63);
          RdsNames.refuseTakenCluster(home, name);
          SimDbCluster cluster =
              new SimDbCluster(name, cloud.ids().rds("cluster"), cloud.clock().instant());
          description.accept(cluster);
          cluster.activity.reports(!cluster.is("stopped"), cluster.createdAt);
          cluster.enter(cluster.status, cloud.clock().instant());
          home.clusters.put(cluster.resourceId, cluster);
          return cluster;
        });
  }

  /// Creates a bucket. Its name must be free in all accounts of the cloud.
  public SimBucket createBucket(String region, String name, Consumer<SimBucket> description) {
    return locked(
        () -> {
          region(region);
          if (cloud.ownerOf(name).isPresent()) {
            throw new IllegalArgumentException("the bucket name is taken: " + name);
          }
          SimBucket bucket = new SimBucket(name, region, cloud.clock().instant());
          description.accept(bucket);
          bucket.measured(bucket.createdAt);
          buckets.put(name, bucket);
          return bucket;
        });
  }

  /// Creates an enabled KMS key.
  ///
  /// @param id the id of the key, such as `1234abcd-12ab-34cd-56ef-1234567890ab`
  public SimKey createKey(String region, String id) {
    return locked(
        () -> {
          var key = new SimKey("arn:aws:kms:%s:%s:key/%s".formatted(region, this.id, id));
          region(region).keys.put(key.arn, key);
          return key;
        });
  }

  /// Creates an HMAC key with an alias, such as `alias/molly-records`.
  public SimKey createMacKey(String region, String alias) {
    return locked(
        () -> {
          String arn = "arn:aws:kms:%s:%s:key/%s".formatted(region, id, cloud.ids().ec2("mrk"));
          var key = new SimKey(arn);
          region(region).macKeys.put(alias, key);
          return key;
        });
  }

  /// Adds storage to an EBS volume, as another user would. AWS never shrinks a volume.
  public void volumesGrow(String instanceId, int gib) {
    byHand(
        instanceId,
        (instance, now) ->
            regions
                .values()
                .forEach(
                    region ->
                        instance.attachments.stream()
                            .flatMap(at -> Stream.ofNullable(region.volumes.get(at.volumeId)))
                            .forEach(volume -> volume.gib += gib)));
  }

  /// Allocates an Elastic IP address.
  ///
  /// @param instanceId the instance of the address; null for none
  public void address(String region, String publicIp, @Nullable String instanceId) {
    synchronized (cloud.clock()) {
      var address = new SimAddress(cloud.ids().ec2("eipalloc"), publicIp, instanceId);
      region(region).addresses.put(address.allocationId, address);
    }
  }

  /// Creates a security group and returns its id.
  ///
  /// @param letsIn the ids of the groups in its inbound rules
  public String securityGroup(String region, String name, String... letsIn) {
    return locked(
        () -> {
          var group = new SimSecurityGroup(cloud.ids().ec2("sg"), name);
          group.letsIn.addAll(List.of(letsIn));
          region(region).securityGroups.put(group.id, group);
          return group.id;
        });
  }

  /// Creates a target group.
  public SimTargetGroup targetGroup(
      String region, String name, Consumer<SimTargetGroup> description) {
    return locked(
        () -> {
          String arn =
              "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/0123456789abcdef"
                  .formatted(region, id, name);
          SimTargetGroup group = new SimTargetGroup(name, arn, SimRegion.VPC);
          description.accept(group);
          region(region).targetGroups.put(arn, group);
          return group;
        });
  }

  /// Sets the number of connections that a DB instance has from now on, while it is up.
  public void connections(String region, String dbName, double count) {
    synchronized (cloud.clock()) {
      db(region, dbName).activity.level(SimMetrics.CONNECTIONS, count, cloud.clock().instant());
    }
  }

  /// Starts a stopped instance, as another user would.
  public void startedByHand(String instanceId) {
    byHand(
        instanceId,
        (instance, now) -> {
          instance.enter("running", now);
          instance.launchedAt = now;
        });
  }

  /// Terminates an instance regardless of its protection, as another user would.
  public void terminatedByHand(String instanceId) {
    byHand(instanceId, (instance, now) -> instance.enter("shutting-down", now));
  }

  /// Runs `shutdown` inside the instance. Protection has no effect: the result depends on the
  /// shutdown behavior (EC2 guide, Using_ChangingDisableAPITermination).
  public void shutDownFromInside(String instanceId) {
    byHand(
        instanceId,
        (instance, now) -> {
          boolean terminates = instance.attribute(SimInstance.SHUTDOWN).value.equals("terminate");
          instance.enter(terminates ? "shutting-down" : "stopping", now);
        });
  }

  /// Writes or deletes objects, as another user would, until the bucket holds this many objects
  /// and bytes.
  public void bucketHolds(String name, long objects, long bytes) {
    synchronized (cloud.clock()) {
      bucket(name).holding(objects, bytes).measured(cloud.clock().instant());
    }
  }

  /// Returns an instance of any region.
  ///
  /// @throws NoSuchElementException if there is none with this id
  public SimInstance instance(String instanceId) {
    return locked(
        () ->
            found(
                regions.values().stream()
                    .flatMap(region -> Stream.ofNullable(region.instances.get(instanceId))),
                instanceId));
  }

  /// Returns a DB instance by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbInstance db(String region, String nameOrResourceId) {
    return locked(() -> named(region(region).dbs.values().stream(), nameOrResourceId));
  }

  /// Returns a DB cluster by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbCluster cluster(String region, String nameOrResourceId) {
    return locked(() -> named(region(region).clusters.values().stream(), nameOrResourceId));
  }

  /// Returns a bucket of this account.
  ///
  /// @throws NoSuchElementException if the account owns no such bucket
  public SimBucket bucket(String name) {
    return locked(() -> found(Stream.ofNullable(buckets.get(name)), name));
  }

  /// Returns the pending changes of this account that happen by themselves.
  Stream<SimClock.Due> due() {
    return Stream.concat(
        regions.values().stream().flatMap(SimRegion::due),
        buckets.values().stream().flatMap(SimBucket::due));
  }

  boolean canTakeBucketName(String name) {
    return cloud.ownerOf(name).isEmpty();
  }

  private void byHand(String instanceId, BiConsumer<SimInstance, Instant> change) {
    synchronized (cloud.clock()) {
      change.accept(instance(instanceId), cloud.clock().instant());
    }
  }

  private SimRegion region(String name) {
    if (!enabledRegions().contains(name)) {
      throw new IllegalArgumentException("the region is not enabled: " + name);
    }
    return locked(() -> regions.computeIfAbsent(name, n -> new SimRegion(id, n)));
  }

  private SimEndpoint endpoint(String region, ServiceErrors errors) {
    return new SimEndpoint(cloud, id, region, errors, grants);
  }

  private <T> T locked(Supplier<T> work) {
    synchronized (cloud.clock()) {
      return work.get();
    }
  }

  private static <T extends SimDatabase<T>> T named(Stream<T> all, String nameOrResourceId) {
    return found(
        all.filter(
            one ->
                one.identifier.equals(nameOrResourceId) || one.resourceId.equals(nameOrResourceId)),
        nameOrResourceId);
  }

  private static <T> T found(Stream<T> matching, String name) {
    return matching.findFirst().orElseThrow(() -> new NoSuchElementException("no " + name));
  }
}
