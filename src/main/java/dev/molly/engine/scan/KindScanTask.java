package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.GapFactory;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.ResourceKind;
import dev.molly.kind.SettingCache;
import dev.molly.model.AccountRegion;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.Tags;
import dev.molly.policy.Rule;
import dev.molly.policy.ScanRequest;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// Reads all resources of one kind in one region of one account, while the listing is still
/// being paged through.
final class KindScanTask implements Runnable {
  /// The number of resources read at a time. The listing waits for a free place, so that pages
  /// are fetched only when they can be processed; the rate limits of `aws` apply separately.
  private static final int PLACES = 128;

  private final ScanResults scan;
  private final AccountSession session;
  private final AccountRegion target;
  private final ResourceKind kind;

  private final AtomicReference<Error> broken = new AtomicReference<>();

  KindScanTask(ScanResults scan, AccountSession session, RegionId region, ResourceKind kind) {
    this.scan = scan;
    this.session = session;
    this.target = new AccountRegion(session.identity().account(), region);
    this.kind = kind;
  }

  /// The readers of one listing. They are virtual threads in a pool, which are reused because the
  /// SDK creates a factory of XML parsers per thread.
  private record Readers(ExecutorService pool, Semaphore places, SettingCache cache) {
    static Readers open(SettingCache cache) {
      return new Readers(
          Executors.newFixedThreadPool(PLACES, Thread.ofVirtual().factory()),
          new Semaphore(PLACES),
          cache);
    }
  }

  /// There may be a million such tasks, so that each opens its readers only now.
  @Override
  public void run() {
    scan.progress().listing(target, kind.id());
    Optional<PlaceCache> cache = scan.cache(session, target, kind);
    Readers readers = Readers.open(cache.isPresent() ? cache.get() : SettingCache.NONE);
    try {
      ControlSelection wanted = wanted(scan.request(), kind.id());
      kind.list(session, target.region(), wanted, listed -> take(readers, listed, wanted));
    } catch (AwsException e) {
      scan.gap(GapFactory.of(target, kind, e));
    } catch (RuntimeException e) {
      scan.gap(GapFactory.ofBug(target, kind, "the listing", e));
    } finally {
      readers.pool().close();
      scan.progress().listed(target, kind.id());
    }
    cache.ifPresent(PlaceCache::save);
    if (broken.get() != null) {
      throw new IllegalStateException("while reading " + target + " " + kind.id(), broken.get());
    }
  }

  private void take(Readers readers, Resource listed, ControlSelection wanted) {
    scan.seen(listed);
    ControlSelection needed = needed(scan.request(), wanted, listed, scan.today());
    if (!needed.tags() && listed.controls().keySet().containsAll(needed.controls())) {
      scan.judge(kind, listed);
      return;
    }
    readers.places().acquireUninterruptibly();
    readers.pool().execute(() -> read(readers, listed, needed));
  }

  private void read(Readers readers, Resource listed, ControlSelection wanted) {
    try {
      scan.judge(kind, kind.read(session, listed, wanted, readers.cache()));
    } catch (RuntimeException e) {
      scan.gap(GapFactory.ofBug(target, kind, listed.ref().identifier(), e));
    } catch (Error e) {
      broken.compareAndSet(null, e);
    } finally {
      readers.places().release();
    }
  }

  /// Returns the controls and tags of a kind that some rule needs.
  static ControlSelection wanted(ScanRequest request, KindId kind) {
    Set<ControlId> controls =
        request.policies().rules(kind).stream()
            .map(Rule::require)
            .map(require -> require.control())
            .collect(Collectors.toSet());
    return new ControlSelection(
        controls, request.readsOwners() || request.policies().looksAtTags(kind));
  }

  /// Returns the controls that the rules for one resource need, and whether its tags are to be
  /// read.
  ///
  /// @param wanted the controls and tags of its kind that some rule needs
  static ControlSelection needed(
      ScanRequest request, ControlSelection wanted, Resource listed, LocalDate today) {
    return new ControlSelection(
        request.policies().wanted(listed, today),
        wanted.tags() && listed.tags() instanceof Tags.Unread);
  }
}
