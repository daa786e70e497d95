package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.AccountChanges;
import dev.molly.TestMolly;
import dev.molly.aws.AwsAccounts;
import dev.molly.aws.SdkAwsAccounts;
import dev.molly.engine.Postman;
import dev.molly.engine.run.ExecutionSettings;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.ConfirmationInput;
import dev.molly.guard.RetentionWindow;
import dev.molly.journal.JournalFolder;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.Resource;
import dev.molly.model.ScanProgressListener;
import dev.molly.model.UsageSince;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunId;
import dev.molly.retire.Inventory;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetireRequest;
import dev.molly.retire.RetiredResource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Every kind is retired, restored and purged over the wire; what became of it, AWS's own clients
/// say. On moto nothing is under way for a while: what it stops, renames or copies is done at once.
@Tag(Engine.MOTO)
class RetireMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final KindId BUCKET = new KindId("s3-bucket");
  private static final KindId DATABASE = new KindId("rds-instance");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

  @TempDir Path folder = Path.of("");

  private final HttpEngine moto = engine();
  private final AccountRegion where = new AccountRegion(moto.own(), REGION);
  private final Map<String, String> settings =
      Map.of(
          "aws.endpointUrl", moto.aws().uri().toString(),
          "aws.accessKeyId", moto.caller().accessKeyId(),
          "aws.secretAccessKey", moto.caller().secretAccessKey());

  /// How much later than on moto it is for molly. An instance must be older than its retirement; a
  /// copy of a database hardly so.
  private Duration ahead = Duration.ofMinutes(5);

  private int runs;

  static List<KindId> kinds() {
    return Seed.KINDS;
  }

  /// Another one is moto but for its S3.
  HttpEngine engine() {
    return MotoEngine.orSkip();
  }

  @BeforeEach
  void empty() {
    moto.reset();
    ThreadProperties.set(settings);
  }

  @AfterEach
  void leaveNothing() {
    ThreadProperties.clear();
    moto.reset();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isRetiredAndSaidToBeAndRestoredToWhatItWas(KindId kind) {
    Retirable planted = Retirable.plant(moto, where, kind);
    Map<String, String> before = planted.state();

    try (AwsAccounts aws = live()) {
      retire(aws, kind);
      Map<String, String> meanwhile = planted.state();
      List<RetiredResource> status = status(aws, kind);
      restore(aws, kind);

      assertThat(withoutDay(meanwhile)).containsAllEntriesOf(planted.whenRetired());
      assertThat(meanwhile.get("tags")).contains("env=production", "molly:retire=v=1 goal=retired");
      assertThat(status)
          .singleElement()
          .satisfies(one -> assertThat(one.next()).containsInstanceOf(NextAction.Done.class));
      assertThat(status(aws, kind)).isEmpty();
      assertThat(planted.state()).isEqualTo(before);
    }
  }

  private static Map<String, String> withoutDay(Map<String, String> state) {
    var without = new TreeMap<>(state);
    without.computeIfPresent("name", (key, name) -> name.replaceFirst("\\d{8}$", "DAY"));
    return without;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isPurgedWhenItIsDueAndItsOwnerWasToldAndNotBefore(KindId kind) {
    Retirable planted = Retirable.plant(moto, where, kind);

    try (AwsAccounts aws = live()) {
      retire(aws, kind);
      ahead = ahead.plusDays(13);
      Plan early = molly(aws).purge(retired(aws, kind));
      ahead = ahead.plusDays(2);
      Plan untold = molly(aws).purge(retired(aws, kind));
      sweep(aws, kind);
      Plan justTold = molly(aws).purge(retired(aws, kind));
      String tags = planted.state().get("tags");
      ahead = ahead.plusDays(2);
      ApplyResult purged = towardsPurge(aws, kind);

      done(purged);
      assertThat(List.of(early, untold, justTold))
          .allSatisfy(plan -> assertThat(plan.steps()).isEmpty())
          .flatExtracting(Plan::refusals)
          .extracting(Refusal::reason)
          .satisfiesExactly(
              what -> assertThat(what).contains("is not due before"),
              what -> assertThat(what).contains("its owner was not told"),
              what -> assertThat(what).contains("its owner was told at"));
      assertThat(tags).contains(" told=");
      assertThat(planted.isThere()).as("%s", purged).isFalse();
      assertThat(planted.copies()).isEqualTo(planted.copiesWhenPurged());
    }
  }

  /// Moto's CloudWatch has no datapoints, as AWS's has none of what is stopped.
  @ParameterizedTest
  @MethodSource("kinds")
  void nobodyUsesWhatIsRetired(KindId kind) {
    Retirable.plant(moto, where, kind);

    try (AwsAccounts aws = live()) {
      retire(aws, kind);
      ahead = ahead.plusDays(15);
      Resource resource = retired(aws, kind).resources().getFirst();
      Instant since = status(aws, kind).getFirst().record().orElseThrow().at();
      var session = aws.session(new AccountRef.Own());

      assertThat(
              TestKinds.ALL
                  .retirable(kind)
                  .usedSince(session, resource.ref(), since, molly(aws).now()))
          .isInstanceOf(UsageSince.No.class);
    }
  }

  /// Moto knows a key by its ARN only where it is described.
  @Test
  void whatHasACopyThatNeedsAKeyIsPurgedOnlyWhileTheKeyCanBeUsed() {
    try (AwsAccounts aws = live();
        KmsClient kms = moto.aws().kms(where)) {
      KeyMetadata made = kms.createKey().keyMetadata();
      String id = made.keyId();
      String key = made.arn();
      RetirableDatabase planted = RetirableDatabase.encrypted(moto.rds(where), key);
      retire(aws, DATABASE);
      becomesDue(aws, DATABASE);
      kms.scheduleKeyDeletion(r -> r.keyId(id).pendingWindowInDays(7));
      Plan toBeDeleted = molly(aws).purge(retired(aws, DATABASE));
      kms.cancelKeyDeletion(r -> r.keyId(id));
      Plan disabled = molly(aws).purge(retired(aws, DATABASE));
      kms.enableKey(r -> r.keyId(id));
      purge(aws, DATABASE);

      assertThat(List.of(toBeDeleted, disabled))
          .allSatisfy(plan -> assertThat(plan.steps()).isEmpty())
          .flatExtracting(Plan::refusals)
          .extracting(Refusal::reason)
          .satisfiesExactly(
              what -> assertThat(what).contains(key, "is to be deleted at "),
              what -> assertThat(what).contains(key, "is disabled"));
      assertThat(planted.isThere()).isFalse();
    }
  }

  @Test
  void aBucketIsEmptiedByS3BeforeItIsPurgedWhereThatWasChosen() {
    RetirableBucket bucket = full();

    try (AwsAccounts aws = live()) {
      retire(aws, BUCKET, "empty");
      becomesDue(aws, BUCKET);
      towardsPurge(aws, BUCKET);
      List<String> rules = bucket.rules();
      Plan waiting = molly(aws).purge(retired(aws, BUCKET));
      assertThatThrownBy(() -> bucket.put("another"))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
      emptyAsS3Does(bucket);
      purge(aws, BUCKET);

      assertThat(rules)
          .containsExactlyInAnyOrder("theirs", "molly-empty-objects", "molly-empty-markers");
      assertThat(waiting.skipped()).singleElement().asString().contains("can take days");
      assertThat(bucket.isThere()).isFalse();
    }
  }

  @Test
  void aRestoreStopsTheEmptyingOfABucket() {
    RetirableBucket bucket = full();
    Map<String, String> before = bucket.state();

    try (AwsAccounts aws = live()) {
      retire(aws, BUCKET, "empty");
      becomesDue(aws, BUCKET);
      towardsPurge(aws, BUCKET);
      List<String> rules = bucket.rules();
      restore(aws, BUCKET);
      List<String> restored = bucket.rules();
      ahead = ahead.plusDays(1);
      restore(aws, BUCKET);

      assertThat(rules).contains("molly-empty-objects");
      assertThat(restored).doesNotContain("molly-empty-objects");
      assertThat(bucket.state()).isEqualTo(before);
      assertThat(bucket.versions()).isEqualTo(1);
    }
  }

  /// Moto empties nothing by itself.
  void emptyAsS3Does(RetirableBucket bucket) {
    bucket.empty();
  }

  private RetirableBucket full() {
    RetirableBucket bucket = RetirableBucket.plant(moto, where);
    bucket.put("one");
    return bucket;
  }

  private void retire(AwsAccounts aws, KindId kind, String... options) {
    AccountChanges molly = molly(aws);
    var wish = new RetireRequest("nobody uses it", Duration.ofDays(14), Set.of(), Set.of(options));
    Plan plan = molly.retire(inventory(aws, kind), wish);
    done(molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan))));
  }

  private List<RetiredResource> status(AwsAccounts aws, KindId kind) {
    return molly(aws).status(inventory(aws, kind));
  }

  private void restore(AwsAccounts aws, KindId kind) {
    done(molly(aws).applyUnconfirmed(molly(aws).planTo(Goal.RESTORED, retired(aws, kind))));
  }

  private void sweep(AwsAccounts aws, KindId kind) {
    Inventory retired = retired(aws, kind);
    AccountChanges molly = molly(aws);
    done(molly.sweep(molly.planSweep(retired, molly.status(retired)).plan(), Environment.ANY));
  }

  private void becomesDue(AwsAccounts aws, KindId kind) {
    ahead = ahead.plusDays(15);
    sweep(aws, kind);
    ahead = ahead.plus(RetentionWindow.DEFAULT.notice());
  }

  private void purge(AwsAccounts aws, KindId kind) {
    done(towardsPurge(aws, kind));
  }

  private ApplyResult towardsPurge(AwsAccounts aws, KindId kind) {
    AccountChanges molly = molly(aws);
    Plan plan = molly.purge(retired(aws, kind));
    assertThat(plan.refusals()).isEmpty();
    return molly.apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)));
  }

  private static void done(ApplyResult applyResult) {
    assertThat(applyResult.exitCode()).as("%s", applyResult).isEqualTo(ExitCode.CLEAN);
  }

  private Inventory retired(AwsAccounts aws, KindId kind) {
    return inventory(aws, kind).only(Inventory::isRetired);
  }

  private Inventory inventory(AwsAccounts aws, KindId kind) {
    return molly(aws)
        .inventory(
            new RegionSelection.Named(List.of(REGION)),
            List.of(kind),
            true,
            resource -> true,
            ScanProgressListener.none());
  }

  private AccountChanges molly(AwsAccounts aws) {
    var settings =
        new ExecutionSettings(
            new JournalFolder(folder),
            this::name,
            BlastLimit.DEFAULT,
            RolloutPace.DEFAULT,
            length -> {},
            List::of,
            Duration.ofHours(1),
            RetentionWindow.DEFAULT,
            Optional.empty(),
            () -> false,
            new Postman(),
            OwnerTags.DEFAULT);
    var clock = Clock.offset(Clock.systemUTC(), ahead);
    return TestMolly.of(aws, clock, settings).changes(List.of(new AccountRef.Own()));
  }

  private RunId name(Instant now) {
    runs++;
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs));
  }

  private AwsAccounts live() {
    return new LaterAws(new SdkAwsAccounts("", REGION, RateLimitConfig.DEFAULT), () -> ahead);
  }
}
