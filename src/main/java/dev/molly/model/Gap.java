package dev.molly.model;

import java.util.Comparator;
import java.util.Optional;

/// A place that could not be read. It is shown first, and it never counts as a pass.
///
/// @param region the region; empty if no region of the account could be read
/// @param kind the kind; empty if no kind could be read there
/// @param missingPermission the denied IAM action, if that is the cause
public record Gap(
    AccountId account,
    Optional<RegionId> region,
    Optional<KindId> kind,
    String why,
    Optional<String> missingPermission)
    implements Comparable<Gap> {
  private static final Comparator<Gap> ORDER =
      Comparator.comparing(Gap::account)
          .thenComparing(gap -> gap.region().map(RegionId::value).orElse(""))
          .thenComparing(gap -> gap.kind().map(KindId::value).orElse(""))
          .thenComparing(Gap::why);

  @Override
  public int compareTo(Gap other) {
    return ORDER.compare(this, other);
  }
}
