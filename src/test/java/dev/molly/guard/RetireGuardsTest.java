package dev.molly.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.AccountId;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.ApiCall;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.ProtectionLease;
import dev.molly.retire.RecordTags;
import dev.molly.retire.RetirementRecord;
import dev.molly.retire.RetirementRecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What the guards say of retiring and purging: each reason, and nothing where there is none.
class RetireGuardsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final AccountId ACCOUNT = new AccountId("111122223333");
  private static final ResourceId ID =
      new ResourceId(
          new KindId("ec2-instance"), ACCOUNT, new RegionId("eu-west-1"), "i-0123456789abcdef0");
  private static final ResourceRef REF =
      new ResourceRef(
          ID,
          "i-0123456789abcdef0",
          "web-01",
          "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0");
  private static final ApiCall CALL =
      new ApiCall("ec2:Any", "ec2:Any", REF.arn(), "aws ec2 any", "");
  private static final Optional<Goal> NONE = Optional.empty();
  private static final Duration DAY = Duration.ofDays(1);

  private Instant awsTime = NOW;
  private Map<ResourceId, RetirementRecord> records = Map.of();

  @Test
  void nothingSpeaksAgainstTwoWeeks() {
    assertThat(against(retire(Duration.ofDays(14)))).isEmpty();
  }

  @Test
  void refusesATimeThatIsTooShort() {
    assertThat(against(retire(Duration.ofDays(7)))).isEmpty();
    assertThat(against(retire(Duration.ofDays(7).minusSeconds(1))))
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
  }

  @Test
  void refusesATimeThatIsTooLong() {
    assertThat(against(retire(Duration.ofDays(365)))).isEmpty();
    assertThat(against(retire(Duration.ofDays(3650))))
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
  }

  @Test
  void refusesToPurgeBeforeItIsDue() {
    records = Map.of(ID, told(NOW.plusSeconds(1)));

    assertThat(against(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  @Test
  void letsAPurgePassFromTheInstantOnAtWhichItIsDue() {
    records = Map.of(ID, told(NOW));

    assertThat(against(purge())).isEmpty();
  }

  @Test
  void refusesToPurgeWhatItsOwnerWasNotToldOfInTime() {
    RetirementRecord told = told(NOW);
    records = Map.of(ID, told.toldAt(NOW.minus(Duration.ofDays(2)).plusSeconds(1)));
    assertThat(against(purge())).extracting(Refusal::guard).containsExactly("undo-window");

    records = Map.of(ID, record(NOW.minus(Duration.ofDays(20)), NOW));
    assertThat(against(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  @Test
  void refusesToPurgeWhatHasNoRecordThatSaysWhenItIsDue() {
    assertThat(against(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  @Test
  void refusesWhatDependsOnTheTimeWhenThisClockIsWrong() {
    records = Map.of(ID, told(NOW.minus(DAY)));
    for (long seconds : List.of(-61L, 61L, 86_400L * 30)) {
      awsTime = NOW.plusSeconds(seconds);

      assertThat(against(purge())).extracting(Refusal::guard).contains("clock");
      assertThat(against(retire(Duration.ofDays(14))))
          .extracting(Refusal::guard)
          .containsExactly("clock");
    }
    awsTime = NOW.plusSeconds(60);
    assertThat(against(purge())).isEmpty();
  }

  @Test
  void refusesAPlanWithSomethingThatCannotBeRetired() {
    Plan fine = retire(Duration.ofDays(14));
    var spot = new Refusal("preflight", "it is a spot instance", "cancel the request");
    var plan = new Plan(Operation.RETIRE, fine.steps(), 100, List.of(), List.of(), List.of(spot));

    assertThat(against(plan)).containsExactly(spot);
  }

  @Test
  void whatEmptiesABucketDeletesAsMuchAsWhatDeletesIt() {
    Plan emptying = plan("purge", LifecycleAttributes.LIFECYCLE, "", "molly-empty", Goal.PURGED);
    assertThat(against(emptying)).extracting(Refusal::guard).containsExactly("undo-window");

    records = Map.of(ID, told(NOW.plusSeconds(1)));
    assertThat(against(emptying)).extracting(Refusal::guard).containsExactly("undo-window");

    records = Map.of(ID, told(NOW));
    assertThat(against(emptying)).isEmpty();
    awsTime = NOW.minus(DAY);
    assertThat(against(emptying))
        .extracting(Refusal::guard)
        .containsExactly("undo-window", "clock");
  }

  @Test
  void whatStopsTheEmptyingIsNotRefused() {
    assertThat(
            against(
                plan("restore", LifecycleAttributes.LIFECYCLE, "molly-empty", "", Goal.RESTORED)))
        .isEmpty();
  }

  @Test
  void theRulesThatEmptyABucketAreNotSetAlone() {
    var alone = status(new Change(REF, LifecycleAttributes.LIFECYCLE, "", "molly-empty"));

    assertThat(against(new Plan(Operation.PROTECT, List.of(alone), 100, List.of(), List.of())))
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
  }

  @Test
  void aRecordIsRewrittenToBeDueLaterToSayThatItsOwnerWasToldOrToGoBack() {
    RetirementRecord now = record(NOW.minus(DAY), NOW.plus(DAY));

    for (RetirementRecord to :
        List.of(
            now.dueAt(NOW.plus(DAY.multipliedBy(9))),
            now.toldAt(NOW),
            now.toldAt(NOW).dueAt(NOW.plus(DAY.multipliedBy(2))),
            now.towards(Goal.RESTORED))) {
      assertThat(against(rewritten(now, to))).isEmpty();
    }
  }

  @Test
  void refusesToRewriteARecordInAnythingElse() {
    RetirementRecord now = record(NOW.minus(DAY), NOW.plus(DAY)).towards(Goal.RESTORED);
    RetirementRecord sooner = record(NOW.minus(DAY), NOW.plusSeconds(1)).towards(Goal.RESTORED);
    RetirementRecord longAgo = now.toldAt(NOW.minus(DAY.multipliedBy(3)));
    RetirementRecord older = record(NOW.minus(DAY.multipliedBy(2)), NOW.plus(DAY));

    for (RetirementRecord to :
        List.of(sooner, longAgo, older.towards(Goal.RESTORED), now.towards(Goal.RETIRED))) {
      assertThat(against(rewritten(now, to)))
          .extracting(Refusal::guard)
          .containsExactly("undo-window");
    }
  }

  @Test
  void refusesALeaseThatIsTooLongOrThatNobodyCanRead() {
    Duration week = Duration.ofDays(7);
    assertThat(against(lease(NOW.plus(week)))).isEmpty();
    assertThat(against(lease(NOW.plus(week).plusSeconds(1))))
        .extracting(Refusal::guard)
        .containsExactly("lease");
    assertThat(
            against(
                plan("lease", LifecycleAttributes.LEASE, "", "molly:lease=v=1 until=soon", NONE)))
        .extracting(Refusal::guard)
        .containsExactly("lease");
  }

  @Test
  void refusesALeaseWhenThisClockIsWrong() {
    awsTime = NOW.plus(DAY);

    assertThat(against(lease(NOW.plus(DAY)))).extracting(Refusal::guard).containsExactly("clock");
  }

  @Test
  void aSweepIsNotConfirmedAndStillGuarded() {
    Plan told = rewritten(told(NOW.plus(DAY)), told(NOW.plus(DAY)).toldAt(NOW));

    assertThat(Verdict.decideSweep(told, situation(new ConfirmationInput.None())))
        .isInstanceOf(Verdict.Approved.class);
    awsTime = NOW.plus(DAY);
    assertThat(Verdict.decideSweep(told, situation(new ConfirmationInput.None())))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void aSweepBeginsNothingAndDeletesNothing() {
    records = Map.of(ID, told(NOW));

    for (Plan plan :
        List.of(
            purge(),
            retire(Duration.ofDays(14)),
            lease(NOW.plus(DAY)),
            plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.PURGED),
            plan("sweep", new ControlId("termination-protection"), "on", "off", NONE))) {
      assertThat(Verdict.decideSweep(plan, situation(new ConfirmationInput.None())))
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void nothingThatNobodyIsAskedAboutGoesForward() {
    records = Map.of(ID, told(NOW));

    for (Plan plan :
        List.of(
            purge(),
            retire(Duration.ofDays(14)),
            lease(NOW.plus(DAY)),
            plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED),
            plan(
                "undo",
                LifecycleAttributes.EXISTENCE,
                LifecycleAttributes.THERE,
                LifecycleAttributes.GONE,
                NONE))) {
      assertThat(Verdict.decideUndo(plan, situation(new ConfirmationInput.None())))
          .isInstanceOf(Verdict.Refused.class);
    }
    Plan back = plan("restore", LifecycleAttributes.RUN_STATE, "stopped", "running", Goal.RESTORED);
    assertThat(Verdict.decideUndo(back, situation(new ConfirmationInput.None())))
        .isInstanceOf(Verdict.Approved.class);
  }

  @Test
  void oneThatIsRetiredIsConfirmedWithItsOwnId() {
    Plan plan = retire(Duration.ofDays(14));

    assertThat(ConfirmationPhrase.spoken(plan)).isEqualTo("i-0123456789abcdef0");
    assertThat(ConfirmationPhrase.question(plan)).doesNotContain("i-0123456789abcdef0");
    assertThat(answered(plan, "i-0123456789abcdef0")).isInstanceOf(Verdict.Approved.class);
    assertThat(answered(plan, "yes"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            no ->
                assertThat(no.reasons().getFirst().reason())
                    .isEqualTo("what was typed is not its id"));
    assertThat(answered(plan, "1 in 111122223333")).isInstanceOf(Verdict.Refused.class);
  }

  private Verdict answered(Plan plan, String typed) {
    return Verdict.decide(plan, situation(new ConfirmationInput.Typed(typed)));
  }

  private List<Refusal> against(Plan plan) {
    return switch (Verdict.decide(
        plan, situation(new ConfirmationInput.Given(ConfirmationPhrase.of(plan, NOW))))) {
      case Verdict.Approved approved -> List.of();
      case Verdict.Refused(var reasons) -> reasons;
    };
  }

  private GuardContext situation(ConfirmationInput answer) {
    return new GuardContext(
        NOW,
        Map.of(ACCOUNT, ACCOUNT),
        Environment.ANY,
        BlastLimit.DEFAULT,
        List.of(),
        List.of(),
        List.of(),
        answer,
        Duration.ofHours(1),
        RetentionWindow.DEFAULT,
        Map.of(ACCOUNT, awsTime),
        records,
        Optional.empty(),
        Set.of());
  }

  private static Plan retire(Duration keep) {
    RetirementRecord record = record(NOW, NOW.plus(keep));
    return plan("retire", LifecycleAttributes.RETIREMENT, "", text(record));
  }

  /// One whose owner was told two days before.
  private static RetirementRecord told(Instant due) {
    return record(NOW.minus(Duration.ofDays(20)), due).toldAt(NOW.minus(Duration.ofDays(2)));
  }

  private static RetirementRecord record(Instant at, Instant due) {
    return new RetirementRecord(
        ID.uid(),
        Goal.RETIRED,
        "arn:aws:iam::111122223333:user/ada",
        "nobody uses it",
        at,
        due,
        Optional.of("web-01"),
        "running",
        new TreeMap<>(),
        new TreeSet<>(),
        Optional.empty());
  }

  private static Plan purge() {
    return plan(
        "purge",
        LifecycleAttributes.EXISTENCE,
        LifecycleAttributes.THERE,
        LifecycleAttributes.GONE);
  }

  private static Plan rewritten(RetirementRecord from, RetirementRecord to) {
    return plan("extend", LifecycleAttributes.RETIREMENT, text(from), text(to), NONE);
  }

  private static Plan lease(Instant until) {
    var lease = new ProtectionLease(ID.uid(), "ada", "new kernel", NOW, until, new TreeMap<>());
    return plan("lease", LifecycleAttributes.LEASE, "", RecordTags.text(lease.tags()), NONE);
  }

  private static String text(RetirementRecord record) {
    return RecordTags.text(RetirementRecordCodec.write(record));
  }

  private static Plan plan(String command, ControlId attribute, String from, String to) {
    return plan(command, attribute, from, to, Optional.of(Goal.RETIRED));
  }

  private static Plan plan(String command, ControlId attribute, String from, String to, Goal goal) {
    return plan(command, attribute, from, to, Optional.of(goal));
  }

  private static Plan plan(
      String command, ControlId attribute, String from, String to, Optional<Goal> goal) {
    var change = new Change(REF, attribute, from, to);
    PlannedChange step =
        goal.isPresent() ? new PlannedChange(change, "", CALL, "because", goal) : status(change);
    return new Plan(Operation.of(command), List.of(step), 100, List.of(), List.of());
  }

  /// A step that is towards no goal.
  private static PlannedChange status(Change change) {
    return new PlannedChange(change, "a fingerprint", CALL, "because");
  }
}
