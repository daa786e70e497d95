package dev.molly.sim;

import dev.molly.plan.IamGrant;
import dev.molly.sim.core.CallContext;
import dev.molly.sim.core.SimClock;
import dev.molly.sim.core.SimEndpoint;
import dev.molly.sim.core.SimKey;
import dev.molly.sim.core.SimRegion;
import dev.molly.sim.core.SimService;
import dev.molly.sim.core.SimState;
import dev.molly.sim.ec2.Ec2State;
import dev.molly.sim.ec2.SimAddress;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.sim.rds.RdsCreation;
import dev.molly.sim.rds.RdsState;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.sim.rds.SimDbInstance;
import dev.molly.sim.s3.S3State;
import dev.molly.sim.s3.SimBucket;
import dev.molly.sim.services.SimElb;
import dev.molly.sim.services.SimKms;
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
import software.amazon.awssdk.core.SdkClient;
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

  final Map<String, SimRegion> regions;
  final SimRegion global;
  private final CallContext cloud;
  private final Set<IamGrant> grants;

  SimAccount(CallContext cloud, String id) {
    this(cloud, SimServices.newAccount(id), new TreeMap<>(), Set.of());
  }

  private SimAccount(
      CallContext cloud, SimRegion global, Map<String, SimRegion> regions, Set<IamGrant> grants) {
    this.cloud = cloud;
    this.global = global;
    this.regions = regions;
    this.grants = grants;
  }

  /// Returns the same account for a session with this policy. Only the policy's conditions on
  /// tags are enforced: the simulator does not check permissions.
  SimAccount within(Set<IamGrant> allowed) {
    return new SimAccount(cloud, global, regions, Set.copyOf(allowed));
  }

  /// Returns the 12-digit account id.
  public String id() {
    return global.account;
  }

  /// Returns the regions that are enabled in this account. A client for another region throws.
  public List<String> enabledRegions() {
    return SimRegion.ENABLED;
  }

  /// Returns the simulated client of an SDK interface for a region.
  ///
  /// @throws IllegalArgumentException if the region is not enabled, or the service not simulated
  public <C extends SdkClient> C client(Class<C> type, String region) {
    SimService<C> service = SimServices.of(type);
    return service.client().apply(new SimEndpoint(cloud, region(region), service.errors(), grants));
  }

  /// Returns the state of a service in a region, to read or change it without a call.
  public <S extends SimState> S state(Class<S> type, String region) {
    return region(region).state(type);
  }

  /// Returns the EC2 client for a region.
  public Ec2Client ec2(String region) {
    return client(Ec2Client.class, region);
  }

  /// Returns the RDS client for a region.
  public RdsClient rds(String region) {
    return client(RdsClient.class, region);
  }

  /// Returns the S3 client for a region.
  public S3Client s3(String region) {
    return client(S3Client.class, region);
  }

  /// Returns the CloudWatch client for a region.
  public CloudWatchClient cloudWatch(String region) {
    return client(CloudWatchClient.class, region);
  }

  /// Returns the Elastic Load Balancing client for a region.
  public ElasticLoadBalancingV2Client loadBalancing(String region) {
    return client(ElasticLoadBalancingV2Client.class, region);
  }

  /// Returns the Auto Scaling client for a region.
  public AutoScalingClient autoScaling(String region) {
    return client(AutoScalingClient.class, region);
  }

  /// Returns the KMS client for a region.
  public KmsClient kms(String region) {
    return client(KmsClient.class, region);
  }

  /// Returns the S3 Control client for a region.
  public S3ControlClient s3Control(String region) {
    return client(S3ControlClient.class, region);
  }

  /// Returns the STS client, which identifies the caller.
  public StsClient sts() {
    return client(StsClient.class, "us-east-1");
  }

  /// Launches an instance that is already running, with an EBS root volume of 30 GiB unless
  /// described otherwise.
  public SimInstance launch(String region, Consumer<SimInstance> description) {
    return changing(() -> state(Ec2State.class, region).launch(cloud.ids(), now(), description));
  }

  /// Creates a DB instance that is already available.
  public SimDbInstance createDb(
      String region, String identifier, Consumer<SimDbInstance> description) {
    return changing(() -> newIn(region).db(identifier, description));
  }

  /// Creates a DB cluster that is already available and has no members yet.
  public SimDbCluster createCluster(
      String region, String identifier, Consumer<SimDbCluster> description) {
    return changing(() -> newIn(region).cluster(identifier, description));
  }

  /// Creates a bucket. Its name must be free in all accounts of the cloud.
  public SimBucket createBucket(String region, String name, Consumer<SimBucket> description) {
    return changing(
        () -> {
          region(region);
          if (!canTakeBucketName(name)) {
            throw new IllegalArgumentException("the bucket name is taken: " + name);
          }
          return global.state(S3State.class).create(region, now(), name, description);
        });
  }

  /// Creates an enabled KMS key.
  ///
  /// @param id the id of the key, such as `1234abcd-12ab-34cd-56ef-1234567890ab`
  public SimKey createKey(String region, String id) {
    return changing(
        () -> {
          var key = new SimKey("arn:aws:kms:%s:%s:key/%s".formatted(region, id(), id));
          state(SimKms.State.class, region).keys.put(key.arn, key);
          return key;
        });
  }

  /// Creates an HMAC key with an alias, such as `alias/molly-records`.
  public SimKey createMacKey(String region, String alias) {
    return changing(
        () -> {
          String arn = "arn:aws:kms:%s:%s:key/%s".formatted(region, id(), cloud.ids().ec2("mrk"));
          var key = new SimKey(arn);
          state(SimKms.State.class, region).macKeys.put(alias, key);
          return key;
        });
  }

  /// Adds storage to an EBS volume, as another user would. AWS never shrinks a volume.
  public void volumesGrow(String instanceId, int gib) {
    byHand(
        instanceId,
        (instance, now) ->
            regions.keySet().forEach(region -> state(Ec2State.class, region).grow(instance, gib)));
  }

  /// Attaches the volumes of an instance to it again, after they were attached to another one.
  public void volumesReturn(String instanceId) {
    byHand(instanceId, SimInstance::attachAgain);
  }

  /// Allocates an Elastic IP address.
  ///
  /// @param instanceId the instance of the address; null for none
  public void address(String region, String publicIp, @Nullable String instanceId) {
    synchronized (cloud.clock()) {
      cloud.clock().changed();
      var address = new SimAddress(cloud.ids().ec2("eipalloc"), publicIp, instanceId);
      state(Ec2State.class, region).addresses.put(address.allocationId, address);
    }
  }

  /// Creates a security group and returns its id.
  ///
  /// @param letsIn the ids of the groups in its inbound rules
  public String securityGroup(String region, String name, String... letsIn) {
    return changing(
        () ->
            state(Ec2State.class, region).createSecurityGroup(cloud.ids(), name, List.of(letsIn)));
  }

  /// Creates a target group.
  public SimTargetGroup targetGroup(
      String region, String name, Consumer<SimTargetGroup> description) {
    return changing(
        () -> {
          String arn =
              "arn:aws:elasticloadbalancing:%s:%s:targetgroup/%s/0123456789abcdef"
                  .formatted(region, id(), name);
          SimTargetGroup group = new SimTargetGroup(name, arn, SimRegion.VPC);
          description.accept(group);
          state(SimElb.State.class, region).targetGroups.put(arn, group);
          return group;
        });
  }

  /// Sets the number of connections that a DB instance has from now on, while it is up.
  public void connections(String region, String dbName, double count) {
    synchronized (cloud.clock()) {
      cloud.clock().changed();
      db(region, dbName).connections(count, now());
    }
  }

  /// Starts a stopped instance, as another user would.
  public void startedByHand(String instanceId) {
    byHand(instanceId, SimInstance::startedByHand);
  }

  /// Terminates an instance regardless of its protection, as another user would.
  public void terminatedByHand(String instanceId) {
    byHand(instanceId, SimInstance::terminatedByHand);
  }

  /// Runs `shutdown` inside the instance. Protection has no effect: the result depends on the
  /// shutdown behavior (EC2 guide, Using_ChangingDisableAPITermination).
  public void shutDownFromInside(String instanceId) {
    byHand(instanceId, SimInstance::shutDownFromInside);
  }

  /// Writes or deletes objects, as another user would, until the bucket holds this many objects
  /// and bytes.
  public void bucketHolds(String name, long objects, long bytes) {
    synchronized (cloud.clock()) {
      cloud.clock().changed();
      bucket(name).holds(objects, bytes, now());
    }
  }

  /// Returns an instance of any region.
  ///
  /// @throws NoSuchElementException if there is none with this id
  public SimInstance instance(String instanceId) {
    return locked(
        () ->
            found(
                regions.keySet().stream()
                    .map(region -> state(Ec2State.class, region).instances)
                    .flatMap(all -> Stream.ofNullable(all.get(instanceId))),
                instanceId));
  }

  /// Returns a DB instance by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbInstance db(String region, String nameOrResourceId) {
    return locked(() -> state(RdsState.class, region).db(nameOrResourceId));
  }

  /// Returns a DB cluster by its name or its resource id.
  ///
  /// @throws NoSuchElementException if there is none
  public SimDbCluster cluster(String region, String nameOrResourceId) {
    return locked(() -> state(RdsState.class, region).cluster(nameOrResourceId));
  }

  /// Returns a bucket of this account.
  ///
  /// @throws NoSuchElementException if the account owns no such bucket
  public SimBucket bucket(String name) {
    return locked(
        () -> found(Stream.ofNullable(global.state(S3State.class).buckets.get(name)), name));
  }

  /// Returns the pending changes of this account that happen by themselves.
  Stream<SimClock.Due> due() {
    return Stream.concat(Stream.of(global), regions.values().stream()).flatMap(SimRegion::due);
  }

  boolean canTakeBucketName(String name) {
    return cloud.states(S3State.class).noneMatch(state -> state.buckets.containsKey(name));
  }

  private void byHand(String instanceId, BiConsumer<SimInstance, Instant> change) {
    synchronized (cloud.clock()) {
      cloud.clock().changed();
      change.accept(instance(instanceId), now());
    }
  }

  private SimRegion region(String name) {
    if (!enabledRegions().contains(name)) {
      throw new IllegalArgumentException("the region is not enabled: " + name);
    }
    return home(name);
  }

  /// Returns a region whether or not it is enabled, and creates it on first use.
  SimRegion home(String name) {
    return locked(() -> regions.computeIfAbsent(name, n -> SimServices.newRegion(global, n)));
  }

  private RdsCreation newIn(String region) {
    return new RdsCreation(state(RdsState.class, region), cloud.ids(), now());
  }

  private Instant now() {
    return cloud.clock().instant();
  }

  private <T> T changing(Supplier<T> work) {
    return locked(
        () -> {
          cloud.clock().changed();
          return work.get();
        });
  }

  private <T> T locked(Supplier<T> work) {
    synchronized (cloud.clock()) {
      return work.get();
    }
  }

  private static <T> T found(Stream<T> matching, String name) {
    return matching.findFirst().orElseThrow(() -> new NoSuchElementException("no " + name));
  }
}
