package dev.molly.contract;

import dev.molly.aws.AwsAccounts;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Evidence;
import dev.molly.model.KindId;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanReport;
import dev.molly.policy.ScanRequest;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// An engine that is reached over HTTP, as AWS is: by all that is molly, in this process or
/// another.
interface HttpEngine extends Engine {
  AwsEndpoint aws();

  /// The keys that molly has.
  default AwsBasicCredentials caller() {
    return AwsEndpoint.ADMIN;
  }

  @Override
  default AccountId own() {
    return aws().own();
  }

  @Override
  default List<KindId> kinds() {
    return Seed.KINDS;
  }

  @Override
  default String create(AccountRegion where, Seed seed) {
    return new AwsSeeds(aws()).create(where, seed);
  }

  @Override
  default Ec2Client ec2(AccountRegion where) {
    return aws().ec2(where);
  }

  @Override
  default RdsClient rds(AccountRegion where) {
    return aws().rds(where);
  }

  @Override
  default S3Client s3(AccountRegion where) {
    return aws().s3(where);
  }

  @Override
  default <C extends SdkClient> C client(Class<C> type, AccountRegion where) {
    return aws().client(type, where);
  }

  @Override
  default String subnet(AccountRegion where) {
    return ec2(where).describeSubnets().subnets().getFirst().subnetId();
  }

  @Override
  default <T> T with(Function<AwsAccounts, T> work) {
    return LiveScan.with(aws().uri(), caller(), work::apply);
  }

  @Override
  default void deny(String permission) {
    notOn(EngineDeviation.NOBODY_DENIED);
  }

  @Override
  default List<Evidence> evidence(ResourceRef resource) {
    return LiveScan.evidence(aws().uri(), caller(), resource);
  }

  @Override
  default ScanReport scan(ScanRequest request) {
    return LiveScan.scan(aws().uri(), caller(), request);
  }
}
