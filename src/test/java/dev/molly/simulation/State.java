package dev.molly.simulation;

import dev.molly.sim.SimAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// All that molly could change, and all that somebody could miss, as AWS's own answers tell it: by
/// resource, what it is called, whether it runs, its tags, flags and policy, and what copies there
/// are.
final class State {
  private final SimAccount account;
  private final String region;

  private State(SimAccount account, String region) {
    this.account = account;
    this.region = region;
  }

  /// Of what is there, without copies: these stay, whatever is undone.
  static Map<String, String> of(SimAccount account, String region) {
    return new State(account, region).resources();
  }

  /// When AWS starts what is stopped, of what it does that to: a database or a cluster, seven days
  /// after its stop.
  static Map<String, Instant> restarts(SimAccount account, String region) {
    var restarts = new TreeMap<String, Instant>();
    for (DBInstance db : account.rds(region).describeDBInstances(r -> {}).dbInstances()) {
      Optional.ofNullable(db.automaticRestartTime())
          .ifPresent(when -> restarts.put(db.dbiResourceId(), when));
    }
    for (DBCluster cluster : account.rds(region).describeDBClusters(r -> {}).dbClusters()) {
      Optional.ofNullable(cluster.automaticRestartTime())
          .ifPresent(when -> restarts.put(cluster.dbClusterResourceId(), when));
    }
    return restarts;
  }

  /// The copies, by what they are of, each as often as it is there.
  static List<String> copies(SimAccount account, String region) {
    return new State(account, region).copies();
  }

  private Map<String, String> resources() {
    var state = new TreeMap<String, String>();
    account.ec2(region).describeInstances(r -> {}).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .filter(instance -> instance.state().name() != InstanceStateName.TERMINATED)
        .forEach(instance -> state.put(instance.instanceId(), words(instance)));
    account
        .rds(region)
        .describeDBInstances(r -> {})
        .dbInstances()
        .forEach(db -> state.put(db.dbiResourceId(), words(db)));
    account
        .rds(region)
        .describeDBClusters(r -> {})
        .dbClusters()
        .forEach(cluster -> state.put(cluster.dbClusterResourceId(), words(cluster)));
    account
        .s3(region)
        .listBuckets(r -> {})
        .buckets()
        .forEach(bucket -> state.put(bucket.name(), bucket(bucket.name())));
    return state;
  }

  private String words(Instance instance) {
    return List.of(
            instance.state().nameAsString(),
            tags(instance.tags(), tag -> tag.key() + "=" + tag.value()),
            flag(instance, InstanceAttributeName.DISABLE_API_TERMINATION),
            flag(instance, InstanceAttributeName.DISABLE_API_STOP),
            flag(instance, InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR),
            String.valueOf(instance.blockDeviceMappings().size()))
        .toString();
  }

  private String flag(Instance instance, InstanceAttributeName name) {
    var answer =
        account
            .ec2(region)
            .describeInstanceAttribute(r -> r.instanceId(instance.instanceId()).attribute(name));
    return List.of(
            String.valueOf(answer.disableApiTermination()),
            String.valueOf(answer.disableApiStop()),
            String.valueOf(answer.instanceInitiatedShutdownBehavior()))
        .toString();
  }

  private static String words(DBInstance db) {
    return List.of(
            db.dbInstanceIdentifier(),
            db.dbInstanceArn(),
            db.dbInstanceStatus(),
            tags(db.tagList(), tag -> tag.key() + "=" + tag.value()),
            String.valueOf(db.deletionProtection()),
            String.valueOf(db.backupRetentionPeriod()),
            String.valueOf(db.copyTagsToSnapshot()),
            String.valueOf(db.pendingModifiedValues()))
        .toString();
  }

  private static String words(DBCluster cluster) {
    return List.of(
            cluster.dbClusterIdentifier(),
            cluster.dbClusterArn(),
            cluster.status(),
            tags(cluster.tagList(), tag -> tag.key() + "=" + tag.value()),
            String.valueOf(cluster.deletionProtection()),
            String.valueOf(cluster.backupRetentionPeriod()),
            cluster.dbClusterMembers().toString())
        .toString();
  }

  private String bucket(String name) {
    var s3 = account.s3(region);
    return List.of(
            String.valueOf(s3.getBucketVersioning(r -> r.bucket(name)).statusAsString()),
            optional("none", () -> s3.getBucketPolicy(r -> r.bucket(name)).policy()),
            optional(
                "{}",
                () ->
                    tags(
                        s3.getBucketTagging(r -> r.bucket(name)).tagSet(),
                        tag -> tag.key() + "=" + tag.value())),
            optional(
                "none",
                () -> s3.getBucketLifecycleConfiguration(r -> r.bucket(name)).rules().toString()))
        .toString();
  }

  private static String optional(String none, Supplier<String> answer) {
    try {
      return answer.get();
    } catch (S3Exception e) {
      return none;
    }
  }

  private List<String> copies() {
    var copies = new ArrayList<String>();
    account
        .ec2(region)
        .describeSnapshots(r -> r.ownerIds("self"))
        .snapshots()
        .forEach(
            one ->
                copies.add(
                    one.volumeId()
                        + one.stateAsString()
                        + tags(one.tags(), tag -> tag.key() + "=" + tag.value())));
    account
        .rds(region)
        .describeDBSnapshots(r -> {})
        .dbSnapshots()
        .forEach(one -> copies.add(one.dbSnapshotIdentifier() + one.status()));
    account
        .rds(region)
        .describeDBClusterSnapshots(r -> {})
        .dbClusterSnapshots()
        .forEach(one -> copies.add(one.dbClusterSnapshotIdentifier() + one.status()));
    copies.sort(Comparator.naturalOrder());
    return copies;
  }

  private static <T> String tags(List<T> tags, Function<T, String> words) {
    return tags.stream().map(words).sorted().collect(Collectors.joining(",", "{", "}"));
  }
}
