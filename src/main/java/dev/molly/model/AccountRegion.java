package dev.molly.model;

import java.util.Comparator;

/// The target of a listing: one account in one region.
public record AccountRegion(AccountId account, RegionId region)
    implements Comparable<AccountRegion> {
  private static final Comparator<AccountRegion> ORDER =
      Comparator.comparing(AccountRegion::account).thenComparing(AccountRegion::region);

  @Override
  public int compareTo(AccountRegion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return account + "/" + region;
  }
}
