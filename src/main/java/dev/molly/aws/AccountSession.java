package dev.molly.aws;

import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// A session in one account with one identity, and the clients for it. Thread-safe.
public interface AccountSession {
  CallerIdentity identity();

  /// Returns the current time according to AWS, to the second. Calls AWS each time.
  ///
  /// @throws AwsException if AWS does not report the time
  Instant time();

  /// Returns the regions that are enabled in this account, as reported by AWS.
  ///
  /// @throws AwsException if they cannot be read
  List<RegionId> enabledRegions();

  /// Begins one attempt at a write. Call it just before the read that decides the write. Waits
  /// first until the rate that AWS grants for the call allows one more, so that the write itself
  /// need not wait.
  ///
  /// @param api for example `ec2:TerminateInstances`
  Attempt attempt(RegionId region, String api);

  /// One attempt at a write.
  interface Attempt {
    /// Makes the write, with clients that send it once, so that the outcome belongs to this
    /// attempt and not to an earlier one. The write is sent soon after the attempt began, or not
    /// at all.
    ///
    /// @param write receives a session with these clients
    /// @throws AwsException any exception that the write throws
    void write(Consumer<AccountSession> write);
  }

  Ec2Client ec2(RegionId region);

  RdsClient rds(RegionId region);

  S3Client s3(RegionId region);

  CloudWatchClient cloudWatch(RegionId region);

  ElasticLoadBalancingV2Client loadBalancing(RegionId region);

  AutoScalingClient autoScaling(RegionId region);

  /// Returns the client that checks whether a key can be used and that signs records.
  KmsClient kms(RegionId region);

  /// Returns the signer of this account's records; empty if no key is configured.
  Optional<RecordSigner> recordSigner();

  /// Returns the client that sets and removes single tags of a bucket.
  S3ControlClient s3Control(RegionId region);
}
