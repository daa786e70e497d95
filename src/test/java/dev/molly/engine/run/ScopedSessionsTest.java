package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.aws.AccountSession;
import dev.molly.aws.AwsAccounts;
import dev.molly.kind.KindRegistry;
import dev.molly.kind.TestKinds;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RecordKey;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.IamGrant;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimCloud;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the sessions of a plan may do, as they are asked for.
class ScopedSessionsTest {
  private static final AccountId ACCOUNT = new AccountId(SimAws.OWN_ACCOUNT);
  private static final String ARN =
      "arn:aws:ec2:eu-west-1:" + SimAws.OWN_ACCOUNT + ":instance/i-0123456789abcdef0";
  private static final ResourceRef WEB =
      new ResourceRef(
          new ResourceId(
              new KindId("ec2-instance"),
              ACCOUNT,
              new RegionId("eu-west-1"),
              "i-0123456789abcdef0"),
          "i-0123456789abcdef0",
          "web-01",
          ARN);

  private static final RetirementRecord RECORD =
      new RetirementRecord(
          WEB.id().uid(),
          Goal.RETIRED,
          "arn:aws:iam::111122223333:user/ada",
          "moved",
          Instant.parse("2026-11-23T08:00:00Z"),
          Instant.parse("2026-12-07T08:00:00Z"),
          Optional.of("web-01"),
          "running",
          new TreeMap<>(),
          new TreeSet<>(),
          Optional.empty());

  private static final KindRegistry OWN = TestKinds.ALL.only(List.of(WEB.id().kind()));

  private Map<ResourceId, RetirementRecord> records = Map.of();
  private Optional<RecordKey> recordKey = Optional.empty();
  private final List<String> reads = new ArrayList<>();
  private final List<IamGrant> grants = new ArrayList<>();

  /// A session policy is at most 2,048 characters long.
  @Test
  void whatOtherKindsReadIsNotAmongThem() {
    open(LifecycleAttributes.RETIREMENT, "", "molly:retire=x", Goal.RETIRED);

    assertThat(reads)
        .contains("ec2:DescribeInstances")
        .noneMatch(permission -> permission.matches("(rds|s3|dynamodb|eks):.*"));
  }

  @Test
  void whatBeginsARetirementMayAskWhatSpeaksAgainstIt() {
    open(LifecycleAttributes.RETIREMENT, "", "molly:retire=x", Goal.RETIRED);

    assertThat(reads)
        .containsAll(OWN.blockerPermissions())
        .containsAll(OWN.observationPermissions());
  }

  @Test
  void aRestoreDoesNotAskIt() {
    open(LifecycleAttributes.NAME, "web-01_deleted_20261123", "web-01", Goal.RESTORED);

    assertThat(reads)
        .containsAll(OWN.observationPermissions())
        .doesNotContain("ec2:DescribeInstanceTypes", "ec2:DescribeAddresses");
  }

  @Test
  void recordsMayBeSignedAndVerifiedWhereAKeyIsConfiguredAndNowhereElse() {
    open(LifecycleAttributes.RETIREMENT, "", "molly:retire=x", Goal.RETIRED);
    assertThat(reads).doesNotContain("kms:GenerateMac", "kms:VerifyMac");

    recordKey = Optional.of(new RecordKey("alias/molly-records"));
    open(LifecycleAttributes.NAME, "web-01_deleted_20261123", "web-01", Goal.RESTORED);

    assertThat(reads).contains("kms:GenerateMac", "kms:VerifyMac");
  }

  @Test
  void awsDeletesOnlyWhatCarriesExactlyTheRecordThatWasRead() {
    records = Map.of(WEB.id(), RECORD);

    open(
        LifecycleAttributes.EXISTENCE,
        LifecycleAttributes.THERE,
        LifecycleAttributes.GONE,
        Goal.PURGED);

    String tag = RetirementRecordCodec.write(RECORD).getOrDefault("molly:retire", "");
    assertThat(grants)
        .containsExactly(
            new IamGrant("ec2:TerminateInstances", ARN)
                .when(new IamGrant.Condition("StringEquals", "aws:ResourceTag/molly:retire", tag)));
  }

  @Test
  void aStartMayLetEc2UseTheKeyOfItsVolumesAndNothingElseMay() {
    open(LifecycleAttributes.RUN_STATE, "stopped", "running", Goal.RESTORED);

    assertThat(grants)
        .contains(
            new IamGrant("kms:CreateGrant", "arn:aws:kms:eu-west-1:111122223333:key/*")
                .when(new IamGrant.Condition("Bool", "kms:GrantIsForAWSResource", "true"))
                .when(
                    new IamGrant.Condition(
                        "StringEquals", "kms:ViaService", "ec2.eu-west-1.amazonaws.com")));
  }

  @Test
  void whatTakesAStepBackHasNoCondition() {
    records = Map.of(WEB.id(), RECORD);

    open(LifecycleAttributes.CLAIM, "", "molly:claim=2026-12-08T08:00:00Z", Goal.PURGED);

    assertThat(grants)
        .filteredOn(grant -> grant.permission().equals("ec2:DeleteTags"))
        .allMatch(grant -> grant.conditions().isEmpty())
        .isNotEmpty();
  }

  /// A step that another machine's restore overtakes is taken back where it was made. One session
  /// has no room for all of a plan.
  @Test
  void aSessionMayTakeBackWhatItMayDo() {
    List<PlannedChange> stops =
        IntStream.range(0, 30).mapToObj(n -> step(stop(n), Goal.RETIRED)).toList();

    for (PlannedChange each : stops) {
      grants.clear();
      open(stops, each.change());

      assertThat(grants)
          .extracting(IamGrant::permission, IamGrant::arn)
          .contains(
              tuple("ec2:StopInstances", each.change().resource().arn()),
              tuple("ec2:StartInstances", each.change().resource().arn()));
    }
  }

  private static Change stop(int number) {
    String id = "i-0123456789abcd%03d".formatted(number);
    var instance =
        new ResourceRef(
            new ResourceId(WEB.id().kind(), ACCOUNT, WEB.id().region(), id),
            id,
            id,
            ARN.replace(WEB.identifier(), id));
    return new Change(instance, LifecycleAttributes.RUN_STATE, "running", "stopped");
  }

  private void open(ControlId control, String from, String to, Goal goal) {
    var change = new Change(WEB, control, from, to);
    open(List.of(step(change, goal)), change);
  }

  private void open(List<PlannedChange> steps, Change change) {
    var plan = new Plan(Operation.RETIRE, steps, 1, List.of(), List.of());
    new ScopedSessions(
            TestKinds.ALL, new Recording(), Map.of(ACCOUNT, new AccountRef.Own()), plan, records)
        .of(change);
  }

  private static PlannedChange step(Change change, Goal goal) {
    return new PlannedChange(
        change,
        "",
        TestKinds.ALL.retirable(WEB.id().kind()).call(change),
        "why",
        Optional.of(goal));
  }

  private final class Recording implements AwsAccounts {
    private final AwsAccounts aws =
        new SimAws(new SimCloud(Instant.parse("2026-11-23T08:00:00Z"), 1));

    @Override
    public AccountSession session(AccountRef account) {
      return aws.session(account);
    }

    @Override
    public AccountSession session(AccountRef account, Set<IamGrant> allowed, List<String> read) {
      grants.addAll(allowed);
      reads.addAll(read);
      return aws.session(account);
    }

    @Override
    public Optional<RecordKey> recordKey() {
      return recordKey;
    }

    @Override
    public long calls() {
      return aws.calls();
    }

    @Override
    public CallBudget budget() {
      return aws.budget();
    }

    @Override
    public void close() {}
  }
}
