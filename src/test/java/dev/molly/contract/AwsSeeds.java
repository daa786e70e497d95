package dev.molly.contract;

import static dev.molly.contract.Seed.BucketTrait.MFA_DELETE;
import static dev.molly.contract.Seed.BucketTrait.OBJECT_LOCKED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONED;
import static dev.molly.contract.Seed.BucketTrait.VERSIONING_SUSPENDED;
import static dev.molly.contract.Seed.InstanceTrait.KEEPS_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.LOSES_DATA_VOLUME;
import static dev.molly.contract.Seed.InstanceTrait.MANAGED;
import static dev.molly.contract.Seed.InstanceTrait.ON_INSTANCE_STORE;
import static dev.molly.contract.Seed.InstanceTrait.SPOT;
import static dev.molly.contract.Seed.InstanceTrait.STOP_PROTECTED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATED;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATES_ON_SHUTDOWN;
import static dev.molly.contract.Seed.InstanceTrait.TERMINATION_PROTECTED;

import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.MFADelete;

/// Makes seeds by the calls that a user would make.
final class AwsSeeds {
  private static final String ROOT = "/dev/sda1";

  private final AwsEndpoint aws;

  AwsSeeds(AwsEndpoint aws) {
    this.aws = aws;
  }

  /// Makes a resource, and says what a person would type for it.
  String create(AccountRegion where, Seed seed) {
    return switch (seed) {
      case Seed.Instance one -> create(aws.ec2(where), one);
      case Seed.Database one -> create(aws.rds(where), one);
      case Seed.Cluster one -> create(aws.rds(where), one);
      case Seed.Bucket one -> create(aws.s3(where), where.region(), one);
    };
  }

  /// The flags are set after the launch, in the form that CloudTrail does not redact: moto does not
  /// heed them at launch. The shutdown behaviour is set at launch: moto does not heed it after.
  private static String create(Ec2Client ec2, Seed.Instance seed) {
    String id = ec2.runInstances(launch(seed)).instances().getFirst().instanceId();
    if (seed.is(TERMINATED)) {
      ec2.terminateInstances(r -> r.instanceIds(id));
      return id;
    }
    if (seed.is(TERMINATION_PROTECTED)) {
      ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(true)));
    }
    if (seed.is(STOP_PROTECTED)) {
      ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiStop(v -> v.value(true)));
    }
    return id;
  }

  /// Of a type that moto does not know to have an instance store, and without a public address: a
  /// stop loses nothing.
  private static RunInstancesRequest launch(Seed.Instance seed) {
    if (seed.is(MANAGED) || seed.is(ON_INSTANCE_STORE)) {
      throw new IllegalArgumentException("nobody can launch this: " + seed.traits());
    }
    var devices = new ArrayList<>(List.of(device(ROOT, true)));
    if (seed.is(KEEPS_DATA_VOLUME)) {
      devices.add(device("/dev/sdf", false));
    }
    if (seed.is(LOSES_DATA_VOLUME)) {
      devices.add(device("/dev/sdg", true));
    }
    var request =
        RunInstancesRequest.builder()
            .imageId("ami-12345678")
            .instanceType(InstanceType.T3_MICRO)
            .networkInterfaces(
                InstanceNetworkInterfaceSpecification.builder()
                    .deviceIndex(0)
                    .associatePublicIpAddress(false)
                    .build())
            .minCount(1)
            .maxCount(1)
            .blockDeviceMappings(devices);
    if (seed.is(TERMINATES_ON_SHUTDOWN)) {
      request.instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE);
    }
    if (seed.is(SPOT)) {
      request.instanceMarketOptions(m -> m.marketType(MarketType.SPOT));
    }
    if (!seed.tags().isEmpty()) {
      var tags =
          tags(
              seed,
              (k, v) ->
                  software.amazon.awssdk.services.ec2.model.Tag.builder().key(k).value(v).build());
      request.tagSpecifications(
          TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tags).build());
    }
    return request.build();
  }

  private static BlockDeviceMapping device(String name, boolean deleteOnTermination) {
    return BlockDeviceMapping.builder()
        .deviceName(name)
        .ebs(e -> e.volumeSize(10).deleteOnTermination(deleteOnTermination))
        .build();
  }

  private static String create(RdsClient rds, Seed.Database seed) {
    if (seed.replicaOf().isPresent()) {
      rds.createDBInstanceReadReplica(
          r ->
              r.dbInstanceIdentifier(seed.identifier())
                  .sourceDBInstanceIdentifier(seed.replicaOf().get()));
      return seed.identifier();
    }
    rds.createDBInstance(
        r -> {
          r.dbInstanceIdentifier(seed.identifier())
              .engine(seed.engine())
              .dbInstanceClass("db.r6g.large")
              .tags(databaseTags(seed));
          if (seed.cluster().isPresent()) {
            r.dbClusterIdentifier(seed.cluster().get());
          } else {
            r.masterUsername("molly")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(20)
                .backupRetentionPeriod(seed.backupDays())
                .deletionProtection(seed.deletionProtected())
                .copyTagsToSnapshot(seed.copiesTags());
          }
        });
    return seed.identifier();
  }

  private static String create(RdsClient rds, Seed.Cluster seed) {
    rds.createDBCluster(
        r -> {
          r.dbClusterIdentifier(seed.identifier())
              .engine(seed.engine())
              .masterUsername("molly")
              .masterUserPassword("not-a-secret")
              .backupRetentionPeriod(seed.backupDays())
              .deletionProtection(seed.deletionProtected())
              .tags(databaseTags(seed));
          if (!seed.engine().startsWith("aurora")) {
            r.dbClusterInstanceClass("db.m5d.large")
                .storageType("io1")
                .allocatedStorage(100)
                .iops(1000);
          }
        });
    return seed.identifier();
  }

  private static List<Tag> databaseTags(Seed seed) {
    return tags(seed, (k, v) -> Tag.builder().key(k).value(v).build());
  }

  private static String create(S3Client s3, RegionId region, Seed.Bucket seed) {
    String name = seed.name();
    s3.createBucket(
        r -> {
          r.bucket(name).objectLockEnabledForBucket(seed.is(OBJECT_LOCKED));
          if (!region.value().equals("us-east-1")) {
            r.createBucketConfiguration(c -> c.locationConstraint(region.value()));
          }
        });
    if (seed.is(VERSIONED) || seed.is(MFA_DELETE)) {
      version(s3, seed, BucketVersioningStatus.ENABLED);
    }
    if (seed.is(VERSIONING_SUSPENDED)) {
      version(s3, seed, BucketVersioningStatus.ENABLED);
      version(s3, seed, BucketVersioningStatus.SUSPENDED);
    }
    seed.policy().ifPresent(text -> s3.putBucketPolicy(r -> r.bucket(name).policy(text)));
    if (!seed.tags().isEmpty()) {
      var tags =
          tags(
              seed,
              (k, v) ->
                  software.amazon.awssdk.services.s3.model.Tag.builder().key(k).value(v).build());
      s3.putBucketTagging(r -> r.bucket(name).tagging(t -> t.tagSet(tags)));
    }
    return name;
  }

  private static void version(S3Client s3, Seed.Bucket seed, BucketVersioningStatus status) {
    s3.putBucketVersioning(
        r -> {
          r.bucket(seed.name());
          if (seed.is(MFA_DELETE)) {
            r.mfa("arn:aws:iam::123456789012:mfa/root 123456")
                .versioningConfiguration(v -> v.status(status).mfaDelete(MFADelete.ENABLED));
          } else {
            r.versioningConfiguration(v -> v.status(status));
          }
        });
  }

  private static <T> List<T> tags(Seed seed, BiFunction<String, String, T> tag) {
    return seed.tags().entrySet().stream().map(e -> tag.apply(e.getKey(), e.getValue())).toList();
  }
}
