package dev.molly.contract;

import dev.molly.model.KindId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A resource that an engine is to make. Nothing is on or special unless it says so.
sealed interface Seed {
  /// The kinds that have seeds.
  List<KindId> KINDS = List.of(Contract.EC2, Contract.RDS, Contract.CLUSTER, Contract.S3);

  Map<String, String> tags();

  static Instance instance(InstanceTrait... traits) {
    return new Instance(Set.of(traits), Map.of());
  }

  static Database database(String identifier) {
    return new Database(
        identifier, "postgres", Optional.empty(), Optional.empty(), 7, false, false, Map.of());
  }

  static Cluster cluster(String identifier, String engine) {
    return new Cluster(identifier, engine, 7, false, Map.of());
  }

  static Bucket bucket(String name, BucketTrait... traits) {
    return new Bucket(name, Set.of(traits), Optional.empty(), Map.of());
  }

  /// What can be special about an instance.
  enum InstanceTrait {
    TERMINATION_PROTECTED,
    STOP_PROTECTED,
    TERMINATES_ON_SHUTDOWN,
    KEEPS_DATA_VOLUME,
    LOSES_DATA_VOLUME,
    SPOT,
    ON_INSTANCE_STORE,
    MANAGED,
    TERMINATED
  }

  /// An EC2 instance.
  record Instance(Set<InstanceTrait> traits, Map<String, String> tags) implements Seed {
    Instance tagged(String key, String value) {
      return new Instance(traits, more(tags, key, value));
    }

    Instance inAutoScalingGroup(String name) {
      return tagged("aws:autoscaling:groupName", name);
    }

    boolean is(InstanceTrait trait) {
      return traits.contains(trait);
    }
  }

  /// A DB instance on its own, in a cluster that is there already, or a replica of one that is.
  record Database(
      String identifier,
      String engine,
      Optional<String> cluster,
      Optional<String> replicaOf,
      int backupDays,
      boolean deletionProtected,
      boolean copiesTags,
      Map<String, String> tags)
      implements Seed {
    Database memberOf(Cluster of) {
      return new Database(
          identifier, of.engine, Optional.of(of.identifier), replicaOf, 7, false, false, tags);
    }

    Database replicaOf(Database of) {
      return new Database(
          identifier, of.engine, cluster, Optional.of(of.identifier), 0, false, false, tags);
    }

    Database keepingBackups(int days) {
      return new Database(
          identifier, engine, cluster, replicaOf, days, deletionProtected, copiesTags, tags);
    }

    Database protectedFromDeletion() {
      return new Database(
          identifier, engine, cluster, replicaOf, backupDays, true, copiesTags, tags);
    }

    Database copyingTags() {
      return new Database(
          identifier, engine, cluster, replicaOf, backupDays, deletionProtected, true, tags);
    }

    Database tagged(String key, String value) {
      return new Database(
          identifier,
          engine,
          cluster,
          replicaOf,
          backupDays,
          deletionProtected,
          copiesTags,
          more(tags, key, value));
    }
  }

  /// A DB cluster without members.
  record Cluster(
      String identifier,
      String engine,
      int backupDays,
      boolean deletionProtected,
      Map<String, String> tags)
      implements Seed {
    Cluster keepingBackups(int days) {
      return new Cluster(identifier, engine, days, deletionProtected, tags);
    }

    Cluster protectedFromDeletion() {
      return new Cluster(identifier, engine, backupDays, true, tags);
    }

    Cluster tagged(String key, String value) {
      return new Cluster(identifier, engine, backupDays, deletionProtected, more(tags, key, value));
    }
  }

  /// What can be special about a bucket.
  enum BucketTrait {
    VERSIONED,
    VERSIONING_SUSPENDED,
    OBJECT_LOCKED,
    MFA_DELETE
  }

  /// An empty bucket.
  record Bucket(
      String name, Set<BucketTrait> traits, Optional<String> policy, Map<String, String> tags)
      implements Seed {
    Bucket tagged(String key, String value) {
      return new Bucket(name, traits, policy, more(tags, key, value));
    }

    Bucket denyingDelete() {
      return with("");
    }

    Bucket denyingDeleteButTo(String principal) {
      return with(",\"Condition\":{\"ArnNotLike\":{\"aws:PrincipalArn\":\"" + principal + "\"}}");
    }

    private Bucket with(String condition) {
      String text =
          """
          {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
          "Action":"s3:DeleteBucket","Resource":"arn:aws:s3:::%s"%s}]}
          """
              .formatted(name, condition);
      return new Bucket(name, traits, Optional.of(text), tags);
    }

    boolean is(BucketTrait trait) {
      return traits.contains(trait);
    }
  }

  private static Map<String, String> more(Map<String, String> tags, String key, String value) {
    var more = new TreeMap<>(tags);
    more.put(key, value);
    return Map.copyOf(more);
  }
}
