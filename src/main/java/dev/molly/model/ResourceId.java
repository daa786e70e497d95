package dev.molly.model;

import java.util.Comparator;

/// The identity of a resource during its lifetime. The `uid` is AWS's own and survives a rename:
/// an instance id, a DbiResourceId, a DbClusterResourceId; for a bucket, which cannot be
/// renamed, its name.
public record ResourceId(KindId kind, AccountId account, RegionId region, String uid)
    implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::account)
          .thenComparing(ResourceId::region)
          .thenComparing(ResourceId::kind)
          .thenComparing(ResourceId::uid);

  /// Returns the account and region of the resource.
  public AccountRegion target() {
    return new AccountRegion(account, region);
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }
}
