package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.SupportedKinds;
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
import dev.molly.model.AccountRef;
import dev.molly.model.AccountRegion;
import dev.molly.model.Environment;
import dev.molly.model.ExitCode;
import dev.molly.model.KindId;
import dev.molly.model.OwnerTags;
import dev.molly.model.RateLimitConfig;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.ScanProgressListener;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.RunId;
import dev.molly.report.staged.RetirementStatus;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The least policies of staged deletion hold on an engine that enforces permissions: each command
/// works with exactly its own, and not with one action less. Of a bucket only the retirement: moto
/// does not know the permission that takes single tags away. Of a cluster too: moto forgets its
/// members when it is renamed.
@Tag(Engine.MOTO)
class RetireIamMotoIT {
  private static final RegionId REGION = new RegionId("eu-west-1");
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
  private static final Map<String, String> MOTOS =
      Map.of(
          "s3:GetBucketObjectLockConfiguration", "s3:ListBucket",
          "cloudwatch:GetMetricData", "monitoring:GetMetricData",
          "s3:GetBucketPublicAccessBlock", "s3:GetPublicAccessBlock",
          "s3:GetAccountPublicAccessBlock", "s3:GetPublicAccessBlock",
          "s3:GetReplicationConfiguration", "s3:GetBucketReplication",
          "s3:ListBucketVersions", "s3:ListObjectVersions",
          "s3:GetLifecycleConfiguration", "s3:GetBucketLifecycleConfiguration",
          "s3:PutLifecycleConfiguration", "s3:PutBucketLifecycleConfiguration");

  @TempDir Path folder = Path.of("");

  private final MotoEngine moto = MotoEngine.orSkip();
  private final AccountRegion where = new AccountRegion(moto.own(), REGION);
  private List<KindId> kinds = Seed.KINDS;
  private Duration ahead = Duration.ofMinutes(5);
  private int runs;

  @BeforeEach
  void empty() {
    moto.reset();
  }

  @AfterEach
  void leaveNothing() {
    ThreadProperties.clear();
    moto.reset();
  }

  @Test
  void eachCommandWorksWithExactlyItsPolicy() {
    for (String kind : List.of("ec2-instance", "rds-instance")) {
      Retirable.plant(moto, where, new KindId(kind));
    }

    assertThat(as(SupportedKinds.aws().policyToRetire(), this::retire)).isEqualTo(ExitCode.CLEAN);
    assertThat(as(SupportedKinds.aws().policyToSweep(), this::sweep)).isEqualTo(ExitCode.CLEAN);
    assertThat(as(SupportedKinds.aws().policyToRestore(), this::restore)).isEqualTo(ExitCode.CLEAN);
    ahead = ahead.plusMinutes(3);
    assertThat(as(SupportedKinds.aws().policyToRetire(), this::retire)).isEqualTo(ExitCode.CLEAN);
    ahead = ahead.plusDays(12);
    assertThat(as(SupportedKinds.aws().policyToSweep(), this::sweep)).isEqualTo(ExitCode.CLEAN);
    ahead = ahead.plusDays(4);
    assertThat(as(SupportedKinds.aws().policyToPurge(), this::purge)).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rds-cluster", "s3-bucket"})
  void aRetirementWorksWithExactlyItsPolicy(String kind) {
    kinds = List.of(new KindId(kind));
    Retirable.plant(moto, where, new KindId(kind));

    assertThat(as(SupportedKinds.aws().policyToRetire(), this::retire)).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aStatusWorksWithItsPolicyAndNotWithThatOfAScan() {
    Retirable.plant(moto, where, new KindId("ec2-instance"));
    as(SupportedKinds.aws().policyToRetire(), this::retire);

    assertThat(as(SupportedKinds.aws().policyToStatus(), this::status)).isEqualTo(ExitCode.CLEAN);
    assertThat(as(SupportedKinds.aws().policyToScan(), this::status)).isNotEqualTo(ExitCode.CLEAN);
  }

  @Test
  void aLeaseWorksWithExactlyItsPolicy() {
    moto.create(where, Seed.instance(Seed.InstanceTrait.TERMINATION_PROTECTED));

    ExitCode leased = as(SupportedKinds.aws().policyToLease(), this::lease);
    ahead = ahead.plusHours(5);
    ExitCode renewed =
        as(
            SupportedKinds.aws().policyToSweep(),
            molly -> molly.applyUnconfirmed(molly.endLeases(all(molly), false)).exitCode());

    assertThat(leased).isEqualTo(ExitCode.CLEAN);
    assertThat(renewed).isEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ec2:CreateTags",
    "ec2-instance, ec2:ModifyInstanceAttribute",
    "ec2-instance, ec2:StopInstances",
    "ec2-instance, ec2:CreateSnapshots",
    "ec2-instance, ec2:DescribeSnapshots",
    "rds-instance, rds:AddTagsToResource",
    "rds-instance, rds:ModifyDBInstance",
    "rds-instance, rds:CreateDBSnapshot",
    "rds-instance, rds:StopDBInstance",
    "s3-bucket, s3:PutBucketVersioning",
    "s3-bucket, s3:PutBucketPolicy"
  })
  void withOneActionLessARetirementIsNotDone(String kind, String action) {
    Retirable.plant(moto, where, new KindId(kind));

    ExitCode went = as(without(action, SupportedKinds.aws().policyToRetire()), this::retire);

    assertThat(went).isNotEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2-instance, ec2:StartInstances",
    "ec2-instance, ec2:DeleteTags",
    "rds-instance, rds:StartDBInstance",
    "rds-instance, rds:RemoveTagsFromResource"
  })
  void withOneActionLessARestoreIsNotDone(String kind, String action) {
    Retirable.plant(moto, where, new KindId(kind));
    as(SupportedKinds.aws().policyToRetire(), this::retire);

    ExitCode went = as(without(action, SupportedKinds.aws().policyToRestore()), this::restore);

    assertThat(went).isNotEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({"ec2-instance, ec2:CreateTags", "rds-instance, rds:AddTagsToResource"})
  void withOneActionLessNobodyIsTold(String kind, String action) {
    Retirable.plant(moto, where, new KindId(kind));
    as(SupportedKinds.aws().policyToRetire(), this::retire);
    ahead = ahead.plusDays(12);

    ExitCode went = as(without(action, SupportedKinds.aws().policyToSweep()), this::sweep);

    assertThat(went).isNotEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:CreateTags", "ec2:ModifyInstanceAttribute"})
  void withOneActionLessNothingIsLeased(String action) {
    moto.create(where, Seed.instance(Seed.InstanceTrait.TERMINATION_PROTECTED));

    ExitCode went = as(without(action, SupportedKinds.aws().policyToLease()), this::lease);

    assertThat(went).isNotEqualTo(ExitCode.CLEAN);
  }

  @ParameterizedTest
  @CsvSource({"ec2-instance, ec2:TerminateInstances", "rds-instance, rds:DeleteDBInstance"})
  void withOneActionLessNothingIsPurged(String kind, String action) {
    Retirable planted = Retirable.plant(moto, where, new KindId(kind));
    as(SupportedKinds.aws().policyToRetire(), this::retire);
    ahead = ahead.plusDays(12);
    as(SupportedKinds.aws().policyToSweep(), this::sweep);
    ahead = ahead.plusDays(4);

    ExitCode went = as(without(action, SupportedKinds.aws().policyToPurge()), this::purge);

    assertThat(went).isNotEqualTo(ExitCode.CLEAN);
    moto.allowEverything();
    assertThat(planted.isThere()).isTrue();
  }

  private interface Work<T> {
    T with(AccountChanges molly);
  }

  /// Somebody who may do what this policy allows, and no more.
  private <T> T as(String policy, Work<T> work) {
    moto.allowOnly(inMotosWords(policy));
    ThreadProperties.set(
        Map.of(
            "aws.endpointUrl", moto.aws().uri().toString(),
            "aws.accessKeyId", moto.caller().accessKeyId(),
            "aws.secretAccessKey", moto.caller().secretAccessKey()));
    try (AwsAccounts aws =
        new LaterAws(
            new SdkAwsAccounts("", new RegionId("us-east-1"), RateLimitConfig.DEFAULT),
            () -> ahead)) {
      return work.with(molly(aws));
    }
  }

  /// Moto calls some permissions as the API's operation is called, and not as IAM does.
  private static String inMotosWords(String policy) {
    String words = policy;
    for (var name : MOTOS.entrySet()) {
      String mine = "\"" + name.getKey() + "\"";
      words = words.replace(mine, mine + ", \"" + name.getValue() + "\"");
    }
    return words;
  }

  private ExitCode retire(AccountChanges molly) {
    var wish = new RetireRequest("nobody uses it", Duration.ofDays(14), Set.of(), Set.of());
    return apply(molly, molly.retire(all(molly), wish));
  }

  private ExitCode lease(AccountChanges molly) {
    return apply(molly, molly.lease(all(molly), Duration.ofHours(2), "new kernel"));
  }

  private ExitCode sweep(AccountChanges molly) {
    Inventory all = all(molly);
    return molly.sweep(molly.planSweep(all, molly.status(all)).plan(), Environment.ANY).exitCode();
  }

  private ExitCode status(AccountChanges molly) {
    Inventory all = all(molly);
    return new RetirementStatus(molly.now(), all.targets(), molly.status(all), all.gaps())
        .exitCode();
  }

  private ExitCode restore(AccountChanges molly) {
    return molly.applyUnconfirmed(molly.planTo(Goal.RESTORED, all(molly))).exitCode();
  }

  private ExitCode purge(AccountChanges molly) {
    return apply(molly, molly.purge(all(molly)));
  }

  private static ExitCode apply(AccountChanges molly, Plan plan) {
    return molly
        .apply(plan, Environment.ANY, new ConfirmationInput.Given(molly.phrase(plan)))
        .exitCode();
  }

  private Inventory all(AccountChanges molly) {
    return molly.inventory(
        new RegionSelection.Named(List.of(REGION)),
        kinds,
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
    return TestMolly.of(aws, Clock.offset(Clock.systemUTC(), ahead), settings)
        .changes(List.of(new AccountRef.Own()));
  }

  private RunId name(Instant now) {
    runs++;
    return new RunId("%s-%06x".formatted(SECOND.format(now), runs));
  }

  private static String without(String action, String policy) {
    String less = policy.replaceFirst("\"" + action + "\", |, \"" + action + "\"", "");
    assertThat(less).doesNotContain("\"" + action + "\"").isNotEqualTo(policy);
    return less;
  }
}
