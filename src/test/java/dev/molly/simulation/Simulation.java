package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.AccountChanges;
import dev.molly.engine.run.RolloutPace;
import dev.molly.guard.BlastLimit;
import dev.molly.journal.JournalEntry;
import dev.molly.model.ExitCode;
import dev.molly.model.ScanReport;
import dev.molly.plan.ApplyResult;
import dev.molly.plan.Change;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.RolloutWaves;
import dev.molly.plan.RunId;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Tag;

/// One run from one seed: a fleet is protected round after round in bad weather, and then every run
/// is taken back. The invariants are checked after every step.
final class Simulation {
  private static final int FOUL_ROUNDS = 3;
  private static final int MOST_ROUNDS = 60;
  private static final int MOST_UNDOS = 10;
  private static final Duration LONGEST_RUN = Duration.ofHours(6);

  /// How a simulation differs from the usual one.
  ///
  /// @param path what carries the plans out
  /// @param failures how many steps of a run may fail before it stops and takes itself back
  /// @param lag the longest that EC2 takes to show a write, in seconds
  /// @param crashAt the line of the journal at which the process ends; 0 for none
  /// @param restart how long it takes to start again
  record Setup(
      BiFunction<World, Long, ChangePath> path,
      int failures,
      int lag,
      int crashAt,
      Duration restart) {
    static final Setup USUAL =
        new Setup((world, limit) -> ChangePath::real, 1000, 15, 0, Duration.ofSeconds(30));

    Setup over(BiFunction<World, Long, ChangePath> other) {
      return new Setup(other, failures, lag, crashAt, restart);
    }

    Setup crashingAt(int line) {
      return new Setup(path, failures, lag, line, restart);
    }

    Setup stoppingAfter(int others) {
      return new Setup(path, others, lag, crashAt, restart);
    }
  }

  /// @param lines how many lines were journalled, or tried to be
  /// @param protectedState what was set when nothing was left to do
  record Result(
      int writes,
      int lines,
      int crashes,
      Map<String, String> protectedState,
      Map<String, String> endState,
      FaultSchedule.Faced faced) {}

  private final long seed;
  private final Setup setup;
  private final World world;
  private final FaultSchedule weather;
  private final Random random;
  private final long limit;
  private final ChangePath path;
  private final Invariants invariants;
  private final Map<String, String> start;
  private AccountChanges molly;
  private int crashes;

  private Simulation(long seed, Setup setup) {
    this.seed = seed;
    this.setup = setup;
    this.world = new World(seed);
    this.random = new Random(seed);
    world.populate(random);
    this.limit = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(12);
    this.invariants = new Invariants(world, limit);
    this.weather = new FaultSchedule(world);
    this.path = setup.path().apply(world, limit);
    this.start = world.settings();
    if (setup.crashAt() > 0) {
      world.ledger.crashAt(setup.crashAt(), random.nextBoolean());
    }
    this.molly = restarted();
  }

  static Result run(long seed, Setup setup) {
    try {
      return new Simulation(seed, setup).run();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "seed %d, crash at %d: %s".formatted(seed, setup.crashAt(), e.getMessage()), e);
    }
  }

  private Result run() {
    protectRoundAfterRound();
    weather.fair();
    Map<String, String> protectedState = world.settings();
    undoEveryRun();
    Map<String, String> end = world.settings();
    assertThat(end).isEqualTo(asFarBackAsAwsGoes(start, protectedState));
    return new Result(
        invariants.writes(), world.ledger.tried(), crashes, protectedState, end, weather.faced());
  }

  private void protectRoundAfterRound() {
    for (int round = 0; ; round++) {
      assertThat(round).as("rounds").isLessThan(MOST_ROUNDS);
      var dice = new Random(seed * 1000 + round);
      weather.fair();
      ScanReport scan = world.scan();
      Plan whole = plan(scan, resource -> true);
      if (whole.steps().isEmpty()) {
        return;
      }
      if (whole.resources() > limit) {
        mustRefuse(whole);
      }
      if (limit == 0) {
        return;
      }
      Set<String> few = identifiers(whole).stream().limit(limit).collect(Collectors.toSet());
      Plan plan = plan(scan, few::contains);
      if (round < FOUL_ROUNDS) {
        boolean meddled = dice.nextInt(3) == 0 && meddle(plan);
        if (meddled) {
          mustRefuse(plan);
          continue;
        }
        weather.bad(dice, setup.lag());
      }
      Optional<ApplyResult> applyResult = apply(plan);
      boolean clean = applyResult.map(one -> one.exitCode() == ExitCode.CLEAN).orElse(false);
      if (clean) {
        weather.fair();
        int before = invariants.writes();
        apply(plan);
        assertThat(invariants.writes()).as("writes after doing it twice").isEqualTo(before);
      }
      if (applyResult.isPresent()) {
        world.cloud.clock().advance(Duration.ofMinutes(15));
      }
    }
  }

  private Plan plan(ScanReport scan, Predicate<String> chosen) {
    int before = invariants.writes();
    Plan plan = molly.protect(scan, one -> chosen.test(one.resource().identifier()));
    assertThat(invariants.writes()).as("writes of planning").isEqualTo(before);
    invariants.planned(plan);
    return plan;
  }

  private static List<String> identifiers(Plan plan) {
    return plan.steps().stream()
        .map(PlannedChange::change)
        .map(change -> change.resource().identifier())
        .distinct()
        .toList();
  }

  private void mustRefuse(Plan plan) {
    int before = invariants.writes();
    apply(plan).ifPresent(one -> assertThat(one).isInstanceOf(ApplyResult.Refused.class));
    assertThat(invariants.writes()).as("writes of a refused plan").isEqualTo(before);
  }

  /// Somebody changes a tag of an instance that the plan is about.
  private boolean meddle(Plan plan) {
    Optional<Change> change =
        plan.steps().stream()
            .map(PlannedChange::change)
            .filter(one -> one.resource().id().kind().value().equals("ec2-instance"))
            .findFirst();
    change.ifPresent(
        one -> {
          String id = one.resource().identifier();
          var tag = Tag.builder().key("touched").value("call " + world.cloud.calls().size());
          var ec2 = world.account.ec2(World.REGION);
          invariants.byOthers(
              plan, id, () -> ec2.createTags(r -> r.resources(id).tags(tag.build())));
        });
    return change.isPresent();
  }

  private Optional<ApplyResult> apply(Plan plan) {
    String phrase = molly.phrase(plan);
    return step(() -> path.apply(molly, plan, phrase));
  }

  /// Newest first, each until nothing is left of it. Only the rounds that came to an end say that
  /// it gets nowhere: the process may end in the middle of several in a row.
  private void undoEveryRun() {
    List<RunId> runs = world.ledger.all().stream().filter(this::wentForward).toList();
    for (RunId run : runs.reversed()) {
      var dice = new Random(seed * 1000 + runs.indexOf(run) + 500);
      int ended = 0;
      for (int times = 0; ; times++) {
        assertThat(times).as("times of taking back " + run).isLessThan(MOST_ROUNDS);
        assertThat(ended).as("whole times of taking back " + run).isLessThan(MOST_UNDOS);
        weather.fair();
        boolean foul = times == 0 && dice.nextBoolean();
        if (foul) {
          weather.bad(dice, setup.lag());
        }
        Optional<ApplyResult> undone = step(() -> path.undo(molly, run));
        ended += undone.isPresent() ? 1 : 0;
        boolean over =
            undone
                .map(one -> ((ApplyResult.Executed) one).result().plan().steps().isEmpty())
                .orElse(false);
        if (over && !foul) {
          break;
        }
        world.cloud.clock().advance(Duration.ofMinutes(15));
      }
    }
  }

  private boolean wentForward(RunId run) {
    return world.ledger.read(run).stream()
        .anyMatch(
            e -> e instanceof JournalEntry.RunStarted began && began.command().equals("protect"));
  }

  /// One command; empty when the process ended in the middle of it.
  private Optional<ApplyResult> step(Supplier<ApplyResult> command) {
    Instant from = world.cloud.clock().instant();
    Optional<ApplyResult> done;
    try {
      done = Optional.of(command.get());
    } catch (Crash e) {
      done = Optional.empty();
    }
    assertThat(Duration.between(from, world.cloud.clock().instant())).isLessThan(LONGEST_RUN);
    invariants.check();
    if (done.isPresent() && weather.spoils()) {
      return done;
    }
    if (done.isPresent()) {
      invariants.checkSettled(world.ledger.all());
    } else {
      crashes++;
      weather.fair();
      world.cloud.clock().advance(setup.restart());
      world.ledger.restart();
      if (random.nextBoolean()) {
        world.ledger.crashAt(world.ledger.tried() + 1 + random.nextInt(4), random.nextBoolean());
      }
      molly = restarted();
    }
    return done;
  }

  private AccountChanges restarted() {
    var dice = new Random(seed);
    List<Integer> percents = dice.nextBoolean() ? List.of(5, 25) : List.of(1 + dice.nextInt(100));
    var waves = new RolloutWaves(percents, Duration.ofSeconds(5), setup.failures());
    return world.molly(new BlastLimit((int) limit, 0), RolloutPace.of(waves));
  }

  /// Versioning that was never on becomes `Suspended`: AWS cannot go back further. That may have
  /// happened only where it was turned on in between.
  private static Map<String, String> asFarBackAsAwsGoes(
      Map<String, String> start, Map<String, String> protectedState) {
    var back = new TreeMap<>(start);
    back.replaceAll(
        (setting, value) ->
            value.equals("never") && "Enabled".equals(protectedState.get(setting))
                ? "Suspended"
                : value);
    return back;
  }
}
