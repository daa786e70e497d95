package dev.molly.sim;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsCalls;
import dev.molly.aws.AwsClock;
import dev.molly.aws.CallerIdentity;
import dev.molly.aws.RecordSigner;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.plan.IamGrant;
import dev.molly.sim.core.SimCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.model.Region;

/// The accounts of a [SimCloud], as a stand-in for AWS. Every role can be assumed by every
/// caller, except where a fault denies it.
public final class SimAws implements AwsAccounts {
  /// The account of the caller's credentials.
  public static final String OWN_ACCOUNT = "111122223333";

  private static final String HOME = "us-east-1";

  private final SimCloud cloud;
  private final ConcurrentMap<String, AccountSession> sessions = new ConcurrentHashMap<>();

  private final @Nullable RecordKey recordKey;

  /// The budget of the calls that were counted so far.
  private CallBudget counted = CallBudget.NONE;

  public SimAws(SimCloud cloud) {
    this(cloud, null);
  }

  /// @param recordKey the key that records are signed with
  public SimAws(SimCloud cloud, @Nullable RecordKey recordKey) {
    this.cloud = cloud;
    this.recordKey = recordKey;
  }

  @Override
  public Optional<RecordKey> recordKey() {
    return Optional.ofNullable(recordKey);
  }

  @Override
  public AccountSession session(AccountRef account) {
    String id =
        switch (account) {
          case AccountRef.Own me -> OWN_ACCOUNT;
          case AccountRef.Configured configured -> {
            if (!isOwn(configured)) {
              AccountRef.Configured way =
                  configured.member() ? configured.inPartition("aws") : configured;
              way.role().ifPresent(this::assume);
            }
            yield configured.id().value();
          }
        };
    AccountSession open = sessions.get(id);
    if (open == null) {
      open = open(cloud.account(id));
      sessions.put(id, open);
    }
    return open;
  }

  /// The simulator enforces only the permissions that a fault denies and the conditions on tags
  /// of a session policy.
  @Override
  public AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads) {
    AccountSession whole = session(account);
    return account instanceof AccountRef.Configured to && to.role().isPresent() && !isOwn(to)
        ? session(cloud.account(to.id().value()).within(grants), whole.identity())
        : whole;
  }

  private static boolean isOwn(AccountRef.Configured account) {
    return account.member() && account.id().value().equals(OWN_ACCOUNT);
  }

  private void assume(String role) {
    var sts = cloud.account(OWN_ACCOUNT).sts();
    AwsCalls.call(
        "sts:AssumeRole", () -> sts.assumeRole(r -> r.roleArn(role).roleSessionName("molly")));
  }

  @Override
  public long calls() {
    return cloud.calls().size();
  }

  @Override
  public synchronized CallBudget budget() {
    List<SimCall> calls = cloud.calls();
    counted =
        counted.plus(
            calls.subList((int) counted.calls(), calls.size()).stream()
                .map(SimAws::counted)
                .toList());
    return counted;
  }

  private static ApiCalls counted(SimCall call) {
    return new ApiCalls(
        Optional.of(new AccountId(call.account())),
        new RegionId(call.region()),
        call.api(),
        1,
        call.throttled() ? 1 : 0);
  }

  @Override
  public void close() {}

  private AccountSession open(SimAccount account) {
    var caller = AwsCalls.call("sts:GetCallerIdentity", () -> account.sts().getCallerIdentity());
    return session(account, CallerIdentity.of(caller.account(), caller.arn()));
  }

  private AccountSession session(SimAccount account, CallerIdentity identity) {
    var signer =
        recordKey().map(key -> new RecordSigner(key, region -> account.kms(region.value())));
    return new SimSession(account, identity, signer);
  }

  private record SimSession(
      SimAccount account, CallerIdentity identity, Optional<RecordSigner> recordSigner)
      implements AccountSession {
    @Override
    public Instant time() {
      return AwsClock.of(account.sts());
    }

    @Override
    public List<RegionId> enabledRegions() {
      var answer = AwsCalls.call("ec2:DescribeRegions", () -> account.ec2(HOME).describeRegions());
      return answer.regions().stream().map(Region::regionName).map(RegionId::new).sorted().toList();
    }

    /// The simulated clients always make a single attempt.
    @Override
    public Attempt attempt(RegionId region, String api) {
      return write -> write.accept(this);
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, RegionId region) {
      return account.client(type, region.value());
    }
  }
}
