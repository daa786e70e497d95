package dev.molly.aws;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.plan.IamGrant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.protocols.jsoncore.JsonWriter;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// The accounts of AWS itself, or of the endpoint in `AWS_ENDPOINT_URL`, through the standard
/// credential chain.
public final class SdkAwsAccounts implements AwsAccounts {
  /// The limit on cached sessions. Sessions in use are kept; those that a run over very many
  /// accounts no longer needs are dropped.
  private static final int SESSIONS = 500;

  /// The SDK's default of ten seconds to wait for a free connection is too short with many calls
  /// in flight.
  private static final Duration CONNECTION_WAIT = Duration.ofMinutes(5);

  /// The SDK's default is two seconds. On a busy machine with a full queue, the first packets of
  /// a connection are dropped, and TCP retries after one, three and seven seconds.
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);

  private static final int CONNECTIONS = 256;

  private final CallCounter calls = new CallCounter();
  private final SdkHttpClient http =
      Apache5HttpClient.builder()
          .maxConnections(CONNECTIONS)
          .connectionAcquisitionTimeout(CONNECTION_WAIT)
          .connectionTimeout(CONNECT_WAIT)
          .build();
  private final AwsCredentialsProvider own;
  private final SdkClientFactory clients;
  private final RegionId home;
  private final RateLimitConfig limits;

  /// The caller's own account, once it is known: its session may have been dropped.
  private volatile @Nullable AccountId ownAccount;

  private final LoadingCache<AccountRef, AccountSession> sessions =
      Caffeine.newBuilder().maximumSize(SESSIONS).build(this::open);

  /// @param profile the profile of the AWS config files; empty for the standard chain's own
  ///     choice
  /// @param home the region for requests about the caller's identity and the list of regions
  public SdkAwsAccounts(String profile, RegionId home, RateLimitConfig limits) {
    this(profile, home, limits, null);
  }

  /// @param recordKey the key that records are signed with
  public SdkAwsAccounts(
      String profile, RegionId home, RateLimitConfig limits, @Nullable RecordKey recordKey) {
    this.own = credentials(profile);
    this.home = home;
    this.limits = limits;
    this.clients = new SdkClientFactory(http, profile, limits, calls, recordKey);
  }

  /// An explicitly named profile takes precedence, as in the AWS CLI. The SDK's chain would
  /// prefer credentials in the environment, which may belong to another account.
  private static AwsCredentialsProvider credentials(String profile) {
    return profile.isEmpty()
        ? DefaultCredentialsProvider.builder().build()
        : ProfileCredentialsProvider.create(profile);
  }

  @Override
  public AccountSession session(AccountRef account) {
    return sessions.get(way(account));
  }

  /// The caller is in its own account already, where the role of the organization's members may
  /// not exist: a stack set with AWS's permissions leaves the management account out.
  private AccountRef way(AccountRef account) {
    if (!(account instanceof AccountRef.Configured to) || !to.member()) {
      return account;
    }
    var own = new AccountRef.Own();
    CallerIdentity caller = sessions.get(own).identity();
    return caller.account().equals(to.id()) ? own : to.inPartition(caller.partition());
  }

  @Override
  public Optional<RecordKey> recordKey() {
    return clients.recordKey();
  }

  /// Publishes a message to an SNS topic, as the caller. A message without a response is sent
  /// again, so it may be delivered twice.
  ///
  /// @param subject at most 100 characters of ASCII
  /// @param mail the text for subscribers by e-mail; empty if they get `text` as all others
  /// @return the id that SNS assigned to the message
  /// @throws AwsException if SNS does not confirm the message
  public String publish(String topicArn, String subject, String text, String mail) {
    var region = new RegionId(topicArn.split(":", -1)[3]);
    try (SnsClient sns = clients.sns(own, region)) {
      var answer =
          AwsCalls.call(
              "sns:Publish",
              () ->
                  sns.publish(
                      request -> {
                        request.topicArn(topicArn).subject(subject).message(text);
                        if (!mail.isEmpty()) {
                          request.messageStructure("json").message(byProtocol(text, mail));
                        }
                      }));
      if (answer.messageId() == null) {
        throw new AwsException(AwsException.Reason.OTHER, "sns:Publish: the answer has no id");
      }
      return answer.messageId();
    }
  }

  /// Source: SNS API Reference, Publish, "MessageStructure".
  private static String byProtocol(String text, String mail) {
    JsonWriter json = JsonWriter.create();
    json.writeStartObject();
    json.writeFieldName("default").writeValue(text);
    json.writeFieldName("email").writeValue(mail);
    json.writeEndObject();
    return new String(json.getBytes(), StandardCharsets.UTF_8);
  }

  /// Puts an event on an EventBridge bus, as the caller. An event without a response is sent again,
  /// so it may be delivered twice.
  ///
  /// @param type the detail type
  /// @param detail the JSON of the event
  /// @return the id that EventBridge assigned to the event
  /// @throws AwsException if EventBridge does not confirm the event: it reports an event that it
  ///     refuses in an answer with status 200
  public String putEvent(String busArn, String type, String detail) {
    var region = new RegionId(busArn.split(":", -1)[3]);
    var entry =
        PutEventsRequestEntry.builder()
            .eventBusName(busArn)
            .source("molly")
            .detailType(type)
            .detail(detail)
            .build();
    try (EventBridgeClient events = clients.events(own, region)) {
      var answer = AwsCalls.call("events:PutEvents", () -> events.putEvents(r -> r.entries(entry)));
      var result =
          answer.entries().stream()
              .findFirst()
              .orElse(PutEventsResultEntry.builder().errorCode("no entry").build());
      if (result.errorCode() != null || result.eventId() == null) {
        throw new AwsException(
            AwsException.Reason.OTHER,
            "events:PutEvents: the event was not accepted: %s %s"
                .formatted(
                    Objects.requireNonNullElse(result.errorCode(), "no id"),
                    Objects.requireNonNullElse(result.errorMessage(), "")));
      }
      return result.eventId();
    }
  }

  @Override
  public long calls() {
    return calls.calls();
  }

  @Override
  public CallBudget budget() {
    return new CallBudget(calls.made(ownAccount), limits);
  }

  @Override
  public void close() {
    sessions.invalidateAll();
    http.close();
  }

  @Override
  public AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads) {
    if (!(way(account) instanceof AccountRef.Configured to) || to.role().isEmpty()) {
      return session(account);
    }
    String policy = SessionPolicy.json(grants, reads);
    return checked(to, SdkAccountSession.open(clients, credentials(to, policy), place(to)));
  }

  private AccountSession open(AccountRef account) {
    return switch (account) {
      case AccountRef.Own me -> {
        AccountSession session = SdkAccountSession.open(clients, own, caller());
        ownAccount = session.identity().account();
        yield session;
      }
      case AccountRef.Configured to ->
          checked(to, SdkAccountSession.open(clients, credentials(to, ""), place(to)));
    };
  }

  private CallCounter.Place caller() {
    return new CallCounter.Place(null, home);
  }

  private CallCounter.Place place(AccountRef.Configured to) {
    return new CallCounter.Place(to.id(), home);
  }

  /// The SDK's provider renews the role's credentials minutes before they expire, for as long as
  /// the session is used.
  ///
  /// @param policy the session policy; empty if the session has all permissions of the role
  private AwsCredentialsProvider credentials(AccountRef.Configured to, String policy) {
    if (to.role().isEmpty()) {
      return own;
    }
    StsClient sts = clients.sts(own, caller());
    var assumed =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .prefetchTime(Duration.ofMinutes(5))
            .refreshRequest(
                request -> {
                  request.roleArn(to.role().get()).roleSessionName("molly");
                  to.externalId().ifPresent(request::externalId);
                  if (!policy.isEmpty()) {
                    request.policy(policy);
                  }
                })
            .build();
    // Resolved now, so that a refusal is reported for this call and not for the first call that
    // needs the credentials.
    AwsCalls.call("sts:AssumeRole", assumed::resolveCredentials);
    return assumed;
  }

  /// The name of a role does not prove its account, so the account reported by STS is checked.
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
