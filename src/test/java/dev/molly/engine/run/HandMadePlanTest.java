package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.guard.ConfirmationInput;
import dev.molly.kind.TestKinds;
import dev.molly.model.ControlId;
import dev.molly.model.Environment;
import dev.molly.model.Resource;
import dev.molly.plan.ApiCall;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Fingerprint;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.ec2.SimInstance;
import dev.molly.simulation.world.Ec2ByHand;
import dev.molly.simulation.world.NightlyRun;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plans that somebody made or changed by hand, and confirmed: none is carried out further than
/// the
/// staged deletion wants.
class HandMadePlanTest {
  private static final ControlId TERMINATION = new ControlId("termination-protection");

  private final World world = new World(1);
  private final NightlyRun night = new NightlyRun(world);
  private final SimInstance server =
      world.account.launch(
          World.REGION, one -> one.named("web-01").launchedAgo(Duration.ofDays(400)));

  @Test
  void whatIsNotRetiredIsNotDeleted() {
    assertRefusedWithoutAWrite(plan("purge", step(LifecycleAttributes.EXISTENCE, "there", "gone")));
  }

  @Test
  void whatIsNotDueIsNotDeleted() {
    retired();

    assertRefusedWithoutAWrite(
        plan(
            "purge",
            step(TERMINATION, "on", "off"),
            step(LifecycleAttributes.EXISTENCE, "there", "gone")));
  }

  @Test
  void whatHasARecordThatWasEditedIsNotDeleted() {
    retired();
    due();
    new Ec2ByHand(world).put(server.id(), Map.of("molly:retire-why", "no reason"));

    assertRefusedWithoutAWrite(plan("purge", step(LifecycleAttributes.EXISTENCE, "there", "gone")));
  }

  @Test
  void aDeleteThatStandsAloneIsRefusedEvenWhenItIsDue() {
    retired();
    due();
    Resource now = inventory().resources().getFirst();
    var change = new Change(now.ref(), LifecycleAttributes.EXISTENCE, "there", "gone");
    String fingerprint = Fingerprint.of(now, LifecycleAttributes.EXISTENCE, "there");
    var call = TestKinds.ALL.retirable(now.id().kind()).call(change);

    assertRefusedWithoutAWrite(
        plan("purge", new PlannedChange(change, fingerprint, call, "because")));
    assertRefusedWithoutAWrite(
        plan(
            "purge",
            new PlannedChange(change, fingerprint, call, "because", Optional.of(Goal.PURGED))));
  }

  @Test
  void aStopThatStandsAloneIsRefused() {
    Resource now = inventory().resources().getFirst();
    var change = new Change(now.ref(), LifecycleAttributes.RUN_STATE, "running", "stopped");
    String fingerprint = Fingerprint.of(now, LifecycleAttributes.RUN_STATE, "running");
    var call = TestKinds.ALL.retirable(now.id().kind()).call(change);

    assertRefusedWithoutAWrite(
        plan("retire", new PlannedChange(change, fingerprint, call, "because")));
  }

  @Test
  void aPurgeInTheWrongOrderWritesNothing() {
    retired();
    due();
    Plan wrong =
        plan(
            "purge",
            step(LifecycleAttributes.EXISTENCE, "there", "gone"),
            step(TERMINATION, "on", "off"));

    ApplyResult applyResult = apply(wrong);

    assertThat(applyResult)
        .isInstanceOfSatisfying(ApplyResult.Executed.class, HandMadePlanTest::drifted);
    assertThat(server.state()).isEqualTo("stopped");
    assertThat(server.isProtectedFromTermination()).isTrue();
  }

  @Test
  void aPurgeOfWhatHasNoCopyWritesNothing() {
    world.cloud.faults().deny("ec2:CreateSnapshots");
    night.retire(server.id(), Set.of());
    due();
    Plan skipping =
        plan(
            "purge",
            step(TERMINATION, "on", "off"),
            step(LifecycleAttributes.EXISTENCE, "there", "gone"));

    ApplyResult applyResult = apply(skipping);

    assertThat(applyResult)
        .isInstanceOfSatisfying(ApplyResult.Executed.class, HandMadePlanTest::drifted);
    assertThat(server.isProtectedFromTermination()).isTrue();
    assertThat(server.state()).isEqualTo("stopped");
  }

  @Test
  void aRetirementThatWasEditedToSkipTheCopyEndsBeforeIt() {
    Plan whole = retirement();
    List<PlannedChange> without =
        whole.steps().stream()
            .filter(step -> !step.change().control().equals(LifecycleAttributes.FINAL_COPY))
            .toList();

    apply(with(whole, without));

    assertThat(server.tags()).containsEntry("Name", "web-01");
    assertThat(written()).doesNotContain("ec2:CreateSnapshots").endsWith("ec2:StopInstances");
  }

  @Test
  void aRetirementInTheWrongOrderWritesNothing() {
    Plan whole = retirement();
    var backwards = new ArrayList<>(whole.steps());
    Collections.reverse(backwards);

    apply(with(whole, backwards));

    assertThat(written()).isEmpty();
  }

  /// What is shown is what is confirmed, and what the journal names.
  @Test
  void aPlanThatShowsAnotherCallThanItMakesIsRefused() {
    Plan whole = retirement();
    List<PlannedChange> lying =
        whole.steps().stream()
            .map(
                step ->
                    new PlannedChange(
                        step.change(),
                        step.fingerprint(),
                        new ApiCall("ec2:DescribeInstances", "", "", "echo harmless", "nothing"),
                        step.why(),
                        step.goal()))
            .toList();

    assertRefusedWithoutAWrite(with(whole, lying));
    assertThat(night.molly().checkSaved(with(whole, lying), Environment.ANY))
        .hasSameSizeAs(lying)
        .allSatisfy(no -> assertThat(no.reason()).contains("shows another call"));
  }

  /// "no" is no word for off, and switches it off all the same.
  @ParameterizedTest
  @CsvSource({
    "termination-protection, on, off",
    "termination-protection, on, no",
    "termination-protection, on, ON",
    "shutdown-behavior, stop, TERMINATE",
    "volume-retention, /dev/sdf=keep, /dev/sdf=delete",
    "volume-retention, /dev/sdf=keep, /dev/sdf",
    "final-copy, '', molly-1 keep-until 2026-13-45"
  })
  void aPlanThatIsCalledAProtectTakesNoProtectionOff(String control, String from, String to) {
    assertNoStepOfIt(plan("protect", alone(new ControlId(control), from, to)));
  }

  @Test
  void aBucketPolicyIsNotReplacedByAPlanThatIsCalledAProtect() {
    world.account.createBucket(World.REGION, "acme", one -> one.policy("{}"));
    Resource bucket = world.fleet("s3-bucket").resources().getFirst();

    for (String to : List.of("", "{\"Version\":\"2012-10-17\"}")) {
      var change = new Change(bucket.ref(), new ControlId("delete-denied"), "{}", to);
      assertNoStepOfIt(plan("protect", alone(bucket, change)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"retire", "purge"})
  void aPlanOfAnotherNameTakesNoProtectionOffEither(String command) {
    assertNoStepOfIt(plan(command, alone(TERMINATION, "on", "off")));
  }

  @Test
  void whatIsCalledARetirementDeletesNothing() {
    retired();
    due();

    assertNoStepOfIt(plan("retire", step(TERMINATION, "on", "off")));
  }

  private void assertNoStepOfIt(Plan plan) {
    assertRefusedWithoutAWrite(plan);
    assertThat(night.molly().checkSaved(plan, Environment.ANY))
        .singleElement()
        .satisfies(
            no -> assertThat(no.reason()).containsAnyOf("no step of one", "shows another call"));
  }

  private PlannedChange alone(ControlId control, String from, String to) {
    Resource now = inventory().resources().getFirst();
    return alone(now, new Change(now.ref(), control, from, to));
  }

  private static PlannedChange alone(Resource now, Change change) {
    return new PlannedChange(
        change, Fingerprint.of(now, change.control(), change.from()), call(now, change), "because");
  }

  private static ApiCall call(Resource now, Change change) {
    try {
      return TestKinds.ALL.retirable(now.id().kind()).call(change);
    } catch (RuntimeException e) {
      return new ApiCall("ec2:ModifyInstanceAttribute", "", "", "", "");
    }
  }

  private void assertRefusedWithoutAWrite(Plan plan) {
    int before = written().size();

    ApplyResult applyResult = apply(plan);

    assertThat(applyResult).isInstanceOf(ApplyResult.Refused.class);
    assertThat(written()).hasSize(before);
  }

  private static void drifted(ApplyResult.Executed ran) {
    assertThat(ran.result().count(Result.DRIFTED)).isEqualTo(1);
    assertThat(ran.result().count(Result.DONE)).isZero();
  }

  private void retired() {
    night.retire(server.id(), Set.of());
    night.sweepToTheEnd();
  }

  /// It is due, and its owner was told long enough ago.
  private void due() {
    world.cloud.clock().advance(World.KEEP.plusHours(2));
    night.sweep();
    world.cloud.clock().advance(Duration.ofDays(3));
  }

  private Inventory inventory() {
    return night.inventory(resource -> resource.id().uid().equals(server.id()));
  }

  private Plan retirement() {
    return night.molly().retire(inventory(), World.wish());
  }

  private PlannedChange step(ControlId control, String from, String to) {
    Resource now = inventory().resources().getFirst();
    var change = new Change(now.ref(), control, from, to);
    var call = TestKinds.ALL.retirable(now.id().kind()).call(change);
    return new PlannedChange(change, "", call, "because", Optional.of(Goal.PURGED));
  }

  private static Plan plan(String command, PlannedChange... steps) {
    return new Plan(Operation.of(command), List.of(steps), 10, List.of(), List.of());
  }

  private static Plan with(Plan plan, List<PlannedChange> steps) {
    return new Plan(plan.operation(), steps, plan.fleetSize(), plan.gaps(), plan.skipped());
  }

  private ApplyResult apply(Plan plan) {
    String phrase = night.molly().phrase(plan);
    return night.molly().apply(plan, Environment.ANY, new ConfirmationInput.Given(phrase));
  }

  private List<String> written() {
    return world.cloud.calls().stream().filter(SimCall::effect).map(SimCall::api).toList();
  }
}
