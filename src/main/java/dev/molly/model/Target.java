package dev.molly.model;

import java.util.Comparator;

/// Where a listing runs: one account in one region.
public record Target(AccountId account, RegionId region) implements Comparable<Target> {
  private static final Comparator<Target> ORDER =
      Comparator.comparing(Target::account).thenComparing(Target::region);

  @Override
  public int compareTo(Target other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return account + "/" + region;
  }
}
