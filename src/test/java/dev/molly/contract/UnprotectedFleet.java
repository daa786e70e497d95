package dev.molly.contract;

import static dev.molly.contract.Seed.BucketTrait.VERSIONED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONING_SUSPENDED;
import static dev.molly.contract.Seed.InstanceTrait.LOSES_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATION_PROTECTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Resources in two regions of which some are as they should be, and what the engine itself says of
/// them.
final class UnprotectedFleet {
  static final List<RegionId> REGIONS =
      List.of(new RegionId("eu-west-1"), new RegionId("us-east-1"));

  private final MotoEngine moto;
  private final List<String> failing = new ArrayList<>();

  UnprotectedFleet(MotoEngine moto) {
    this.moto = moto;
  }

  /// What must fail before anything is protected, as `rule id`.
  List<String> failing() {
    return List.copyOf(failing);
  }

  /// 48 resources, of which some are as they should be: 20 instances lack each combination once.
  void plantMany(AccountRegion where) {
    for (int n = 0; n < 20; n++) {
      var traits = new ArrayList<Seed.InstanceTrait>();
      if (n % 4 == 0) {
        traits.add(TERMINATION_PROTECTED);
      }
      if (n % 10 == 5) {
        traits.add(LOSES_DATA_VOLUME);
      }
      var plain = Seed.instance(traits.toArray(Seed.InstanceTrait[]::new)).tagged("Name", "w" + n);
      String id = moto.create(where, n % 10 == 3 ? plain.tagged("env", "prod") : plain);
      failsIf(n % 4 != 0, "termination", id);
      failsIf(n % 10 == 3, "stop", id);
      failsIf(n % 10 == 5, "volumes", id);
    }
    for (int n = 0; n < 10; n++) {
      var plain = Seed.database("db-" + n).keepingBackups(n % 3 == 0 ? 0 : 7);
      var seed = n % 2 == 0 ? plain.protectedFromDeletion() : plain.copyingTags();
      String id = moto.create(where, seed);
      failsIf(n % 2 != 0, "db-deletion", id);
      failsIf(n % 2 == 0, "db-tags", id);
      failsIf(n % 3 == 0, "db-backups", id);
    }
    for (int n = 0; n < 3; n++) {
      var plain = Seed.cluster("cluster-" + n, "aurora-mysql").keepingBackups(n == 1 ? 1 : 7);
      String id = moto.create(where, n == 2 ? plain.protectedFromDeletion() : plain);
      failsIf(n != 2, "cluster-deletion", id);
      failsIf(n == 1, "cluster-backups", id);
    }
    for (int n = 0; n < 15; n++) {
      String id = moto.create(where, bucket("b-" + where.region() + "-" + n, n));
      failsIf(n % 5 != 1, "versioning", id);
      failsIf(n % 5 != 4, "denied", id);
      failsIf(n == 0, "lock", id);
    }
  }

  private static Seed.Bucket bucket(String name, int n) {
    var plain = n == 0 ? Seed.bucket(name).tagged("env", "prod") : Seed.bucket(name);
    return switch (n % 5) {
      case 1 -> Seed.bucket(name, VERSIONED);
      case 2 -> Seed.bucket(name, VERSIONING_SUSPENDED);
      case 3 -> new Seed.Bucket(name, Set.of(), Optional.of(readable(name)), Map.of());
      case 4 -> plain.denyingDelete();
      default -> plain;
    };
  }

  /// With white space that a program would not write, and that must come back as it was.
  private static String readable(String bucket) {
    return """
    { "Version": "2012-10-17",
       "Statement": [ {"Sid":"Read","Effect":"Allow",
        "Principal":{"AWS":"arn:aws:iam::123456789012:root"},
        "Action":["s3:GetObject"],  "Resource":"arn:aws:s3:::%s/*"} ] }
    """
        .formatted(bucket);
  }

  /// One of each kind and, in the other region, an instance. Nothing that cannot be fixed.
  String plantFew() {
    var where = new AccountRegion(moto.own(), REGIONS.getFirst());
    String id = moto.create(where, Seed.instance());
    failsIf(true, "termination", id);
    moto.create(where, Seed.database("db").keepingBackups(1).copyingTags());
    failsIf(true, "db-deletion", "db");
    failsIf(true, "db-backups", "db");
    moto.create(where, Seed.cluster("cluster", "aurora-mysql"));
    failsIf(true, "cluster-deletion", "cluster");
    for (String name : List.of("bare", "read")) {
      moto.create(where, bucket(name, name.equals("read") ? 3 : 5));
      failsIf(true, "versioning", name);
      failsIf(true, "denied", name);
    }
    String far = moto.create(new AccountRegion(moto.own(), REGIONS.getLast()), Seed.instance());
    failsIf(true, "termination", far);
    return id;
  }

  private void failsIf(boolean fails, String rule, String id) {
    if (fails) {
      failing.add(rule + " " + id);
    }
  }

  /// What the engine itself says of every setting, by `region kind id setting`.
  Map<String, String> settings() {
    var all = new TreeMap<String, String>();
    for (RegionId region : REGIONS) {
      var where = new AccountRegion(moto.own(), region);
      instances(where).forEach(one -> instance(moto.ec2(where), region + " ec2 ", one, all));
      for (var db : moto.rds(where).describeDBInstances().dbInstances()) {
        String key = region + " db " + db.dbInstanceIdentifier();
        all.put(key + " deletion", String.valueOf(db.deletionProtection()));
        all.put(key + " backups", String.valueOf(db.backupRetentionPeriod()));
        all.put(key + " tags", String.valueOf(db.copyTagsToSnapshot()));
      }
      for (var cluster : moto.rds(where).describeDBClusters().dbClusters()) {
        String key = region + " cluster " + cluster.dbClusterIdentifier();
        all.put(key + " deletion", String.valueOf(cluster.deletionProtection()));
        all.put(key + " backups", String.valueOf(cluster.backupRetentionPeriod()));
      }
    }
    S3Client s3 = moto.s3(new AccountRegion(moto.own(), REGIONS.getLast()));
    for (var bucket : s3.listBuckets().buckets()) {
      String key = "anywhere s3 " + bucket.name();
      var versioning = s3.getBucketVersioning(r -> r.bucket(bucket.name())).statusAsString();
      all.put(key + " versioning", String.valueOf(versioning));
      all.put(key + " policy", policy(s3, bucket.name()));
    }
    return all;
  }

  List<Instance> instances(AccountRegion where) {
    return moto.ec2(where).describeInstancesPaginator().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private static void instance(
      Ec2Client ec2, String place, Instance one, Map<String, String> settings) {
    String id = one.instanceId();
    var termination =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_TERMINATION));
    var stop =
        ec2.describeInstanceAttribute(
            r -> r.instanceId(id).attribute(InstanceAttributeName.DISABLE_API_STOP));
    settings.put(place + id + " termination", termination.disableApiTermination().toString());
    settings.put(place + id + " stop", stop.disableApiStop().toString());
    one.blockDeviceMappings()
        .forEach(
            device ->
                settings.put(
                    place + id + " " + device.deviceName(),
                    String.valueOf(device.ebs().deleteOnTermination())));
  }

  private static String policy(S3Client s3, String bucket) {
    try {
      return s3.getBucketPolicy(r -> r.bucket(bucket)).policy();
    } catch (S3Exception none) {
      assertThat(none.awsErrorDetails().errorCode()).isEqualTo("NoSuchBucketPolicy");
      return "none";
    }
  }

  /// A bucket that ever had versioning can only suspend it.
  static Map<String, String> asFarAsS3LetsGo(Map<String, String> before) {
    var after = new TreeMap<>(before);
    after.replaceAll(
        (key, value) -> key.endsWith(" versioning") && value.equals("null") ? "Suspended" : value);
    return after;
  }

  /// The same, where only some buckets had it turned on.
  static Map<String, String> asFarAsS3LetsGo(Map<String, String> before, Map<String, String> now) {
    var after = asFarAsS3LetsGo(before);
    before.forEach(
        (key, value) -> {
          if (key.endsWith(" versioning") && value.equals(now.get(key))) {
            after.put(key, value);
          }
        });
    return after;
  }
}
