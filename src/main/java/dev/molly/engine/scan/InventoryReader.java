package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.GapFactory;
import dev.molly.engine.support.ParallelTasks;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRegion;
import dev.molly.model.Gap;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.Tags;
import dev.molly.retire.Inventory;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/// Takes inventories. Writes nothing.
public final class InventoryReader {
  private final KindRegistry kinds;
  private final AwsAccounts aws;

  public InventoryReader(KindRegistry kinds, AwsAccounts aws) {
    this.kinds = kinds;
    this.aws = aws;
  }

  /// Returns the resources of some places.
  ///
  /// @param tags whether tags are needed, which cost a call for each bucket
  /// @param wanted the resources to keep
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not
  ///     exist
  public Inventory read(
      Inventory.Places places,
      boolean tags,
      Predicate<Resource> wanted,
      ScanProgressListener progress) {
    var guide = new Taking(tags, wanted, progress);
    new FleetWalker(kinds, aws, guide).walk(places.accounts(), places.regions(), places.kinds());
    return new Inventory(
        guide.kept.stream().sorted(Inventory.ORDER).toList(),
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
            listed -> {
              if (isToRead(listed)) {
                tasks.submit(() -> takeOrTell(session, target, kind, listed));
              } else {
                takeOrTell(session, target, kind, listed);
              }
            });
      } catch (AwsException e) {
        gap(GapFactory.of(target, kind, e));
      } catch (RuntimeException e) {
        gap(GapFactory.ofBug(target, kind, "the listing", e));
      } finally {
        progress.listed(target, kind.id());
      }
    }

    private boolean isToRead(Resource listed) {
      return tags && listed.tags() instanceof Tags.Unread;
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
          isToRead(listed)
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
