package dev.molly.aws;

import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;

/// One account, as somebody with a name, and the clients to work there. Safe for many threads.
public interface Session {
  Identity identity();

  /// What AWS says the time is, to the second: asked for now.
  ///
  /// @throws AwsException when AWS does not say
  Instant time();

  /// The regions that are enabled in this account, from AWS itself.
  ///
  /// @throws AwsException when they cannot be read
  List<RegionId> enabledRegions();

  Ec2Client ec2(RegionId region);

  RdsClient rds(RegionId region);

  S3Client s3(RegionId region);

  CloudWatchClient cloudWatch(RegionId region);

  ElasticLoadBalancingV2Client loadBalancing(RegionId region);

  AutoScalingClient autoScaling(RegionId region);

  /// Where it is asked whether a key can be used.
  KmsClient kms(RegionId region);

  /// Where single tags of a bucket are put and taken away.
  S3ControlClient s3Control(RegionId region);
}
