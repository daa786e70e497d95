package dev.molly.contract;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.CallerIdentity;
import dev.molly.aws.RecordSigner;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.plan.IamGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;

/// Moto, some time later: it keeps its own time, which nobody can move. Only what the clock says is
/// later, and clusters are found as on AWS; all else is as it is.
record LaterAws(AwsAccounts real, Supplier<Duration> later) implements AwsAccounts {
  @Override
  public AccountSession session(AccountRef account) {
    return new Later(real.session(account), later);
  }

  @Override
  public AccountSession session(AccountRef account, Set<IamGrant> grants, List<String> reads) {
    return new Later(real.session(account, grants, reads), later);
  }

  @Override
  public Optional<RecordKey> recordKey() {
    return real.recordKey();
  }

  @Override
  public long calls() {
    return real.calls();
  }

  @Override
  public CallBudget budget() {
    return real.budget();
  }

  @Override
  public void close() {
    real.close();
  }

  private record Later(AccountSession real, Supplier<Duration> later) implements AccountSession {
    @Override
    public CallerIdentity identity() {
      return real.identity();
    }

    @Override
    public Instant time() {
      return real.time().plus(later.get());
    }

    @Override
    public Attempt attempt(RegionId region, String api) {
      Attempt attempt = real.attempt(region, api);
      return write -> attempt.write(once -> write.accept(new Later(once, later)));
    }

    @Override
    public List<RegionId> enabledRegions() {
      return real.enabledRegions();
    }

    @Override
    public Optional<RecordSigner> recordSigner() {
      return real.recordSigner();
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type, RegionId region) {
      C client = real.client(type, region);
      return client instanceof RdsClient rds ? type.cast(OneCluster.in(rds)) : client;
    }
  }
}
