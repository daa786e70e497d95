package dev.molly.engine.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.ApplyResult;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult.Outcome;
import dev.molly.plan.RunResult.Result;
import dev.molly.retire.Inventory;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetiredResource.Status;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.core.SimKey;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With a key, a record is read when KMS vouches for it, on whichever machine, and never otherwise.
class RecordSignatureTest {
  private static final String ALIAS = "alias/molly-records";
  private static final String MAC = "molly:retire-mac";

  private final World world = new World(1);
  private final SimKey key = world.signsRecords(ALIAS);
  private final Map<String, String> ids =
      Map.of(
          "ec2-instance", launch("web-01"),
          "rds-instance", world.account.createDb(World.REGION, "orders", one -> {}).resourceId(),
          "rds-cluster",
              world.account.createCluster(World.REGION, "events", one -> {}).resourceId(),
          "s3-bucket", bucket());

  @ParameterizedTest
  @ValueSource(strings = {"ec2-instance", "rds-instance", "rds-cluster", "s3-bucket"})
  void aSignedRecordGoesAllTheWayAndLeavesNoTagBehind(String kind) {
    retire(kind);
    assertThat(tags(kind)).containsKey(MAC);
    assertThat(status(kind)).isInstanceOf(Status.Known.class);

    restore(kind);

    assertThat(tags(kind).keySet()).noneMatch(tag -> tag.startsWith("molly:retire"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2-instance", "rds-instance", "rds-cluster", "s3-bucket"})
  void withoutItsSignatureARecordIsNotRead(String kind) {
    retire(kind);
    hand(kind).remove(id(kind), Set.of(MAC));

    assertThatNothingHappensBy(kind, "is not signed with " + ALIAS);
  }

  @Test
  void aRecordThatWasEditedAfterItWasSignedIsNotRead() {
    retire("s3-bucket");
    hand("s3-bucket").put(id("s3-bucket"), Map.of("molly:retire-why", "another why"));

    assertThat(status("s3-bucket")).isInstanceOf(Status.InvalidRecord.class);
  }

  @Test
  void aSignatureOfAnotherResourceIsNone() {
    retire("ec2-instance");
    retire("rds-instance");
    hand("ec2-instance")
        .put(id("ec2-instance"), Map.of(MAC, tags("rds-instance").getOrDefault(MAC, "")));

    assertThatNothingHappensBy("ec2-instance", "is not that of " + ALIAS);
  }

  @Test
  void aSignatureOfAnotherKeyIsNone() {
    retire("ec2-instance");
    world.signsRecords("alias/another");

    assertThatNothingHappensBy("ec2-instance", "is not that of alias/another");
  }

  @Test
  void whatIsNoSignatureIsNone() {
    retire("ec2-instance");
    hand("ec2-instance").put(id("ec2-instance"), Map.of(MAC, "no such thing"));

    assertThatNothingHappensBy("ec2-instance", "is not that of " + ALIAS);
  }

  @Test
  void anotherMachineWithTheKeyKnowsTheRecordAndGoesOnByIt() {
    retire("ec2-instance");
    world.isOnAnotherMachine();

    assertThat(retired("ec2-instance")).allMatch(RetiredResource::isKnownHere);
    assertThat(world.molly().unknown(chosen("ec2-instance"))).isEmpty();
    assertThat(world.sweep("ec2-instance")).isInstanceOf(ApplyResult.Executed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2-instance", "rds-instance", "rds-cluster", "s3-bucket"})
  void aRecordThatWasTakenAwayHereIsNotKnownWhenItIsPutBack(String kind) {
    retire(kind);
    Map<String, String> old = new HashMap<>(tags(kind));
    old.keySet().removeIf(tag -> !tag.startsWith("molly:retire"));
    restore(kind);
    assertThat(tags(kind)).doesNotContainKey(MAC);

    hand(kind).put(id(kind), old);
    world.cloud.clock().advance(Duration.ofHours(1));

    assertThat(status(kind)).isInstanceOf(Status.Known.class);
    assertThat(world.molly().unknown(chosen(kind))).isNotEmpty();
    int before = written().size();
    world.sweep(kind);
    // Protection is turned on by a record that is not known, and nothing else is done.
    assertThat(written().stream().skip(before).map(SimCall::api))
        .allMatch(api -> api.startsWith("rds:ModifyDB"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2-instance", "rds-instance", "rds-cluster", "s3-bucket"})
  void aResourceThatWasRetiredAndRestoredHereCarriesNoRecordThatIsUnknown(String kind) {
    retire(kind);
    restore(kind);

    assertThat(world.molly().unknown(world.fleet(kind))).isEmpty();
  }

  @Test
  void withoutTheKeyAnotherMachineDoesNotKnowIt() {
    retire("ec2-instance");
    world.isOnAnotherMachine();
    world.doesNotSign();

    assertThat(world.molly().unknown(chosen("ec2-instance"))).isNotEmpty();
  }

  /// The machines that have the key would not read it any more.
  @Test
  void withoutTheKeyASignedRecordIsNotExtended() {
    retire("ec2-instance");
    world.isOnAnotherMachine();
    world.doesNotSign();

    Plan more = world.molly().extend(chosen("ec2-instance"), Duration.ofDays(7));

    assertThat(more.steps()).isEmpty();
    assertThat(more.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains("its record is signed"));
  }

  @Test
  void withoutTheKeyNoNoticeIsWrittenIntoASignedRecord() {
    retire("ec2-instance");
    world.doesNotSign();
    world.cloud.clock().advance(World.KEEP);

    Plan sweep = world.molly().planSweep(chosen("ec2-instance"), retired("ec2-instance")).plan();

    assertThat(sweep.steps())
        .noneMatch(step -> step.change().control().equals(LifecycleAttributes.RETIREMENT));
    assertThat(sweep.refusals())
        .singleElement()
        .satisfies(no -> assertThat(no.reason()).contains("its record is signed", "with a notice"));
  }

  @Test
  void aPlanSaysThatItsPrintedCommandDoesNotSign() {
    assertThat(world.molly().retire(world.fleet("ec2-instance"), World.wish()).notes())
        .first()
        .asString()
        .startsWith("molly signs the record with " + ALIAS);
    world.doesNotSign();
    assertThat(world.molly().retire(world.fleet("ec2-instance"), World.wish()).notes())
        .noneMatch(note -> note.startsWith("molly signs"));
  }

  @Test
  void nothingIsRetiredThatKmsDoesNotSign() {
    world.cloud.faults().deny("kms:GenerateMac");

    ApplyResult applyResult =
        world.apply(world.molly().retire(world.fleet("ec2-instance"), World.wish()));

    assertThat(outcomes(applyResult)).extracting(Outcome::result).contains(Result.PAUSED);
    assertThat(tags("ec2-instance").keySet()).noneMatch(tag -> tag.startsWith("molly:"));
    assertThat(written()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"denied", "disabled", "says nothing"})
  void whatKmsDoesNotVouchForIsUnseenAndLeftAlone(String why) {
    retire("ec2-instance");
    switch (why) {
      case "denied" -> world.cloud.faults().deny("kms:VerifyMac");
      case "disabled" -> key.inState("Disabled");
      default -> world.cloud.faults().emptyAnswer("kms:VerifyMac").times(Integer.MAX_VALUE);
    }
    world.signsRecordsWith(ALIAS);
    int before = written().size();

    assertThat(status("ec2-instance")).isInstanceOf(Status.Unreachable.class);
    assertThat(retired("ec2-instance"))
        .noneMatch(RetiredResource::isKnownHere)
        .as("not said to be forged")
        .noneMatch(RetiredResource::isUnknownHere);
    assertThat(world.molly().unknown(chosen("ec2-instance"))).isNotEmpty();
    assertThat(world.sweep("ec2-instance")).isNotNull();
    assertThat(written()).hasSize(before);
  }

  @Test
  void theKeyOfAnArnIsAskedInItsOwnRegion() {
    retire("ec2-instance");
    var arn = key.arn().replace(World.REGION, "eu-central-1");
    world.signsRecordsWith(arn);

    assertThat(status("ec2-instance")).isInstanceOf(Status.Unreachable.class);
    assertThat(world.cloud.calls())
        .filteredOn(call -> call.api().equals("kms:VerifyMac"))
        .last()
        .extracting(SimCall::region)
        .isEqualTo("eu-central-1");
  }

  private void assertThatNothingHappensBy(String kind, String why) {
    world.cloud.clock().advance(Duration.ofHours(1));
    assertThat(status(kind))
        .isInstanceOfSatisfying(
            Status.InvalidRecord.class, tampered -> assertThat(tampered.why()).contains(why));
    int before = written().size();
    world.sweep(kind);
    for (Goal goal : List.of(Goal.RETIRED, Goal.RESTORED, Goal.PURGED)) {
      Plan plan = world.molly().planTo(goal, chosen(kind));
      assertThat(plan.steps()).isEmpty();
      assertThat(plan.refusals()).extracting(Refusal::guard).containsOnly("record");
    }
    assertThat(world.molly().extend(chosen(kind), Duration.ofDays(1)).steps()).isEmpty();
    assertThat(written()).hasSize(before);
  }

  private void retire(String kind) {
    ApplyResult applyResult = world.apply(world.molly().retire(world.fleet(kind), World.wish()));
    assertThat(applyResult).isInstanceOf(ApplyResult.Executed.class);
    world.cloud.clock().advance(Duration.ofMinutes(20));
    assertThat(tags(kind)).containsKey("molly:retire");
  }

  private void restore(String kind) {
    for (int n = 0; n < 3; n++) {
      world.molly().applyUnconfirmed(world.molly().planTo(Goal.RESTORED, chosen(kind)));
      world.cloud.clock().advance(Duration.ofHours(1));
    }
  }

  private List<RetiredResource> retired(String kind) {
    return world.molly().status(chosen(kind));
  }

  private Status status(String kind) {
    return retired(kind).getFirst().status();
  }

  private Inventory chosen(String kind) {
    return world.found(
        resource -> resource.id().kind().value().equals(kind) && Inventory.isRetired(resource));
  }

  private String id(String kind) {
    return Objects.requireNonNull(ids.get(kind));
  }

  private Map<String, String> tags(String kind) {
    return hand(kind).tags(id(kind));
  }

  private ManualEdits hand(String kind) {
    return ManualEdits.on(world, id(kind));
  }

  private List<SimCall> written() {
    return world.cloud.calls().stream().filter(SimCall::write).filter(SimCall::effect).toList();
  }

  private static List<Outcome> outcomes(ApplyResult applyResult) {
    return applyResult instanceof ApplyResult.Executed(var result, _)
        ? result.outcomes()
        : List.of();
  }

  private String launch(String name) {
    return world
        .account
        .launch(World.REGION, one -> one.named(name).launchedAgo(Duration.ofDays(400)))
        .id();
  }

  private String bucket() {
    return world.account.createBucket(World.REGION, "acme-logs", one -> {}).name();
  }
}
