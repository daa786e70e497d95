package dev.molly.contract;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// The clients of an AWS that is reached over HTTP, each with every permission.
final class AwsEndpoint {
  static final AwsBasicCredentials ADMIN = AwsBasicCredentials.create("test", "test");

  private final URI uri;
  private final AccountId own;
  private final SdkHttpClient http = Apache5HttpClient.builder().maxConnections(64).build();
  private final Map<AccountId, AwsCredentials> credentials = new ConcurrentHashMap<>();
  private final Map<AccountRegion, Ec2Client> ec2 = new ConcurrentHashMap<>();
  private final Map<AccountRegion, RdsClient> rds = new ConcurrentHashMap<>();
  private final Map<AccountRegion, S3Client> s3 = new ConcurrentHashMap<>();

  /// @param own the account that its administrator's credentials are for
  AwsEndpoint(URI uri, AccountId own) {
    this.uri = uri;
    this.own = own;
  }

  URI uri() {
    return uri;
  }

  AccountId own() {
    return own;
  }

  /// Sessions do not outlive what they were made in.
  void forget() {
    credentials.clear();
    ec2.clear();
    rds.clear();
    s3.clear();
  }

  Ec2Client ec2(AccountRegion where) {
    return ec2.computeIfAbsent(where, in -> client(Ec2Client.builder().httpClient(http), in));
  }

  RdsClient rds(AccountRegion where) {
    return rds.computeIfAbsent(where, in -> client(RdsClient.builder().httpClient(http), in));
  }

  S3Client s3(AccountRegion where) {
    return s3.computeIfAbsent(
        where, in -> client(S3Client.builder().httpClient(http).forcePathStyle(true), in));
  }

  /// A client of any service, by its SDK interface.
  <C extends SdkClient> C client(Class<C> type, AccountRegion where) {
    try {
      var builder = (AwsClientBuilder<?, ?>) type.getMethod("builder").invoke(null);
      ((SdkSyncClientBuilder<?, ?>) builder).httpClient(http);
      builder
          .endpointOverride(uri)
          .region(Region.of(where.region().value()))
          .credentialsProvider(StaticCredentialsProvider.create(credentials(where.account())));
      return type.cast(((SdkBuilder<?, ?>) builder).build());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getName(), e);
    }
  }

  IamClient iam(AccountId account) {
    return client(IamClient.builder().httpClient(http), in(account, "us-east-1"));
  }

  KmsClient kms(AccountRegion where) {
    return client(KmsClient.builder().httpClient(http), where);
  }

  SnsClient sns(AccountRegion where) {
    return client(SnsClient.builder().httpClient(http), where);
  }

  private StsClient sts() {
    return client(StsClient.builder().httpClient(http), in(own, "us-east-1"));
  }

  private static AccountRegion in(AccountId account, String region) {
    return new AccountRegion(account, new RegionId(region));
  }

  private <B extends AwsClientBuilder<B, C>, C> C client(B builder, AccountRegion where) {
    return builder
        .endpointOverride(uri)
        .region(Region.of(where.region().value()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials(where.account())))
        .build();
  }

  /// What lets its holder do everything in an account.
  AwsCredentials credentials(AccountId account) {
    return account.equals(own) ? ADMIN : credentials.computeIfAbsent(account, this::assume);
  }

  private AwsCredentials assume(AccountId account) {
    var role = "arn:aws:iam::" + account + ":role/seeder";
    var got = sts().assumeRole(r -> r.roleArn(role).roleSessionName("seeder")).credentials();
    return AwsSessionCredentials.create(
        got.accessKeyId(), got.secretAccessKey(), got.sessionToken());
  }
}
