package dev.molly.aws;

import dev.molly.model.RegionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;

/// A session that has one client in each region, and nothing else.
public record ClientSession(Function<RegionId, SdkClient> clients) implements AccountSession {
  @Override
  public <C extends SdkClient> C client(Class<C> type, RegionId region) {
    return type.cast(clients.apply(region));
  }

  @Override
  public CallerIdentity identity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Instant time() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RegionId> enabledRegions() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Attempt attempt(RegionId region, String api) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<RecordSigner> recordSigner() {
    throw new UnsupportedOperationException();
  }
}
