package dev.molly.engine;

import dev.molly.aws.Aws;
import dev.molly.aws.AwsException;
import dev.molly.aws.Session;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.model.ScanReport;
import dev.molly.model.Target;
import dev.molly.model.UserError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The scan: every kind in every region of every account, side by side, each resource held against
/// the policies. What cannot be read becomes a gap, and the rest goes on.
public final class Scanner {
  private final Aws aws;
  private final Clock clock;
  private final String version;

  public Scanner(Aws aws, Clock clock, String version) {
    this.aws = aws;
    this.clock = clock;
    this.version = version;
  }

  /// Scans.
  ///
  /// @throws UserError when no account at all could be entered, or a region does not exist: nothing
  ///     was scanned then
  public ScanReport scan(ScanRequest request, Progress progress) {
    var scan = new Scan(request, clock.instant(), progress);
    long callsBefore = aws.calls();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Door> doors =
          request.accounts().stream().map(account -> new Door(aws, account)).toList();
      Together.run(threads, doors);
      var listings = new ArrayList<Listing>();
      for (Session session : open(doors, scan)) {
        for (RegionId region : regions(session, scan)) {
          scan.target(new Target(session.identity().account(), region));
          for (KindId kind : request.kinds()) {
            listings.add(new Listing(scan, session, region, kind));
          }
        }
      }
      Together.run(threads, listings);
    }
    return scan.report(clock.instant(), version, aws.calls() - callsBefore);
  }

  /// An account that cannot be entered is a gap; when none can, there is nothing to report on.
  private static List<Session> open(List<Door> doors, Scan scan) {
    List<Session> sessions = doors.stream().flatMap(door -> door.session().stream()).toList();
    if (sessions.isEmpty()) {
      throw doors.getFirst().shut();
    }
    doors.forEach(door -> door.gap().ifPresent(scan::gap));
    return sessions;
  }

  private static List<RegionId> regions(Session session, Scan scan) {
    return switch (scan.request().regions()) {
      case RegionChoice.Named(var named) -> {
        RegionCheck.check(named, session);
        yield named;
      }
      case RegionChoice.Enabled enabled -> {
        try {
          yield session.enabledRegions();
        } catch (AwsException e) {
          var account = session.identity().account();
          String why = "its regions could not be listed: " + e.getMessage();
          scan.gap(
              new Gap(account, Optional.empty(), Optional.empty(), why, e.missingPermission()));
          yield List.of();
        }
      }
    };
  }
}
