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

/// One account, as somebody with a name, and the clients to work there. Safe for many threads.
public interface AccountSession {
  CallerIdentity identity();

  /// What AWS says the time is, to the second: asked for now.
  ///
  /// @throws AwsException when AWS does not say
  Instant time();

  /// The regions that are enabled in this account, from AWS itself.
  ///
  /// @throws AwsException when they cannot be read
  List<RegionId> enabledRegions();

  /// Begins one attempt at a write: to be called just before the look that decides it. Waits first
  /// until the rate that AWS grants the call allows one more, so that the write itself does not.
  ///
  /// @param api for example `ec2:TerminateInstances`
  Attempt attempt(RegionId region, String api);

  /// One attempt at a write.
  interface Attempt {
    /// Makes the write, with clients that send it once: what comes of it is the answer to this
    /// attempt and to no earlier one. It is sent soon after the attempt began, or not at all.
    ///
    /// @param write gets a session of such clients
    /// @throws AwsException whatever the write throws
    void write(Consumer<AccountSession> write);
  }

  Ec2Client ec2(RegionId region);

  RdsClient rds(RegionId region);

  S3Client s3(RegionId region);

  CloudWatchClient cloudWatch(RegionId region);

  ElasticLoadBalancingV2Client loadBalancing(RegionId region);

  AutoScalingClient autoScaling(RegionId region);

  /// Where it is asked whether a key can be used, and where records are signed.
  KmsClient kms(RegionId region);

  /// What signs the records of this account, where a key is configured.
  Optional<RecordSigner> recordSigner();

  /// Where single tags of a bucket are put and taken away.
  S3ControlClient s3Control(RegionId region);
}
