package dev.molly.history;

import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The places that a scan read: those that were to be read without those that could not be.
public record ReadPlaces(Set<AccountRegion> targets, List<Unread> unread) {
  public ReadPlaces {
    targets = Set.copyOf(targets);
    unread = unread.stream().distinct().toList();
  }

  /// A place that could not be read.
  public record Unread(AccountId account, Optional<RegionId> region, Optional<KindId> kind) {
    static Unread of(Gap gap) {
      return new Unread(gap.account(), gap.region(), gap.kind());
    }

    private boolean covers(ResourceId id) {
      return account.equals(id.account())
          && region.map(id.region()::equals).orElse(true)
          && kind.map(id.kind()::equals).orElse(true);
    }
  }

  /// Returns whether the place of a resource was read.
  boolean covers(ResourceId id) {
    return targets.contains(id.target()) && unread.stream().noneMatch(each -> each.covers(id));
  }
}
