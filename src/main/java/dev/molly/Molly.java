package dev.molly;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.AwsException;
import dev.molly.aws.BucketObjects;
import dev.molly.aws.Organization;
import dev.molly.aws.SecurityHubImporter;
import dev.molly.config.PolicyLoader;
import dev.molly.config.PolicySource;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.scan.Estimator;
import dev.molly.engine.scan.Scanner;
import dev.molly.engine.support.AccountSessions;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.Environment;
import dev.molly.model.HubFinding;
import dev.molly.model.HubImport;
import dev.molly.model.KindId;
import dev.molly.model.OrganizationScope;
import dev.molly.model.OwnerTags;
import dev.molly.model.S3Address;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.ScanReport;
import dev.molly.model.SettingsStore;
import dev.molly.notify.ScanNotifier;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.policy.PolicySet;
import dev.molly.policy.ScanRequest;
import dev.molly.report.digest.DigestDelivery;
import dev.molly.report.digest.DigestPreview;
import dev.molly.report.digest.ScanDigest;
import dev.molly.report.staged.RetirementStatus;
import dev.molly.report.staged.SweepReport;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetiredResource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The Java API of molly, made by [#builder]; the command line uses only this package to work
/// with AWS. Plans are made without writing. Every write passes the guards, which refuse a plan
/// without its confirmation, and is recorded in the journal.
///
/// ```java
/// try (Molly molly = Molly.builder().profile("prod").stateFolder(Path.of(".molly")).build()) {
///   ScanReport report = molly.scan(molly.policies("baseline"));
///   Plan plan = molly.protect(report).plan();
///   ApplyResult result = molly.apply(plan, new ConfirmationInput.Given(molly.phrase(plan)));
/// }
/// ```
public final class Molly implements AutoCloseable {
  private final SupportedKinds kinds;
  private final AwsAccounts aws;
  private final Clock clock;
  private final ExecutionSettings settings;
  private final Scope scope;
  private final OwnerTags owners;
  private final Function<S3Address, BucketObjects> buckets;
  private final ScanNotifier notices;
  private final Runnable closes;

  /// Creates a molly of its parts; [#builder] is shorter.
  ///
  /// @param settings the settings of runs, with journals that permit writes or not
  /// @param scope the accounts, regions and kinds of the methods that take none
  /// @param owners the tags that name the owner of a resource
  /// @param buckets opens the objects under a prefix
  /// @param notices delivers the digests of scans
  /// @param closes releases the connections when this molly is closed
  Molly(
      SupportedKinds kinds,
      AwsAccounts aws,
      Clock clock,
      ExecutionSettings settings,
      Scope scope,
      OwnerTags owners,
      Function<S3Address, BucketObjects> buckets,
      ScanNotifier notices,
      Runnable closes) {
    this.kinds = kinds;
    this.aws = aws;
    this.clock = clock;
    this.settings = settings;
    this.scope = scope;
    this.owners = owners;
    this.buckets = buckets;
    this.notices = notices;
    this.closes = closes;
  }

  /// Returns a builder, which creates a molly for the caller's own account.
  public static MollyBuilder builder() {
    return new MollyBuilder();
  }

  /// Returns molly's own version; `development` when it runs from class files.
  public static String version() {
    String version = Molly.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /// Returns policies by name or file: `baseline`, `strict`, `production`, a YAML file, or a
  /// folder of such files.
  ///
  /// @throws dev.molly.model.UserError if one is not valid
  public PolicySet policies(String... namesOrFiles) {
    List<PolicySource> sources =
        Arrays.stream(namesOrFiles).map(word -> PolicySource.of(word, Path.of(""))).toList();
    return new PolicySet(new PolicyLoader(kinds.catalog()).loadAll(sources));
  }

  /// Reads every resource and evaluates it against the policies. Writes nothing. What could not be
  /// read is in the report's gaps.
  ///
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not exist
  public ScanReport scan(PolicySet policies) {
    var request = new ScanRequest(scope.accounts(), scope.regions(), scope.kinds(), policies);
    return scan(request.owners(owners, false), ScanProgressListener.none());
  }

  /// Reads every requested resource and evaluates it against the policies. Writes nothing.
  ///
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not exist
  public ScanReport scan(ScanRequest request, ScanProgressListener progress) {
    return scan(request, SettingsStore.NONE, progress);
  }

  /// Scans, and reads no setting that an earlier scan has read and that has not changed since.
  ///
  /// @param store the settings that the last scan kept
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not exist
  public ScanReport scan(ScanRequest request, SettingsStore store, ScanProgressListener progress) {
    return new Scanner(kinds.registry(), aws, clock, version()).scan(request, store, progress);
  }

  /// Estimates the AWS calls of a scan. Enters the accounts and makes the listings, as the scan
  /// does, and none of the calls that the scan makes for each resource. Writes nothing.
  ///
  /// @param before the calls so far that do not belong to the scan: those of [#budget] before the
  ///     first that does
  /// @throws dev.molly.model.UserError if no account could be entered, or a region does not exist
  public ScanEstimate estimate(
      ScanRequest request, CallBudget before, ScanProgressListener progress) {
    return new Estimator(kinds.registry(), aws, clock).estimate(request, before, progress);
  }

  /// Tells owners about a scan, by the channels that the config names for that. What a channel does
  /// not take is a problem of the delivery, and no exception.
  public DigestDelivery deliver(List<ScanDigest> digests) {
    return notices.deliver(digests);
  }

  /// Returns what [#deliver] would send, and sends nothing.
  public List<DigestPreview> preview(List<ScanDigest> digests) {
    return notices.preview(digests);
  }

  /// Imports findings into Security Hub: each by the session of its account, which scanned it, and
  /// in its region. What Security Hub does not take is a problem of the import, and no exception.
  ///
  /// @param accounts the accounts of the scan
  /// @param findings the findings; those of one account and region follow one another
  public HubImport importFindings(List<AccountRef> accounts, Stream<HubFinding> findings) {
    Map<AccountId, AccountRef> ways = new HashMap<>();
    for (AccountRef each : accounts) {
      switch (each) {
        case AccountRef.Configured account -> ways.put(account.id(), account);
        case AccountRef.Own own -> ways.put(aws.session(own).identity().account(), own);
      }
    }
    var hub = new SecurityHubImporter(id -> session(ways.get(id)));
    findings.forEachOrdered(hub::add);
    return hub.end();
  }

  private AccountSession session(@Nullable AccountRef account) {
    if (account == null) {
      throw new AwsException(AwsException.Reason.OTHER, "the scan has no session in this account");
    }
    return aws.session(account);
  }

  /// Returns the time by molly's clock.
  public Instant now() {
    return clock.instant();
  }

  /// Returns the caller's own account.
  ///
  /// @throws dev.molly.aws.AwsException if AWS does not say which it is
  public AccountId caller() {
    return aws.session(new AccountRef.Own()).identity().account();
  }

  /// Returns the objects under a prefix of a bucket, for reports and scan files. The caller's own
  /// session reads and writes them. The bucket must belong to the account that the config names, or
  /// else to the caller's.
  public BucketObjects objects(S3Address prefix) {
    return buckets.apply(prefix);
  }

  /// Lists the accounts of the organization of the caller's own account. Writes nothing.
  ///
  /// @throws dev.molly.aws.AwsException if not all of them could be listed
  public AccountListing organization(OrganizationScope accounts) {
    return new Organization(aws.session(new AccountRef.Own())).list(accounts);
  }

  /// Begins a plan that fixes the findings of a scan.
  public ProtectRequest protect(ScanReport report) {
    return new ProtectRequest(changes(), report);
  }

  /// Begins a plan that retires resources: out of use now, and deleted weeks later.
  ///
  /// @param names identifiers, ARNs, or names that only one resource has
  public RetirementRequest retire(String... names) {
    return new RetirementRequest(lookup(names), settings.window().keep());
  }

  /// Begins the restore of retired resources.
  ///
  /// @param names identifiers, ARNs, or names, also those from before the retirement
  public RestoreRequest restore(String... names) {
    return new RestoreRequest(lookup(names));
  }

  /// Begins a plan that permanently deletes retired resources that are due.
  ///
  /// @param names identifiers, ARNs, or names, also those from before the retirement
  public PurgeRequest purge(String... names) {
    return new PurgeRequest(lookup(names));
  }

  private ResourceLookup lookup(String... names) {
    SupportedKinds retirable = kinds.retirable();
    List<ResourceName> parsed =
        Stream.of(names).map(name -> ResourceName.of(name, retirable)).toList();
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException("name at least one resource");
    }
    List<KindId> ids = retirable.catalog().kinds();
    return new ResourceLookup(
        changes(),
        new Scope(scope.accounts(), scope.regions(), ids),
        new NamedResources(parsed, ids));
  }

  /// Returns the retired resources and their due dates, from the records on the resources.
  public RetirementStatus status() {
    AccountChanges changes = changes(scope.accounts().stream().map(AccountRef::forReads).toList());
    return status(changes, inventory(changes));
  }

  private Inventory inventory(AccountChanges changes) {
    return changes.inventory(
        scope.regions(),
        kinds.retirable().catalog().kinds(),
        true,
        each -> Inventory.isRetired(each) || Inventory.isLeased(each),
        ScanProgressListener.none());
  }

  private RetirementStatus status(AccountChanges changes, Inventory all) {
    return new RetirementStatus(
        changes.now(), all.targets(), changes.status(all.only(Inventory::isRetired)), all.gaps());
  }

  /// Performs a sweep: ends the leases that are over, continues retirements and restores, and
  /// notifies the owners of resources that are due soon. Deletes nothing. It needs no
  /// confirmation, and leaves resources whose records are unknown to this installation alone.
  public SweepReport sweep() {
    AccountChanges changes = changes();
    Inventory all = inventory(changes);
    List<RetiredResource> retired = changes.status(all.only(Inventory::isRetired));
    SweepResult swept = changes.sweep(all, retired, Set.of(), Environment.ANY);
    Inventory after = swept.runs().isEmpty() ? all : inventory(changes);
    return SweepReport.of(
        status(changes, after),
        swept.plan().fallsDue(),
        swept.runs(),
        swept.refused(),
        swept.leftOut(),
        swept.unplanned(),
        changes.announces());
  }

  /// Returns the phrase that confirms a plan for a limited time. It names the number of
  /// resources, the accounts and the digest of the plan.
  public String phrase(Plan plan) {
    return changes().phrase(plan);
  }

  /// Applies a plan if the guards approve it.
  ///
  /// @param confirmation the phrase of the plan, as [#phrase] returns it
  /// @return the outcomes, or the refusals of the guards
  /// @throws IllegalStateException if this molly has no state folder: it only reads
  /// @throws dev.molly.journal.JournalException if the journal cannot be written
  public ApplyResult apply(Plan plan, ConfirmationInput confirmation) {
    return changes().apply(plan, Environment.ANY, confirmation);
  }

  /// Reverts the changes of a run of protect, where they are still as the run left them. It needs
  /// no confirmation.
  ///
  /// @throws dev.molly.model.UserError for a run of staged deletion, which [#restore] takes back
  public ApplyResult undo(RunId run) {
    return changes().undo(run);
  }

  private AccountChanges changes() {
    return changes(scope.accounts());
  }

  /// Returns the changes of resources in some accounts.
  public AccountChanges changes(List<AccountRef> accounts) {
    return changes(accounts, settings.limit());
  }

  /// Returns the changes of resources in some accounts.
  ///
  /// @param limit the maximum number of resources that one run may touch
  public AccountChanges changes(List<AccountRef> accounts, BlastLimit limit) {
    return new AccountChanges(
        kinds.registry(),
        new AccountSessions(aws, accounts.stream().map(AccountRef::forChanges).toList()),
        clock,
        settings.limitedTo(limit));
  }

  /// Returns the number of AWS calls made so far.
  public long calls() {
    return aws.calls();
  }

  /// Returns the AWS calls made so far, by account, region and API.
  public CallBudget budget() {
    return aws.budget();
  }

  @Override
  public void close() {
    closes.run();
  }
}
