package dev.molly;

import dev.molly.aws.AwsAccounts;
import dev.molly.aws.SessionPolicy;
import dev.molly.engine.plan.RequiredPermissions;
import dev.molly.engine.run.ChangeService;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.engine.scan.ScanRequest;
import dev.molly.engine.scan.Scanner;
import dev.molly.guard.BlastLimit;
import dev.molly.kind.registry.ArnKinds;
import dev.molly.kind.registry.KindRegistry;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.model.ScanReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Molly, for programs: what the command line does, it does through this and nothing deeper.
///
/// ```java try (var aws = new SdkAwsAccounts(Optional.empty(), new RegionId("eu-west-1"),
/// Limits.DEFAULT)) { ScanReport report = new Molly(aws, Clock.systemUTC()).scan(request,
/// Progress.none()); }
/// ```
public final class Molly {
  private final AwsAccounts aws;
  private final Clock clock;
  private final Optional<ExecutionSettings> executionSettings;

  /// A molly that only reads.
  public Molly(AwsAccounts aws, Clock clock) {
    this.aws = aws;
    this.clock = clock;
    this.executionSettings = Optional.empty();
  }

  /// A molly that can write too.
  public Molly(AwsAccounts aws, Clock clock, ExecutionSettings settings) {
    this.aws = aws;
    this.clock = clock;
    this.executionSettings = Optional.of(settings);
  }

  /// Molly's own version; `development` when it runs from class files.
  public static String version() {
    String version = Molly.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// The least IAM policy for a scan, as JSON: it reads.
  public static String policyToScan() {
    return SessionPolicy.forPeople(RequiredPermissions.scan());
  }

  /// The least IAM policy for protect, apply and undo, as JSON.
  public static String policyToProtect() {
    return SessionPolicy.forPeople(RequiredPermissions.protect());
  }

  /// The least IAM policy to retire, as JSON.
  public static String policyToRetire() {
    return SessionPolicy.forPeople(RequiredPermissions.retire());
  }

  /// The least IAM policy to restore and to extend, as JSON.
  public static String policyToRestore() {
    return SessionPolicy.forPeople(RequiredPermissions.restore());
  }

  /// The least IAM policy for the sweep, as JSON: it goes on both ways, and deletes nothing.
  public static String policyToSweep() {
    return SessionPolicy.forPeople(RequiredPermissions.sweep());
  }

  /// The least IAM policy to purge, as JSON. What deletes, and what unprotects an instance, is
  /// allowed on what carries a record only.
  public static String policyToPurge() {
    return SessionPolicy.forPeople(
        RequiredPermissions.purge(),
        RequiredPermissions.purgeOnRecords(),
        RequiredPermissions.RECORD_TAG);
  }

  /// The least IAM policy to lease, as JSON.
  public static String policyToLease() {
    return SessionPolicy.forPeople(RequiredPermissions.lease());
  }

  /// The kind of the resource that an ARN names; empty when molly does not know it.
  public static Optional<KindId> kindOf(Arn arn) {
    return ArnKinds.kind(arn);
  }

  /// Every kind, and the controls it offers: what policies may ask for.
  public static KindCatalog catalogue() {
    return KindRegistry.catalogue();
  }

  /// Reads every resource that is asked for and holds it against the policies. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError when no account could be entered, or a region does not exist
  public ScanReport scan(ScanRequest request, ScanProgressListener progress) {
    return new Scanner(aws, clock, version()).scan(request, progress);
  }

  /// The way in which things are changed in some accounts.
  ///
  /// @throws IllegalStateException when this molly only reads
  public ChangeService changes(List<AccountRef> accounts) {
    return new ChangeService(aws, clock, able(), accounts);
  }

  /// The way in which things are changed in some accounts, by runs that may touch another number of
  /// resources than the config says.
  ///
  /// @throws IllegalStateException when this molly only reads
  public ChangeService changes(List<AccountRef> accounts, BlastLimit limit) {
    return new ChangeService(aws, clock, able().limitedTo(limit), accounts);
  }

  private ExecutionSettings able() {
    return executionSettings.orElseThrow(() -> new IllegalStateException("this molly only reads"));
  }

  /// How many AWS calls were made so far.
  public long calls() {
    return aws.calls();
  }
}
