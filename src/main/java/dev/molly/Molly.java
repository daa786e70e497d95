package dev.molly;

import dev.molly.aws.AwsAccounts;
import dev.molly.aws.SessionPolicy;
import dev.molly.engine.plan.RequiredPermissions;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.scan.ScanProgressListener;
import dev.molly.engine.scan.ScanRequest;
import dev.molly.engine.scan.Scanner;
import dev.molly.engine.support.AccountSessions;
import dev.molly.guard.BlastLimit;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.registry.AwsKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.Arn;
import dev.molly.model.KindCatalog;
import dev.molly.model.KindId;
import dev.molly.model.ScanReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The Java API of molly; the command line uses only this class to work with AWS.
///
/// ```java
/// var home = new RegionId("eu-west-1");
/// try (var aws = new SdkAwsAccounts(Optional.empty(), home, RateLimitConfig.DEFAULT)) {
///   var molly = new Molly(aws, Clock.systemUTC());
///   ScanReport report = molly.scan(request, ScanProgressListener.none());
/// }
/// ```
public final class Molly {
  private static final KindRegistry AWS_KINDS = new KindRegistry(AwsKinds.all());

  private final KindRegistry kinds;
  private final AwsAccounts aws;
  private final Clock clock;
  private final Optional<ExecutionSettings> executionSettings;

  /// Creates a molly that only reads.
  public Molly(AwsAccounts aws, Clock clock) {
    this.kinds = AWS_KINDS;
    this.aws = aws;
    this.clock = clock;
    this.executionSettings = Optional.empty();
  }

  /// Creates a molly that can also write.
  public Molly(KindRegistry kinds, AwsAccounts aws, Clock clock, ExecutionSettings settings) {
    this.kinds = kinds;
    this.aws = aws;
    this.clock = clock;
    this.executionSettings = Optional.of(settings);
  }

  /// Returns molly's own version; `development` when it runs from class files.
  public static String version() {
    String version = Molly.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// Returns the minimum IAM policy for a scan, as JSON: it permits only reads.
  public static String policyToScan() {
    return SessionPolicy.forPeople(permissions().scan());
  }

  /// Returns the minimum IAM policy for protect, apply and undo, as JSON.
  public static String policyToProtect() {
    return SessionPolicy.forPeople(permissions().protect());
  }

  /// Returns the minimum IAM policy to retire, as JSON.
  public static String policyToRetire() {
    return SessionPolicy.forPeople(permissions().retire());
  }

  /// Returns the minimum IAM policy to restore and to extend, as JSON.
  public static String policyToRestore() {
    return SessionPolicy.forPeople(permissions().restore());
  }

  /// Returns the minimum IAM policy for the sweep, as JSON: it permits continuing retirements
  /// and restores, and no deletion.
  public static String policyToSweep() {
    return SessionPolicy.forPeople(permissions().sweep());
  }

  /// Returns the minimum IAM policy to purge, as JSON. It permits deletions, and removing the
  /// protection of an instance, only for resources with a retirement record.
  public static String policyToPurge() {
    return SessionPolicy.forPeople(
        permissions().purge(), permissions().purgeOnRecords(), RequiredPermissions.RECORD_TAG);
  }

  /// Returns the minimum IAM policy to lease, as JSON.
  public static String policyToLease() {
    return SessionPolicy.forPeople(permissions().lease());
  }

  private static RequiredPermissions permissions() {
    return new RequiredPermissions(AWS_KINDS);
  }

  /// Returns the kind of the resource that an ARN names; empty if molly does not support it.
  public static Optional<KindId> kindOf(Arn arn) {
    return AWS_KINDS.kindOf(arn);
  }

  /// Returns every kind with its controls, to which policies can refer.
  public static KindCatalog catalogue() {
    return AWS_KINDS.catalog();
  }

  /// Reads every requested resource and evaluates it against the policies. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError when no account could be entered, or a region does not
  ///     exist
  public ScanReport scan(ScanRequest request, ScanProgressListener progress) {
    return new Scanner(kinds, aws, clock, version()).scan(request, progress);
  }

  /// Returns the service that changes resources in some accounts.
  ///
  /// @throws IllegalStateException when this molly only reads
  public AccountChanges changes(List<AccountRef> accounts) {
    return new AccountChanges(kinds, new AccountSessions(aws, accounts), clock, able());
  }

  /// Returns the service that changes resources in some accounts, with another limit for the
  /// number of resources per run than that of the config.
  ///
  /// @throws IllegalStateException when this molly only reads
  public AccountChanges changes(List<AccountRef> accounts, BlastLimit limit) {
    return new AccountChanges(
        kinds, new AccountSessions(aws, accounts), clock, able().limitedTo(limit));
  }

  private ExecutionSettings able() {
    return executionSettings.orElseThrow(() -> new IllegalStateException("this molly only reads"));
  }

  /// Returns the number of AWS calls made so far.
  public long calls() {
    return aws.calls();
  }
}
