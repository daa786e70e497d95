package dev.molly;

import dev.molly.aws.Aws;
import dev.molly.engine.Changes;
import dev.molly.engine.Progress;
import dev.molly.engine.ScanRequest;
import dev.molly.engine.Scanner;
import dev.molly.engine.Workshop;
import dev.molly.kind.Kinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Catalogue;
import dev.molly.model.ScanReport;
import java.time.Clock;
import java.util.List;

/// Molly, for programs: what the command line does, it does through this and nothing deeper.
///
/// ```java
/// try (var aws = new LiveAws(Optional.empty(), new RegionId("eu-west-1"), Limits.DEFAULT)) {
///   ScanReport report = new Molly(aws, Clock.systemUTC()).scan(request, Progress.none());
/// }
/// ```
public final class Molly {
  private final Aws aws;
  private final Clock clock;

  public Molly(Aws aws, Clock clock) {
    this.aws = aws;
    this.clock = clock;
  }

  /// Molly's own version; `development` when it runs from class files.
  public static String version() {
    String version = Molly.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// Every kind, and the controls it offers: what policies may ask for.
  public static Catalogue catalogue() {
    return Kinds.catalogue();
  }

  /// Reads every resource that is asked for and holds it against the policies. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError when no account could be entered, or a region does not exist
  public ScanReport scan(ScanRequest request, Progress progress) {
    return new Scanner(aws, clock, version()).scan(request, progress);
  }

  /// The way in which things are changed in some accounts.
  public Changes changes(Workshop workshop, List<AccountRef> accounts) {
    return new Changes(aws, clock, workshop, accounts);
  }

  /// How many AWS calls were made so far.
  public long calls() {
    return aws.calls();
  }
}
