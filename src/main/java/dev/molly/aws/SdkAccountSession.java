package dev.molly.aws;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A session in an account of AWS itself. One client is built per region, since building one
/// costs more than a call.
final class SdkAccountSession implements AccountSession {
  private final SdkClientFactory clients;
  private final AwsCredentialsProvider credentials;
  private final CallerIdentity identity;
  private final RegionId home;
  private final StsClient sts;
  private final LoadingCache<RegionId, Ec2Client> ec2;
  private final LoadingCache<RegionId, RdsClient> rds;
  private final LoadingCache<RegionId, S3Client> s3;
  private final LoadingCache<RegionId, CloudWatchClient> cloudWatch;
  private final LoadingCache<RegionId, ElasticLoadBalancingV2Client> loadBalancing;
  private final LoadingCache<RegionId, AutoScalingClient> autoScaling;
  private final LoadingCache<RegionId, KmsClient> kms;
  private final LoadingCache<RegionId, S3ControlClient> s3Control;
  private final Optional<RecordSigner> recordSigner;

  /// Created at the first write.
  private @Nullable AccountSession writing;

  /// Opens a session and calls STS for its identity.
  static SdkAccountSession open(
      SdkClientFactory clients, AwsCredentialsProvider credentials, RegionId home) {
    StsClient sts = clients.sts(credentials, home);
    var caller = AwsCalls.call("sts:GetCallerIdentity", sts::getCallerIdentity);
    return new SdkAccountSession(
        clients, credentials, home, sts, CallerIdentity.of(caller.account(), caller.arn()));
  }

  private SdkAccountSession(
      SdkClientFactory clients,
      AwsCredentialsProvider credentials,
      RegionId home,
      StsClient sts,
      CallerIdentity identity) {
    this.clients = clients;
    this.credentials = credentials;
    this.sts = sts;
    this.identity = identity;
    this.home = home;
    this.ec2 = Caffeine.newBuilder().build(region -> clients.ec2(credentials, in(region)));
    this.rds = Caffeine.newBuilder().build(region -> clients.rds(credentials, in(region)));
    this.s3 = Caffeine.newBuilder().build(region -> clients.s3(credentials, in(region)));
    this.cloudWatch =
        Caffeine.newBuilder().build(region -> clients.cloudWatch(credentials, in(region)));
    this.loadBalancing =
        Caffeine.newBuilder().build(region -> clients.loadBalancing(credentials, in(region)));
    this.autoScaling =
        Caffeine.newBuilder().build(region -> clients.autoScaling(credentials, in(region)));
    this.kms = Caffeine.newBuilder().build(region -> clients.kms(credentials, in(region)));
    this.s3Control =
        Caffeine.newBuilder().build(region -> clients.s3Control(credentials, in(region)));
    this.recordSigner = clients.recordKey().map(key -> new RecordSigner(key, this::kms));
  }

  @Override
  public CallerIdentity identity() {
    return identity;
  }

  @Override
  public Instant time() {
    return AwsClock.of(sts);
  }

  @Override
  public List<RegionId> enabledRegions() {
    var answer = AwsCalls.call("ec2:DescribeRegions", () -> ec2(home).describeRegions());
    return answer.regions().stream().map(Region::regionName).map(RegionId::new).sorted().toList();
  }

  @Override
  public Attempt attempt(RegionId region, String api) {
    clients.awaitTurn(in(region), api);
    Instant began = Instant.now();
    return write -> SingleAttemptInterceptor.begun(began, () -> write.accept(writing()));
  }

  private synchronized AccountSession writing() {
    if (writing == null) {
      writing = new SdkAccountSession(clients.writing(), credentials, home, sts, identity);
    }
    return writing;
  }

  @Override
  public Ec2Client ec2(RegionId region) {
    return ec2.get(region);
  }

  @Override
  public RdsClient rds(RegionId region) {
    return rds.get(region);
  }

  @Override
  public S3Client s3(RegionId region) {
    return s3.get(region);
  }

  @Override
  public CloudWatchClient cloudWatch(RegionId region) {
    return cloudWatch.get(region);
  }

  @Override
  public ElasticLoadBalancingV2Client loadBalancing(RegionId region) {
    return loadBalancing.get(region);
  }

  @Override
  public AutoScalingClient autoScaling(RegionId region) {
    return autoScaling.get(region);
  }

  @Override
  public KmsClient kms(RegionId region) {
    return kms.get(region);
  }

  @Override
  public Optional<RecordSigner> recordSigner() {
    return recordSigner;
  }

  @Override
  public S3ControlClient s3Control(RegionId region) {
    return s3Control.get(region);
  }

  private AccountRegion in(RegionId region) {
    return new AccountRegion(identity.account(), region);
  }
}
