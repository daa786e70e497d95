package dev.molly.simulation.world;

import dev.molly.sim.SimAccount;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.s3.S3Client;

/// What AWS holds, read without any of molly's code: all settings that molly could write.
final class Settings {
  private final Map<String, String> settings = new TreeMap<>();

  private Settings() {}

  static Map<String, String> of(SimAccount account, String region) {
    var all = new Settings();
    all.instances(account.ec2(region));
    all.databases(account.rds(region));
    all.buckets(account.s3(region));
    return all.settings;
  }

  private void instances(Ec2Client ec2) {
    for (var reservation : ec2.describeInstances().reservations()) {
      for (Instance one : reservation.instances()) {
        String id = one.instanceId();
        for (var name :
            new InstanceAttributeName[] {
              InstanceAttributeName.DISABLE_API_TERMINATION,
              InstanceAttributeName.DISABLE_API_STOP,
              InstanceAttributeName.INSTANCE_INITIATED_SHUTDOWN_BEHAVIOR
            }) {
          var answer = ec2.describeInstanceAttribute(r -> r.instanceId(id).attribute(name));
          String value =
              answer.disableApiTermination()
                  + " "
                  + answer.disableApiStop()
                  + " "
                  + answer.instanceInitiatedShutdownBehavior();
          settings.put(id + " " + name, value);
        }
        one.blockDeviceMappings()
            .forEach(
                device ->
                    settings.put(
                        id + " " + device.deviceName(),
                        String.valueOf(device.ebs().deleteOnTermination())));
      }
    }
  }

  /// What is pending counts: nobody has to wait for a maintenance window to see what was asked.
  private void databases(RdsClient rds) {
    for (DBInstance one : rds.describeDBInstances().dbInstances()) {
      String id = one.dbInstanceIdentifier();
      var pending = one.pendingModifiedValues();
      Integer later = pending == null ? null : pending.backupRetentionPeriod();
      settings.put(id + " deletion-protection", String.valueOf(one.deletionProtection()));
      settings.put(id + " copy-tags", String.valueOf(one.copyTagsToSnapshot()));
      settings.put(
          id + " backups",
          Optional.ofNullable(later).orElse(one.backupRetentionPeriod()).toString());
    }
    for (DBCluster one : rds.describeDBClusters().dbClusters()) {
      String id = one.dbClusterIdentifier();
      settings.put(id + " deletion-protection", String.valueOf(one.deletionProtection()));
      settings.put(id + " copy-tags", String.valueOf(one.copyTagsToSnapshot()));
      settings.put(id + " backups", String.valueOf(one.backupRetentionPeriod()));
    }
  }

  private void buckets(S3Client s3) {
    for (var bucket : s3.listBuckets(r -> r.maxBuckets(1000)).buckets()) {
      String name = bucket.name();
      String versioning = s3.getBucketVersioning(r -> r.bucket(name)).statusAsString();
      settings.put(name + " versioning", versioning == null ? "never" : versioning);
      settings.put(name + " policy", policy(s3, name));
    }
  }

  private static String policy(S3Client s3, String bucket) {
    try {
      return s3.getBucketPolicy(r -> r.bucket(bucket)).policy();
    } catch (AwsServiceException e) {
      return e.awsErrorDetails().errorCode();
    }
  }
}
