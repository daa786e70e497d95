package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.kind.Kind;
import dev.molly.kind.Wanted;
import dev.molly.model.AccountRef;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.model.Target;
import dev.molly.retire.TagText;
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
    List<Resource> resources, long seen, List<Gap> gaps, SortedSet<Target> targets) {
  /// By id: the order of everything that is made of an inventory.
  static final Comparator<Resource> ORDER = Comparator.comparing(Resource::id);

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
    return resource.tags() instanceof Tags.Known(var tags) && !TagText.LEASE.of(tags).isEmpty();
  }

  /// Whether a resource carries a record of its retirement, or what is left of one.
  public static boolean isRetired(Resource resource) {
    return resource.tags() instanceof Tags.Known(var known)
        && !TagText.RETIREMENT.of(known).isEmpty();
  }

  /// Where to look.
  public record Places(List<AccountRef> accounts, RegionChoice regions, List<KindId> kinds) {
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
      Aws aws, Places places, boolean tags, Predicate<Resource> wanted, Progress progress) {
    var guide = new Taking(tags, wanted, progress);
    new Tour(aws, guide).go(places.accounts(), places.regions(), places.kinds());
    return new Inventory(
        guide.kept.stream().sorted(ORDER).toList(),
        guide.seen.sum(),
        List.copyOf(guide.gaps),
        guide.targets);
  }

  private static final class Taking implements Tour.Guide {
    private final boolean tags;
    private final Predicate<Resource> wanted;
    private final Progress progress;
    private final Collection<Resource> kept = new ConcurrentLinkedQueue<>();
    private final Collection<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final SortedSet<Target> targets = new ConcurrentSkipListSet<>();
    private final LongAdder seen = new LongAdder();

    Taking(boolean tags, Predicate<Resource> wanted, Progress progress) {
      this.tags = tags;
      this.wanted = wanted;
      this.progress = progress;
    }

    @Override
    public void target(Target target) {
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
    public Runnable at(Session session, RegionId region, Kind kind) {
      return () -> list(session, new Target(session.identity().account(), region), kind);
    }

    private void list(Session session, Target target, Kind kind) {
      progress.listing(target, kind.id());
      var nothing = new Wanted(Set.of(), tags);
      try (Together together = Together.looks()) {
        kind.list(
            session,
            target.region(),
            nothing,
            listed -> together.begin(() -> takeOrTell(session, target, kind, listed)));
      } catch (AwsException e) {
        gap(Gaps.of(target, kind, e));
      } catch (RuntimeException e) {
        gap(Gaps.ofBug(target, kind, "the listing", e));
      } finally {
        progress.listed(target, kind.id());
      }
    }

    private void takeOrTell(Session session, Target target, Kind kind, Resource listed) {
      try {
        take(session, target, kind, listed);
      } catch (RuntimeException e) {
        gap(Gaps.ofBug(target, kind, listed.ref().identifier(), e));
      }
    }

    private void take(Session session, Target target, Kind kind, Resource listed) {
      seen.increment();
      progress.seen();
      Resource resource =
          tags && listed.tags() instanceof Tags.Unread
              ? kind.read(session, listed, new Wanted(Set.of(), true))
              : listed;
      if (tags && resource.tags() instanceof Tags.Unknown(var why, var missing)) {
        gap(Gaps.ofTags(target, kind, resource, why, missing));
      }
      if (wanted.test(resource)) {
        kept.add(resource);
      }
      progress.judged();
    }
  }
}
