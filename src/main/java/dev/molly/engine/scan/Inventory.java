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

/// The resources of some places, with their tags, as far as they are asked for.
///
/// @param resources those that were asked for, in the order of their ids
/// @param seen how many there are altogether
/// @param gaps what could not be read; a resource whose tags cannot be read is one
/// @param targets the places that were looked at, with or without success
public record Inventory(
    List<Resource> resources, long seen, List<Gap> gaps, SortedSet<AccountRegion> targets) {
  /// By id: the order of everything that is made of an inventory.
  public static final Comparator<Resource> ORDER = Comparator.comparing(Resource::id);

  public Inventory {
    resources = List.copyOf(resources);
    gaps = List.copyOf(gaps);
    targets = Collections.unmodifiableSortedSet(new TreeSet<>(targets));
  }

  /// The same inventory, with only some of what was kept.
  public Inventory only(Predicate<Resource> wanted) {
    return new Inventory(resources.stream().filter(wanted).toList(), seen, gaps, targets);
  }

  /// The same inventory, of which nothing that was asked for can be in a gap.
  public Inventory withoutGaps() {
    return new Inventory(resources, seen, List.of(), targets);
  }

  /// Whether a resource carries the record of a lease, readable or not.
  public static boolean isLeased(Resource resource) {
    return resource.tags() instanceof Tags.Known(var tags) && !RecordTags.LEASE.of(tags).isEmpty();
  }

  /// Whether a resource carries a record of its retirement, or what is left of one.
  public static boolean isRetired(Resource resource) {
    return resource.tags() instanceof Tags.Known(var known)
        && !RecordTags.RETIREMENT.of(known).isEmpty();
  }

  /// Where to look.
  public record Places(List<AccountRef> accounts, RegionSelection regions, List<KindId> kinds) {
    public Places {
      accounts = List.copyOf(accounts);
      kinds = List.copyOf(kinds);
    }
  }

  /// Takes an inventory. Writes nothing.
  ///
  /// @param tags whether tags are needed, which cost a call for each bucket
  /// @param wanted what to keep of it
  /// @throws dev.molly.model.UserError when no account could be entered, or a region does not exist
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
