package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.engine.support.GapFactory;
import dev.molly.kind.ControlSelection;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRegion;
import dev.molly.model.ApiCalls;
import dev.molly.model.CallBudget;
import dev.molly.model.Gap;
import dev.molly.model.RegionId;
import dev.molly.model.Resource;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanProgressListener;
import dev.molly.policy.ScanRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Estimates the calls of a scan: enters the accounts and makes the listings, as the scan does, and
/// adds up the calls that the scan makes for each resource. Makes none of those, and keeps no
/// resource.
public final class Estimator {
  private final KindRegistry kinds;
  private final AwsAccounts aws;
  private final Clock clock;

  public Estimator(KindRegistry kinds, AwsAccounts aws, Clock clock) {
    this.kinds = kinds;
    this.aws = aws;
    this.clock = clock;
  }

  /// Estimates.
  ///
  /// @param before the calls so far that do not belong to the scan
  /// @throws dev.molly.model.UserError if no account at all could be entered, or a region does not
  ///     exist
  public ScanEstimate estimate(
      ScanRequest request, CallBudget before, ScanProgressListener progress) {
    var count = new Count(request, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), progress);
    new FleetWalker(kinds, aws, count).walk(request.accounts(), request.regions(), request.kinds());
    CallBudget listings = aws.budget().since(before);
    return new ScanEstimate(
        clock.instant(),
        listings.plus(count.reads.values()),
        Optional.empty(),
        Stream.concat(count.gaps.stream(), request.organization().gaps().stream()).toList(),
        listings.calls());
  }

  private static final class Count implements FleetWalker.Visitor {
    private final ScanRequest request;
    private final LocalDate today;
    private final ScanProgressListener progress;
    private final Collection<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final Map<Place, ApiCalls> reads = new ConcurrentHashMap<>();

    private record Place(AccountRegion target, String api) {}

    Count(ScanRequest request, LocalDate today, ScanProgressListener progress) {
      this.request = request;
      this.today = today;
      this.progress = progress;
    }

    @Override
    public void target(AccountRegion target) {}

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
      return () -> count(session, new AccountRegion(session.identity().account(), region), kind);
    }

    private void count(AccountSession session, AccountRegion target, ResourceKind kind) {
      progress.listing(target, kind.id());
      ControlSelection wanted = KindScanTask.wanted(request, kind.id());
      try {
        kind.count(session, target.region(), wanted, each -> add(target, kind, wanted, each));
      } catch (AwsException e) {
        gap(GapFactory.of(target, kind, e));
      } catch (RuntimeException e) {
        gap(GapFactory.ofBug(target, kind, "the listing", e));
      } finally {
        progress.listed(target, kind.id());
      }
    }

    private void add(
        AccountRegion target, ResourceKind kind, ControlSelection wanted, Resource resource) {
      progress.seen();
      ControlSelection needed = KindScanTask.needed(request, wanted, resource, today);
      for (String api : kind.callsFor(resource, needed)) {
        var one = new ApiCalls(Optional.of(target.account()), target.region(), api, 1, 0);
        reads.merge(new Place(target, api), one, ApiCalls::plus);
      }
      progress.judged();
    }
  }
}
