package dev.molly.retire;

import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// The requested resources of some accounts and regions, with their tags if requested.
///
/// @param resources the requested resources, in the order of their ids
/// @param seen the total number of resources found
/// @param gaps the unreadable parts; a resource with unreadable tags is a gap
/// @param targets the accounts and regions that were read, successfully or not
public record Inventory(
    List<Resource> resources, long seen, List<Gap> gaps, SortedSet<AccountRegion> targets) {
  /// The order by id, used for everything derived from an inventory.
  public static final Comparator<Resource> ORDER = Comparator.comparing(Resource::id);

  public Inventory {
    resources = List.copyOf(resources);
    gaps = List.copyOf(gaps);
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
  }

  /// Returns the same inventory, with only the matching resources.
  public Inventory only(Predicate<Resource> wanted) {
    return new Inventory(resources.stream().filter(wanted).toList(), seen, gaps, targets);
  }

  /// Returns the same inventory without gaps, for a request that no gap can affect.
  public Inventory withoutGaps() {
    return new Inventory(resources, seen, List.of(), targets);
  }

  /// Returns whether a resource carries the record of a lease, readable or not.
  public static boolean isLeased(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags) && !RecordTags.LEASE.of(tags).isEmpty();
  }

  /// Returns whether a resource carries a record of its retirement, or remains of one.
  public static boolean isRetired(Resource resource) {
    return resource.tags() instanceof Tags.Known(var known)
        && !RecordTags.RETIREMENT.of(known).isEmpty();
  }

  /// The accounts, regions and kinds to read.
  public record Places(List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds) {
    public Places {
      accounts = List.copyOf(accounts);
      kinds = List.copyOf(kinds);
    }
  }
}
