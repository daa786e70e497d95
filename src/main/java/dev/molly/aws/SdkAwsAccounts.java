package dev.molly.aws;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.molly.model.AccountRef;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.plan.IamGrant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// AWS itself, or whatever `AWS_ENDPOINT_URL` names, through the standard credential chain.
public final class SdkAwsAccounts implements AwsAccounts {
  /// Sessions in use stay; what a run over very many accounts no longer needs is dropped.
  private static final int SESSIONS = 500;

  /// The SDK gives up waiting for a free connection after ten seconds; with many calls in flight
  /// that is too soon.
  private static final Duration CONNECTION_WAIT = Duration.ofMinutes(5);

  /// The SDK gives up after two seconds. Where a machine is busy and its queue full, the first
  /// packets of a connection are dropped, and TCP tries again after one, three and seven seconds.
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);

  private static final int CONNECTIONS = 256;

  private final LongAdder calls = new LongAdder();
  private final SdkHttpClient http =
      ApacheHttpClient.builder()
          .maxConnections(CONNECTIONS)
          .connectionAcquisitionTimeout(CONNECTION_WAIT)
          .connectionTimeout(CONNECT_WAIT)
          .build();
  private final AwsCredentialsProvider own;
  private final SdkClientFactory clients;
  private final RegionId home;
  private final LoadingCache<AccountRef, AccountSession> sessions =
      Caffeine.newBuilder().maximumSize(SESSIONS).build(this::open);

  /// @param profile the profile of the AWS config files; empty for the standard chain's own choice
  /// @param home the region in which to ask who we are and which regions there are
  public SdkAwsAccounts(Optional<String> profile, RegionId home, RateLimitConfig limits) {
    this(profile, home, limits, Optional.empty());
  }

  /// @param recordKey the key that records are signed with
  public SdkAwsAccounts(
      Optional<String> profile,
      RegionId home,
      RateLimitConfig limits,
      Optional<RecordKey> recordKey) {
    this.own = credentials(profile);
    this.home = home;
    this.clients = new SdkClientFactory(http, profile, limits, calls, recordKey);
  }

  /// A profile that was named is the one that is meant, as for the AWS CLI. The SDK's chain would
  /// let credentials in the environment, perhaps another account's, go before it.
  private static AwsCredentialsProvider credentials(Optional<String> profile) {
    return profile.isPresent()
        ? ProfileCredentialsProvider.create(profile.get())
        : DefaultCredentialsProvider.builder().build();
  }

  @Override
  public AccountSession session(AccountRef account) {
    return sessions.get(account);
  }

  @Override
  public Optional<RecordKey> recordKey() {
    return clients.recordKey();
  }

  /// Publishes a message to a topic of SNS, as the caller. What is not answered is sent again, so
  /// it may come twice.
  ///
  /// @param subject at most 100 characters of ASCII
  /// @return the id that SNS gave the message
  /// @throws AwsException when SNS does not say that it took it
  public String publish(String topicArn, String subject, String text) {
    var region = new RegionId(topicArn.split(":", -1)[3]);
    try (SnsClient sns = clients.sns(own, region)) {
      var answer =
          AwsCalls.call(
              "sns:Publish",
              () -> sns.publish(r -> r.topicArn(topicArn).subject(subject).message(text)));
      if (answer.messageId() == null) {
        throw new AwsException(AwsException.Reason.OTHER, "sns:Publish: the answer has no id");
      }
      return answer.messageId();
    }
  }

  @Override
  public long calls() {
    return calls.sum();
  }

  @Override
  public void close() {
    sessions.invalidateAll();
    http.close();
  }

  @Override
  public AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads) {
    if (!(account instanceof AccountRef.Configured to) || to.role().isEmpty()) {
      return session(account);
    }
    String policy = SessionPolicy.json(grants, reads);
    return checked(to, SdkAccountSession.open(clients, credentials(to, Optional.of(policy)), home));
  }

  private AccountSession open(AccountRef account) {
    return switch (account) {
      case AccountRef.Own me -> SdkAccountSession.open(clients, own, home);
      case AccountRef.Configured to ->
          checked(to, SdkAccountSession.open(clients, credentials(to, Optional.empty()), home));
    };
  }

  /// The SDK's provider renews the role's credentials minutes before they expire, for as long as
  /// the session is used.
  ///
  /// @param policy what the session may do, where that is less than the role may
  private AwsCredentialsProvider credentials(AccountRef.Configured to, Optional<String> policy) {
    if (to.role().isEmpty()) {
      return own;
    }
    StsClient sts = clients.sts(own, home);
    var assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .prefetchTime(Duration.ofMinutes(5))
            .refreshRequest(
                request -> {
                  request.roleArn(to.role().get()).roleSessionName("molly");
                  to.externalId().ifPresent(request::externalId);
                  policy.ifPresent(request::policy);
                })
            .build();
    // Asked for now, so that a refusal is told as one of this call, not of the first that needs it.
    AwsCalls.call("sts:AssumeRole", assumed::resolveCredentials);
    return assumed;
  }

  /// A role's name says little about where it leads: what counts is where STS says we are.
  private static AccountSession checked(AccountRef.Configured wanted, AccountSession session) {
    var actual = session.identity();
    if (!actual.account().equals(wanted.id())) {
      throw new AwsException(
          AwsException.Reason.OTHER,
          "these credentials lead to account %s, not to %s (%s)"
              .formatted(actual.account(), wanted.id(), wanted.name()));
    }
    return session;
  }
}
