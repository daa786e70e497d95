package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.engine.Applied;
import dev.molly.engine.Changes;
import dev.molly.engine.Inventory;
import dev.molly.engine.Pace;
import dev.molly.engine.Progress;
import dev.molly.engine.Retiring;
import dev.molly.guard.Answer;
import dev.molly.guard.BlastLimit;
import dev.molly.guard.Window;
import dev.molly.journal.Entry;
import dev.molly.model.Change;
import dev.molly.model.Goal;
import dev.molly.model.KindId;
import dev.molly.model.Plan;
import dev.molly.model.Refusal;
import dev.molly.model.RegionChoice;
import dev.molly.model.RegionId;
import dev.molly.retire.Levers;
import dev.molly.sim.SimCall;
import dev.molly.sim.SimDatabase;
import dev.molly.sim.SimDbCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Databases and clusters, retired, restored and purged.
class RetireRdsTest {
  private static final String RETIRED_NAME = "orders-deleted-20261123";
  private static final int MOST_RUNS = 40;

  /// What is retired.
  enum What {
    DATABASE("rds-instance"),
    STOPPED_DATABASE("rds-instance"),
    CLUSTER("rds-cluster"),
    STOPPED_CLUSTER("rds-cluster"),
    MULTI_AZ_CLUSTER("rds-cluster");

    private final String kind;

    What(String kind) {
      this.kind = kind;
    }

    boolean stops() {
      return this != MULTI_AZ_CLUSTER;
    }

    private SimDatabase<?> in(World world) {
      Consumer<SimDatabase<?>> common = one -> one.tagged("env", "production");
      return switch (this) {
        case DATABASE -> world.account.createDb(World.REGION, "orders", common::accept);
        case STOPPED_DATABASE ->
            world.account.createDb(
                World.REGION,
                "orders",
                one -> common.accept(one.stopped().protectedFromDeletion()));
        case CLUSTER -> cluster(world, common::accept);
        case STOPPED_CLUSTER ->
            cluster(world, one -> common.accept(one.stopped().protectedFromDeletion()));
        case MULTI_AZ_CLUSTER -> cluster(world, one -> common.accept(one.engine("postgres")));
      };
    }

    private static SimDatabase<?> cluster(World world, Consumer<SimDbCluster> description) {
      var cluster = world.account.createCluster(World.REGION, "orders", description);
      for (String member : List.of("orders-1", "orders-2")) {
        world.account.createDb(World.REGION, member, one -> one.memberOf(cluster));
      }
      return cluster;
    }
  }

  /// One world with one thing in it to retire.
  private static final class Scene {
    private final World world = new World(1);
    private final What what;
    private final SimDatabase<?> database;
    private final Facts before;

    Scene(What what) {
      this.what = what;
      database = what.in(world);
      before = facts();
    }

    private record Facts(
        String name, String status, boolean isProtected, Map<String, String> tags) {}

    Facts facts() {
      return new Facts(
          database.identifier(), database.status(), database.isProtected(), database.tags());
    }

    Changes molly() {
      return world.molly(BlastLimit.DEFAULT, Pace.DEFAULT);
    }

    Inventory chosen() {
      return molly()
          .inventory(
              new RegionChoice.Named(List.of(new RegionId(World.REGION))),
              List.of(new KindId(what.kind)),
              true,
              resource -> resource.id().uid().equals(database.resourceId()),
              Progress.none());
    }

    Plan retirement() {
      var wish =
          new Retiring("nobody uses it", Duration.ofDays(14), Set.of("cannot-stop"), Set.of());
      return molly().retire(chosen(), wish);
    }

    void retire() {
      apply(retirement());
      goOn(Goal.RETIRED);
    }

    Applied apply(Plan plan) {
      return molly().apply(plan, Optional.empty(), new Answer.Given(molly().phrase(plan)));
    }

    Plan plan(Goal goal) {
      return molly().towards(goal, chosen());
    }

    /// Waits until it is due, and its owner was told long enough ago.
    void becomeDue() {
      wait(Duration.ofDays(15));
      goOn(Goal.RETIRED);
      Inventory retired = chosen();
      Changes molly = molly();
      molly.sweep(molly.sweeping(retired, molly.status(retired)).plan(), Optional.empty());
      wait(Window.DEFAULT.notice());
    }

    /// Runs molly again and again, as a scheduler or a person would.
    ///
    /// @return what it wrote
    List<Change> goOn(Goal goal) {
      for (int i = 0; i < MOST_RUNS; i++) {
        Plan plan = plan(goal);
        if (isOver(goal, plan)) {
          return written();
        }
        switch (goal) {
          case RETIRED -> molly().sweep(plan, Optional.empty());
          case RESTORED -> molly().back(plan);
          case PURGED -> apply(plan);
        }
        wait(Duration.ofMinutes(6));
      }
      throw new AssertionError("it does not end: " + facts() + " " + plan(goal));
    }

    /// What is restored is not retired any more, and what is purged is not there.
    private boolean isOver(Goal goal, Plan plan) {
      return switch (goal) {
        case RETIRED -> plan.steps().isEmpty() && plan.left().isEmpty();
        case RESTORED -> !facts().tags().containsKey("molly:retire");
        case PURGED -> isGone();
      };
    }

    boolean isGone() {
      try {
        Object found =
            what.kind.equals("rds-instance")
                ? world.account.db(World.REGION, database.resourceId())
                : world.account.cluster(World.REGION, database.resourceId());
        return found == null;
      } catch (NoSuchElementException e) {
        return true;
      }
    }

    void wait(Duration length) {
      world.cloud.clock().advance(length);
    }

    List<Change> written() {
      return world.ledger.lines().stream()
          .filter(line -> line.entry() instanceof Entry.Intent)
          .map(line -> ((Entry.Intent) line.entry()).change())
          .toList();
    }

    List<String> apis() {
      return world.cloud.calls().stream().filter(SimCall::write).map(SimCall::api).toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void isRetiredAndRestoredToWhatItWas(What what) {
    var scene = new Scene(what);

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
    var scene = new Scene(what);
    scene.retire();
    int before = scene.apis().size();

    Plan plan = scene.plan(Goal.RETIRED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused()).isEmpty();
    assertThat(scene.apis()).hasSize(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER"})
  void whatAwsStartsAgainAfterSevenDaysIsStoppedAgainAndNothingElse(What what) {
    var scene = new Scene(what);
    scene.retire();
    scene.wait(Duration.ofDays(7));
    scene.wait(Duration.ofHours(1));
    assertThat(scene.facts().status()).isEqualTo("available");

    Plan plan = scene.plan(Goal.RETIRED);
    List<String> before = scene.apis();
    scene.goOn(Goal.RETIRED);

    assertThat(plan.steps())
        .extracting(step -> step.action().control(), step -> step.action().to())
        .containsExactly(tuple(Levers.RUN_STATE, "stopped"));
    assertThat(scene.apis().subList(before.size(), scene.apis().size())).hasSize(1);
    assertThat(scene.facts().status()).isEqualTo("stopped");
  }

  @ParameterizedTest
  @EnumSource
  void isPurgedWhenItIsDueAndNotBefore(What what) {
    var scene = new Scene(what);
    scene.retire();

    Plan early = scene.plan(Goal.PURGED);
    scene.becomeDue();
    scene.goOn(Goal.PURGED);

    assertThat(early.steps()).isEmpty();
    assertThat(early.refused()).extracting(Refusal::guard).containsExactly("undo-window");
    assertThat(scene.isGone()).isTrue();
    assertThat(snapshots(scene)).contains("orders-molly-20261123-080000", RETIRED_NAME + "-final");
    assertThat(keptBackups(scene)).contains("retained");
  }

  @Test
  void theMembersOfAClusterGoBeforeItTheWriterLast() {
    var scene = new Scene(What.CLUSTER);
    scene.retire();
    scene.becomeDue();

    String writer = writer(scene);
    String reader = writer.equals("orders-1") ? "orders-2" : "orders-1";

    scene.goOn(Goal.PURGED);

    assertThat(scene.written())
        .filteredOn(change -> Levers.deletes(change.control()))
        .extracting(Change::from, Change::to)
        .containsExactly(
            tuple(reader + "," + writer, writer), tuple(writer, ""), tuple("there", "gone"));
  }

  private static String writer(Scene scene) {
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
    var scene = new Scene(what);
    apply(scene, "record only");
    scene.wait(Duration.ofDays(15));

    Plan plan = scene.plan(Goal.PURGED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused()).extracting(Refusal::guard).containsExactly("final-copy");
  }

  /// Ends the process right after the record was written.
  private static void apply(Scene scene, String why) {
    Plan plan = scene.retirement();
    scene.world.ledger.crashAt(3, true);
    try {
      scene.apply(plan);
      throw new AssertionError(why);
    } catch (Crash expected) {
      scene.world.ledger.restart();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER"})
  void isNotRestoredOverSomethingThatHasItsNameNow(What what) {
    var scene = new Scene(what);
    scene.retire();
    if (what == What.DATABASE) {
      scene.world.account.createDb(World.REGION, "orders", one -> {});
    } else {
      scene.world.account.createCluster(World.REGION, "orders", one -> {});
    }

    Plan plan = scene.plan(Goal.RESTORED);

    assertThat(plan.steps()).isEmpty();
    assertThat(plan.refused())
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.guard()).isEqualTo("old-name-taken");
              assertThat(refusal.what()).contains(RETIRED_NAME, "it was called orders");
              assertThat(refusal.satisfy()).contains("molly restore");
            });
  }

  @Test
  void theProjectedStepsCarryTheNameOfTheirTime() {
    Plan plan = new Scene(What.DATABASE).retirement();

    assertThat(plan.steps())
        .extracting(step -> step.call().api(), step -> step.action().resource().identifier())
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
    var scene = new Scene(What.DATABASE);
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

    Applied applied = scene.apply(plan);

    assertThat(applied).as("not stopped before its first step").isInstanceOf(Applied.Ran.class);
    assertThat(other.isProtected()).isTrue();
    assertThat(scene.database.isProtected()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"DATABASE", "CLUSTER", "STOPPED_DATABASE"})
  void aCrashAnywhereEndsWhereNoCrashEnds(What what) {
    var whole = new Scene(what);
    whole.retire();
    int lines = whole.world.ledger.tried();

    for (int line = 1; line <= lines; line++) {
      for (boolean kept : List.of(true, false)) {
        Scene swept = crashed(what, line, kept);
        if (swept.facts().tags().containsKey("molly:retire")) {
          swept.goOn(Goal.RETIRED);
          assertThat(swept.facts()).as("line %d %s", line, kept).isEqualTo(whole.facts());
        } else {
          assertThat(swept.facts()).as("line %d %s", line, kept).isEqualTo(swept.before);
        }
        assertThat(new ArrayList<>(Set.copyOf(swept.apis()))).hasSizeLessThanOrEqualTo(6);

        Scene restored = crashed(what, line, kept);
        restored.goOn(Goal.RESTORED);
        restored.wait(Duration.ofHours(1));
        assertThat(restored.facts()).as("line %d %s", line, kept).isEqualTo(restored.before);
      }
    }
  }

  private static Scene crashed(What what, int line, boolean kept) {
    var scene = new Scene(what);
    scene.world.ledger.crashAt(line, kept);
    try {
      scene.retire();
    } catch (Crash expected) {
      scene.world.ledger.restart();
    }
    return scene;
  }

  private static List<String> snapshots(Scene scene) {
    var rds = scene.world.account.rds(World.REGION);
    return Stream.concat(
            rds.describeDBSnapshots().dbSnapshots().stream().map(one -> one.dbSnapshotIdentifier()),
            rds.describeDBClusterSnapshots().dbClusterSnapshots().stream()
                .map(one -> one.dbClusterSnapshotIdentifier()))
        .toList();
  }

  private static List<String> keptBackups(Scene scene) {
    var rds = scene.world.account.rds(World.REGION);
    return Stream.concat(
            rds.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups().stream()
                .map(one -> one.status()),
            rds.describeDBClusterAutomatedBackups(r -> {}).dbClusterAutomatedBackups().stream()
                .map(one -> one.status()))
        .toList();
  }
}
