package dev.molly.aws;

import dev.molly.model.AccountRegion;
import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A session in an account of AWS itself. Its clients are shared with all other sessions; the
/// session puts its credentials into each request.
final class SdkAccountSession implements AccountSession {
  private final SdkClientFactory clients;
  private final AwsCredentialsProvider credentials;
  private final CallerIdentity identity;
  private final RegionId home;
  private final StsClient sts;
  private final Optional<RecordSigner> recordSigner;

  /// Created at the first write.
  private @Nullable AccountSession writing;

  /// Opens a session and calls STS for its identity.
  ///
  /// @param place the account that the credentials are meant for, and the region of the identity
  static SdkAccountSession open(
      SdkClientFactory clients, AwsCredentialsProvider credentials, CallCounter.Place place) {
    StsClient sts = clients.sts(credentials, place);
    var caller = AwsCalls.call("sts:GetCallerIdentity", sts::getCallerIdentity);
    return new SdkAccountSession(
        clients,
        credentials,
        place.region(),
        sts,
        CallerIdentity.of(caller.account(), caller.arn()));
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
    this.recordSigner =
        clients
            .recordKey()
            .map(key -> new RecordSigner(key, region -> client(KmsClient.class, region)));
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
    var answer =
        AwsCalls.call("ec2:DescribeRegions", () -> client(Ec2Client.class, home).describeRegions());
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
  public <C extends SdkClient> C client(Class<C> type, RegionId region) {
    return clients.client(type, credentials, in(region));
  }

  @Override
  public Optional<RecordSigner> recordSigner() {
    return recordSigner;
  }

  private AccountRegion in(RegionId region) {
    return new AccountRegion(identity.account(), region);
  }
}
