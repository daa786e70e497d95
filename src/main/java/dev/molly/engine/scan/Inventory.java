package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.GapFactory;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.retire.RecordTags;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
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

  /// Takes an inventory. Writes nothing.
  ///
  /// @param tags whether tags are needed, which cost a call for each bucket
  /// @param wanted the resources to keep
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not
  ///     exist
  public static Inventory take(
      AwsAccounts aws,
      Places places,
      boolean tags,
      Predicate<Resource> wanted,
      ScanProgressListener progress) {
    var guide = new Taking(tags, wanted, progress);
    new FleetWalker(aws, guide).walk(places.accounts(), places.regions(), places.kinds());
    return new Inventory(
        guide.kept.stream().sorted(ORDER).toList(),
        guide.seen.sum(),
        List.copyOf(guide.gaps),
        guide.targets);
  }

  private static final class Taking implements FleetWalker.Visitor {
    private final boolean tags;
    private final Predicate<Resource> wanted;
    private final ScanProgressListener progress;
    private final Collection<Resource> kept = new ConcurrentLinkedQueue<>();
    private final Collection<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final SortedSet<AccountRegion> targets = new ConcurrentSkipListSet<>();
    private final LongAdder seen = new LongAdder();

    Taking(boolean tags, Predicate<Resource> wanted, ScanProgressListener progress) {
      this.tags = tags;
      this.wanted = wanted;
      this.progress = progress;
    }

    @Override
    public void target(AccountRegion target) {
      targets.add(target);
    }

    @Override
    public void gap(Gap gap) {
      gaps.add(gap);
    }

    @Override
    public void visits(int count) {
      progress.listings(count);
    }

    @Override
    public Runnable at(AccountSession session, RegionId region, ResourceKind kind) {
      return () -> list(session, new AccountRegion(session.identity().account(), region), kind);
    }

    private void list(AccountSession session, AccountRegion target, ResourceKind kind) {
      progress.listing(target, kind.id());
      var nothing = new ControlSelection(Set.of(), tags);
      try (ParallelTasks tasks = ParallelTasks.forReads()) {
        kind.list(
            session,
            target.region(),
            nothing,
            listed -> tasks.submit(() -> takeOrTell(session, target, kind, listed)));
      } catch (AwsException e) {
        gap(GapFactory.of(target, kind, e));
      } catch (RuntimeException e) {
        gap(GapFactory.ofBug(target, kind, "the listing", e));
      } finally {
        progress.listed(target, kind.id());
      }
    }

    private void takeOrTell(
        AccountSession session, AccountRegion target, ResourceKind kind, Resource listed) {
      try {
        take(session, target, kind, listed);
      } catch (RuntimeException e) {
        gap(GapFactory.ofBug(target, kind, listed.ref().identifier(), e));
      }
    }

    private void take(
        AccountSession session, AccountRegion target, ResourceKind kind, Resource listed) {
      seen.increment();
      progress.seen();
      Resource resource =
          tags && listed.tags() instanceof Tags.Unread
              ? kind.read(session, listed, new ControlSelection(Set.of(), true))
              : listed;
      if (tags && resource.tags() instanceof Tags.Unknown(var why, var missing)) {
        gap(GapFactory.ofTags(target, kind, resource, why, missing));
      }
      if (wanted.test(resource)) {
        kept.add(resource);
      }
      progress.judged();
    }
  }
}
