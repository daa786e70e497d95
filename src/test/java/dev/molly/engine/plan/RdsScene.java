package dev.molly.engine.plan;

import dev.molly.guard.RetentionWindow;
import dev.molly.journal.JournalEntry;
import dev.molly.model.Environment;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.retire.Inventory;
import dev.molly.retire.RetireRequest;
import dev.molly.sim.core.SimCall;
import dev.molly.sim.rds.SimDatabase;
import dev.molly.sim.rds.SimDbCluster;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/// One world with one thing in it to retire.
final class RdsScene {
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

  final World world = new World(1);
  private final What what;
  final SimDatabase<?> database;
  final Facts before;

  RdsScene(What what) {
    this.what = what;
    database = what.in(world);
    before = facts();
  }

  record Facts(String name, String status, boolean isProtected, Map<String, String> tags) {}

  Facts facts() {
    return new Facts(
        database.identifier(), database.status(), database.isProtected(), database.tags());
  }

  private Inventory chosen() {
    return world.found(resource -> resource.id().uid().equals(database.resourceId()));
  }

  Plan retirement() {
    var wish = new RetireRequest("nobody uses it", World.KEEP, Set.of("cannot-stop"), Set.of());
    return world.molly().retire(chosen(), wish);
  }

  void retire() {
    world.apply(retirement());
    goOn(Goal.RETIRED);
  }

  Plan plan(Goal goal) {
    return world.molly().planTo(goal, chosen());
  }

  /// Waits until it is due, and its owner was told long enough ago.
  void becomeDue() {
    wait(Duration.ofDays(15));
    goOn(Goal.RETIRED);
    world.sweep(what.kind);
    wait(RetentionWindow.DEFAULT.notice());
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
        case RETIRED -> world.molly().sweep(plan, Environment.ANY);
        case RESTORED -> world.molly().applyUnconfirmed(plan);
        case PURGED -> world.apply(plan);
      }
      wait(Duration.ofMinutes(6));
    }
    throw new AssertionError("it does not end: " + facts() + " " + plan(goal));
  }

  /// What is restored is not retired any more, and what is purged is not there.
  private boolean isOver(Goal goal, Plan plan) {
    return switch (goal) {
      case RETIRED -> plan.steps().isEmpty() && plan.skipped().isEmpty();
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
        .filter(line -> line.entry() instanceof JournalEntry.Intent)
        .map(line -> ((JournalEntry.Intent) line.entry()).change())
        .toList();
  }

  List<String> apis() {
    return world.cloud.calls().stream().filter(SimCall::write).map(SimCall::api).toList();
  }
}
