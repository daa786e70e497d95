package dev.molly.engine.scan;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.ResourceKind;
import dev.molly.model.AccountRegion;
import dev.molly.model.CallBudget;
import dev.molly.model.Gap;
import dev.molly.model.RegionId;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.model.SettingsStore;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import java.time.Clock;

/// Scans every kind in every region of every account, in parallel, and evaluates the policies
/// for each resource. Unreadable parts become gaps, and the scan continues.
public final class Scanner {
  private final KindRegistry kinds;
  private final AwsAccounts aws;
  private final Clock clock;
  private final String version;

  public Scanner(KindRegistry kinds, AwsAccounts aws, Clock clock, String version) {
    this.kinds = kinds;
    this.aws = aws;
    this.clock = clock;
    this.version = version;
  }

  /// Scans, and reads everything.
  ///
  /// @throws UserError if no account at all could be entered, or a region does not exist;
  ///     nothing was scanned then
  public ScanReport scan(ScanRequest request, ScanProgressListener progress) {
    return scan(request, SettingsStore.NONE, progress);
  }

  /// Scans, and reads no setting that an earlier scan read and that is known not to have changed.
  ///
  /// @param store the settings that the last scan kept
  /// @throws UserError if no account at all could be entered, or a region does not exist;
  ///     nothing was scanned then
  public ScanReport scan(ScanRequest request, SettingsStore store, ScanProgressListener progress) {
    var scan = new ScanResults(kinds, request, store, clock.instant(), progress);
    CallBudget before = aws.budget();
    new FleetWalker(kinds, aws, new Visits(scan))
        .walk(request.accounts(), request.regions(), request.kinds());
    return scan.report(clock.instant(), version, aws.budget().since(before));
  }

  /// Scans each kind at each place.
  private record Visits(ScanResults scan) implements FleetWalker.Visitor {
    @Override
    public void target(AccountRegion target) {
      scan.target(target);
    }

    @Override
    public void gap(Gap gap) {
      scan.gap(gap);
    }

    @Override
    public void visits(int count) {
      scan.progress().listings(count);
    }

    @Override
    public Runnable at(AccountSession session, RegionId region, ResourceKind kind) {
      return new KindScanTask(scan, session, region, kind);
    }
  }
}
