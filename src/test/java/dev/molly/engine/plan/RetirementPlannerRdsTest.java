package dev.molly.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.engine.plan.RdsScene.What;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Databases and clusters, retired, restored and purged.
class RetirementPlannerRdsTest {
  private static final String RETIRED_NAME = "orders-deleted-20261123";

  @ParameterizedTest
  @EnumSource
  void isRetiredAndRestoredToWhatItWas(What what) {
    var scene = new RdsScene(what);

    scene.retire();

    assertThat(scene.facts().name()).isEqualTo(RETIRED_NAME);
    assertThat(scene.facts().status()).isEqualTo(what.stops() ? "stopped" : "available");
    assertThat(scene.facts().isProtected()).isTrue();
    assertThat(scene.facts().tags()).containsKey("molly:retire");

    scene.goOn(Goal.RESTORED);
    scene.wait(Duration.ofHours(1));

    assertThat(scene.facts()).isEqualTo(scene.before);
  }

  @ParameterizedTest
  @EnumSource
  void aSweepOfWhatIsRetiredWritesNothing(What what) {
    var scene = new RdsScene(what);
    scene.retire();
    int before = scene.apis().size();

    Plan plan = scene.plan(Goal.RETIRED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals()).isEmpty();
    assertThat(scene.apis()).hasSize(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER"})
  void whatAwsStartsAgainAfterSevenDaysIsStoppedAgainAndNothingElse(What what) {
    var scene = new RdsScene(what);
    scene.retire();
    scene.wait(Duration.ofDays(7));
    scene.wait(Duration.ofHours(1));
    assertThat(scene.facts().status()).isEqualTo("available");

    Plan plan = scene.plan(Goal.RETIRED);
    List<String> before = scene.apis();
    scene.goOn(Goal.RETIRED);

    assertThat(plan.steps())
        .extracting(step -> step.change().control(), step -> step.change().to())
        .containsExactly(tuple(LifecycleAttributes.RUN_STATE, "stopped"));
    assertThat(scene.apis().subList(before.size(), scene.apis().size())).hasSize(1);
    assertThat(scene.facts().status()).isEqualTo("stopped");
  }

  @ParameterizedTest
  @EnumSource
  void isPurgedWhenItIsDueAndNotBefore(What what) {
    var scene = new RdsScene(what);
    scene.retire();

    Plan early = scene.plan(Goal.PURGED);
    scene.becomeDue();
    scene.goOn(Goal.PURGED);

    assertThat(early.steps()).isEmpty();
    assertThat(early.refusals()).extracting(Refusal::guard).containsExactly("undo-window");
    assertThat(scene.isGone()).isTrue();
    assertThat(snapshots(scene)).contains("orders-molly-20261123-080000", RETIRED_NAME + "-final");
    assertThat(keptBackups(scene)).contains("retained");
  }

  @Test
  void theMembersOfAClusterGoBeforeItTheWriterLast() {
    var scene = new RdsScene(What.CLUSTER);
    scene.retire();
    scene.becomeDue();

    String writer = writer(scene);
    String reader = writer.equals("orders-1") ? "orders-2" : "orders-1";

    scene.goOn(Goal.PURGED);

    assertThat(scene.written())
        .filteredOn(change -> LifecycleAttributes.deletes(change.control()))
        .extracting(Change::from, Change::to)
        .containsExactly(
            tuple(reader + "," + writer, writer), tuple(writer, ""), tuple("there", "gone"));
  }

  private static String writer(RdsScene scene) {
    var rds = scene.world.account.rds(World.REGION);
    return rds.describeDBClusters().dbClusters().getFirst().dbClusterMembers().stream()
        .filter(member -> member.isClusterWriter())
        .map(member -> member.dbInstanceIdentifier())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER"})
  void isNotPurgedWithoutItsFinalCopy(What what) {
    var scene = new RdsScene(what);
    apply(scene, "record only");
    scene.wait(Duration.ofDays(15));

    Plan plan = scene.plan(Goal.PURGED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals()).extracting(Refusal::guard).containsExactly("final-copy");
  }

  /// Ends the process right after the record was written.
  private static void apply(RdsScene scene, String why) {
    Plan plan = scene.retirement();
    scene.world.ledger.crashAt(3, true);
    try {
      scene.world.apply(plan);
      throw new AssertionError(why);
    } catch (Crash expected) {
      scene.world.ledger.restart();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER"})
  void isNotRestoredOverSomethingThatHasItsNameNow(What what) {
    var scene = new RdsScene(what);
    scene.retire();
    if (what == What.DATABASE) {
      scene.world.account.createDb(World.REGION, "orders", one -> {});
    } else {
      scene.world.account.createCluster(World.REGION, "orders", one -> {});
    }

    Plan plan = scene.plan(Goal.RESTORED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refusals())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.guard()).isEqualTo("old-name-taken");
              assertThat(refusal.reason()).contains(RETIRED_NAME, "it was called orders");
              assertThat(refusal.remedy()).contains("molly restore");
            });
  }

  /// What another database is called matters from the second step on: by then there is a record,
  /// and a restore takes it back.
  @Test
  void aRetirementWhoseNameWasTakenSinceItsPlanStopsAfterItsRecord() {
    var scene = new RdsScene(What.DATABASE);
    Plan plan = scene.retirement();
    scene.world.account.createDb(World.REGION, RETIRED_NAME, one -> {});

    ApplyResult applied = scene.world.apply(plan);

    assertThat(applied.toString()).contains("it would be called " + RETIRED_NAME);
    assertThat(scene.apis()).containsExactly("rds:AddTagsToResource");
    assertThat(scene.plan(Goal.RETIRED).refusals())
        .extracting(Refusal::guard)
        .containsExactly("name-taken");
    scene.goOn(Goal.RESTORED);
    assertThat(scene.facts()).isEqualTo(scene.before);
  }

  @Test
  void theProjectedStepsCarryTheNameOfTheirTime() {
    Plan plan = new RdsScene(What.DATABASE).retirement();

    assertThat(plan.steps())
        .extracting(step -> step.call().api(), step -> step.change().resource().identifier())
        .containsExactly(
            tuple("rds:AddTagsToResource", "orders"),
            tuple("rds:ModifyDBInstance", "orders"),
            tuple("rds:CreateDBSnapshot", "orders"),
            tuple("rds:ModifyDBInstance", "orders"),
            tuple("rds:StopDBInstance", RETIRED_NAME));
    assertThat(plan.steps().getLast().call().arn()).endsWith(":db:" + RETIRED_NAME);
  }

  @Test
  void aStepIsNotMadeOnWhatHasTheOldNameOfItsDatabaseNow() {
    var scene = new RdsScene(What.DATABASE);
    scene.retire();
    scene.becomeDue();
    scene.wait(Duration.ofDays(7));
    scene.wait(Duration.ofHours(1));
    assertThat(scene.facts().status()).as("AWS started it again").isEqualTo("available");
    Plan plan = scene.plan(Goal.PURGED);
    var rds = scene.world.account.rds(World.REGION);
    rds.modifyDBInstance(
        r ->
            r.dbInstanceIdentifier(RETIRED_NAME)
                .newDBInstanceIdentifier("elsewhere")
                .applyImmediately(true));
    scene.wait(Duration.ofHours(1));
    var other =
        scene.world.account.createDb(
            World.REGION, RETIRED_NAME, one -> one.protectedFromDeletion());

    ApplyResult applyResult = scene.world.apply(plan);

    assertThat(applyResult)
        .as("not stopped before its first step")
        .isInstanceOf(ApplyResult.Executed.class);
    assertThat(other.isProtected()).isTrue();
    assertThat(scene.database.isProtected()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER", "STOPPED_DATABASE"})
  void aCrashAnywhereEndsWhereNoCrashEnds(What what) {
    var whole = new RdsScene(what);
    whole.retire();
    int lines = whole.world.ledger.tried();

    for (int line = 1; line <= lines; line++) {
      for (boolean kept : List.of(true, false)) {
        RdsScene swept = crashed(what, line, kept);
        if (swept.facts().tags().containsKey("molly:retire")) {
          swept.goOn(Goal.RETIRED);
          assertThat(swept.facts()).as("line %d %s", line, kept).isEqualTo(whole.facts());
        } else {
          assertThat(swept.facts()).as("line %d %s", line, kept).isEqualTo(swept.before);
        }
        assertThat(new ArrayList<>(Set.copyOf(swept.apis()))).hasSizeLessThanOrEqualTo(6);

        RdsScene restored = crashed(what, line, kept);
        restored.goOn(Goal.RESTORED);
        restored.wait(Duration.ofHours(1));
        assertThat(restored.facts()).as("line %d %s", line, kept).isEqualTo(restored.before);
      }
    }
  }

  private static RdsScene crashed(What what, int line, boolean kept) {
    var scene = new RdsScene(what);
    scene.world.ledger.crashAt(line, kept);
    try {
      scene.retire();
    } catch (Crash expected) {
      scene.world.ledger.restart();
    }
    return scene;
  }

  private static List<String> snapshots(RdsScene scene) {
    var rds = scene.world.account.rds(World.REGION);
    return Stream.concat(
            rds.describeDBSnapshots().dbSnapshots().stream().map(one -> one.dbSnapshotIdentifier()),
            rds.describeDBClusterSnapshots().dbClusterSnapshots().stream()
                .map(one -> one.dbClusterSnapshotIdentifier()))
        .toList();
  }

  private static List<String> keptBackups(RdsScene scene) {
    var rds = scene.world.account.rds(World.REGION);
    return Stream.concat(
            rds.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups().stream()
                .map(one -> one.status()),
            rds.describeDBClusterAutomatedBackups(r -> {}).dbClusterAutomatedBackups().stream()
                .map(one -> one.status()))
        .toList();
  }
}
