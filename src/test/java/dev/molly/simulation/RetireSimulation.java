package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.simulation.InvariantRecorder.Command;
import dev.molly.simulation.RetirementDriver.Made;
import dev.molly.simulation.RetirementDriver.Went;
import dev.molly.simulation.world.Crash;
import dev.molly.simulation.world.ManualEdits;
import dev.molly.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Months in the life of a small fleet, from one seed: people retire, restore, purge and change
/// their minds, do things by hand, and something goes wrong every day. The [InvariantRecorder]
/// looks at every line of the journal. In the end, in fair weather, all that is retired comes
/// back.
final class RetireSimulation {
  private static final int SMALLEST_FLEET = 4;
  private static final int MOST_ROUNDS = 40;
  /// EC2 shows a write only after a while, and until then there is nothing to see.
  private static final Duration UNTIL_IT_SHOWS = Duration.ofMinutes(1);

  private static final Duration A_WHILE = Duration.ofMinutes(20);
  private static final Duration TOO_LONG = Duration.ofHours(2);
  private static final Duration A_MONTH = Duration.ofDays(30);

  /// @param days of virtual time
  record Result(
      int days, int writes, int deletes, int restores, int crashes, FaultSchedule.Faced faced) {}

  private final World world;
  private final Random dice;
  private final FaultSchedule weather;
  private final InvariantRecorder witness;
  private final HumanActors people;
  private final RetirementDriver stairs;
  private final Map<String, RetirementFixture> specimens = new HashMap<>();
  private int crashes;

  private RetireSimulation(long seed, Function<World, RetirementDriver> stairs) {
    this.world = new World(seed);
    this.dice = new Random(seed);
    this.weather = new FaultSchedule(world);
    this.witness = new InvariantRecorder(world);
    this.people = new HumanActors(world, witness);
    this.stairs = stairs.apply(world);
  }

  /// @throws AssertionError with the seed, when something is not as it must be
  static Result run(long seed, int days, Function<World, RetirementDriver> stairs) {
    try {
      return new RetireSimulation(seed, stairs).run(days);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed %d: %s".formatted(seed, e.getMessage()), e);
    }
  }

  private Result run(int days) {
    for (int day = 0; day < days; day++) {
      day();
    }
    restoreEverything();
    return new Result(
        days, witness.writes(), witness.deletes(), witness.restores(), crashes, weather.faced());
  }

  private void day() {
    Instant tomorrow = world.cloud.clock().instant().plus(Duration.ofDays(1));
    populate();
    if (witness.isFrozen() && dice.nextBoolean()) {
      witness.freeze(false);
    }
    for (int n = dice.nextInt(3); n > 0; n--) {
      somebodyDoesSomething();
    }
    if (dice.nextInt(10) > 0) {
      sweep(Goal.RETIRED);
      sweep(Goal.RESTORED);
    }
    if (dice.nextInt(3) == 0) {
      dueNow().ifPresent(this::purge);
    }
    Duration left = Duration.between(world.cloud.clock().instant(), tomorrow);
    witness.nothingChangedUnseen();
    world.cloud.clock().advance(left.isNegative() ? Duration.ZERO : left);
    witness.observe();
  }

  /// What has a name that is taken, or that a retired one comes back to, is not put there twice.
  private void populate() {
    List<RetirementFixture> all = RetirementFixture.all();
    while (there(truth -> !truth.isSpoilt()).size() < SMALLEST_FLEET) {
      RetirementFixture one = all.get(dice.nextInt(all.size()));
      Optional<String> put = isTaken(one) ? Optional.empty() : put(one);
      put.ifPresent(
          uid -> {
            specimens.put(uid, one);
            world.cloud.aside(
                () -> {
                  ManualEdits.on(world, uid).put(uid, Map.of("touched", "no"));
                  return uid;
                });
            witness.watch(uid);
          });
    }
  }

  /// Only instances share their names.
  private boolean isTaken(RetirementFixture wanted) {
    return there(truth -> !truth.uid.startsWith("i-")).stream()
        .map(truth -> specimens.get(truth.uid))
        .anyMatch(one -> one != null && one.name().equals(wanted.name()));
  }

  private Optional<String> put(RetirementFixture one) {
    try {
      return Optional.of(one.put().apply(world));
    } catch (IllegalArgumentException | AwsServiceException e) {
      return Optional.empty();
    }
  }

  private void somebodyDoesSomething() {
    switch (dice.nextInt(20)) {
      case 0, 1, 2, 3, 4, 5 -> any(truth -> !truth.isRetired()).ifPresent(this::retire);
      case 6 -> any(truth -> !truth.isRetired()).ifPresent(this::retireLater);
      case 7 -> any(truth -> !truth.isRetired()).ifPresent(this::twoRetireIt);
      case 8 -> any(ExpectedOutcome::isRetired).ifPresent(this::extend);
      case 9, 10 -> any(ExpectedOutcome::isRetired).ifPresent(this::restore);
      case 11 -> any(truth -> true).ifPresent(truth -> purge(Set.of(truth.uid)));
      case 12 -> any(ExpectedOutcome::isRetired).ifPresent(this::purgeLater);
      case 13 -> witness.freeze(!witness.isFrozen());
      default -> people.something(dice);
    }
    witness.observe();
  }

  private void retire(ExpectedOutcome truth) {
    Duration keep = keep();
    Supplier<Went> command =
        () -> stairs.retire(Set.of(truth.uid), keep, options(truth)).apply(false);
    type(retiring(keep, Duration.ZERO), command, true);
  }

  /// Somebody makes a plan, perhaps at a machine whose clock is off, and carries it out later.
  private void retireLater(ExpectedOutcome truth) {
    Duration keep = keep();
    boolean skewed = dice.nextInt(3) == 0;
    Made made = at(ahead(skewed), () -> stairs.retire(Set.of(truth.uid), keep, options(truth)));
    Duration later = later();
    boolean afresh = dice.nextBoolean();
    Command command = retiring(keep, later);
    Optional<Went> went = type(command, () -> made.apply(afresh), false);
    if (!afresh && later.equals(TOO_LONG)) {
      went.ifPresent(how -> assertThat(how).as("a phrase of hours ago").isEqualTo(Went.REFUSED));
    }
  }

  private void twoRetireIt(ExpectedOutcome truth) {
    Duration ones = keep();
    Duration others = keep();
    Made one = stairs.retire(Set.of(truth.uid), ones, options(truth));
    Made other = stairs.retire(Set.of(truth.uid), others, options(truth));
    Optional<Went> first = type(retiring(ones, Duration.ZERO), () -> one.apply(false), false);
    int before = witness.writes();
    boolean retired = first.isPresent() && truth.isRetired();
    type(retiring(others, Duration.ZERO), () -> other.apply(false), false);
    if (retired) {
      assertThat(witness.writes()).as("writes of who came second").isEqualTo(before);
    }
  }

  private void purgeLater(ExpectedOutcome truth) {
    Made made = at(ahead(dice.nextBoolean()), () -> stairs.purge(Set.of(truth.uid)));
    later();
    type(purging(), () -> made.apply(true), false);
  }

  private void extend(ExpectedOutcome truth) {
    int before = witness.writes();
    Duration by = Duration.ofDays(1 + dice.nextInt(10));
    boolean spoilt = truth.isSpoilt();
    Optional<Went> went = type(Command.back("extend"), () -> stairs.extend(truth.uid, by), false);
    saysThatItIsUnreadable(spoilt, went, before);
  }

  private void restore(ExpectedOutcome truth) {
    int before = witness.writes();
    boolean spoilt = truth.isSpoilt();
    Optional<Went> went = type(Command.back("restore"), () -> stairs.restore(truth.uid), true);
    saysThatItIsUnreadable(spoilt, went, before);
  }

  private void saysThatItIsUnreadable(boolean spoilt, Optional<Went> went, int before) {
    if (spoilt) {
      went.ifPresent(how -> assertThat(how).as("unreadable: said").isNotEqualTo(Went.CLEAN));
      assertThat(witness.writes()).as("unreadable: writes").isEqualTo(before);
    }
  }

  private void purge(Set<String> uids) {
    type(purging(), () -> stairs.purge(uids).apply(false), true);
  }

  private void sweep(Goal goal) {
    Command command = goal == Goal.RETIRED ? Command.sweep() : Command.back("sweep");
    type(command, () -> stairs.sweep(goal), true);
  }

  private static Command retiring(Duration keep, Duration late) {
    return new Command("retire", true, Optional.of(keep.minus(late)), false, false);
  }

  private static Command purging() {
    return new Command("purge", true, Optional.empty(), true, false);
  }

  /// Types a command, in some weather, at some machine, while others do something too.
  ///
  /// @param again whether it is typed again when all of it was done, which must write nothing
  /// @return empty when the process ended in the middle of it
  private Optional<Went> type(Command plain, Supplier<Went> what, boolean again) {
    boolean skewed = again && dice.nextInt(15) == 0;
    Command command =
        new Command(plain.words(), plain.forward(), plain.keep(), plain.deletes(), skewed);
    boolean fair = dice.nextBoolean();
    weather.fair();
    if (!fair) {
      weather.bad(dice, 15);
    }
    if (dice.nextInt(12) == 0) {
      world.ledger.crashAt(world.ledger.tried() + 1 + dice.nextInt(12), dice.nextBoolean());
    }
    world.cloud.clock().advance(UNTIL_IT_SHOWS);
    int byHand = people.done();
    meanwhile();
    witness.begin(command);
    Duration ahead = ahead(skewed);
    Optional<Went> went = at(ahead, () -> survived(what));
    world.meanwhile(() -> {});
    weather.fair();
    world.ledger.crashAt(-1, false);
    witness.end();
    boolean alone = people.done() == byHand;
    if (again && alone && went.equals(Optional.of(Went.CLEAN))) {
      twice(command, ahead, what);
    }
    return went;
  }

  private Optional<Went> survived(Supplier<Went> what) {
    try {
      return Optional.of(what.get());
    } catch (Crash e) {
      crashes++;
      world.ledger.restart();
      return Optional.empty();
    }
  }

  /// What somebody else does in the middle of it.
  private void meanwhile() {
    if (dice.nextInt(5) > 0) {
      return;
    }
    var others = new Random(dice.nextLong());
    int[] left = {1 + others.nextInt(6)};
    world.meanwhile(
        () -> {
          left[0]--;
          if (left[0] == 0 && others.nextInt(5) == 0) {
            witness.freeze(!witness.isFrozen());
          } else if (left[0] == 0) {
            people.something(others);
          }
        });
  }

  /// The same again, at the same machine.
  private void twice(Command command, Duration ahead, Supplier<Went> what) {
    int before = witness.writes();
    witness.begin(command);
    assertThat(at(ahead, () -> survived(what))).isPresent();
    witness.end();
    assertThat(witness.writes()).as("twice: writes of '%s'", command.words()).isEqualTo(before);
  }

  /// How far ahead the clock of a machine is.
  private Duration ahead(boolean skewed) {
    if (!skewed) {
      return Duration.ZERO;
    }
    return dice.nextBoolean() ? A_MONTH : A_MONTH.negated();
  }

  private <T> T at(Duration ahead, Supplier<T> what) {
    world.machineIsAheadBy(ahead);
    try {
      return what.get();
    } finally {
      world.machineIsAheadBy(Duration.ZERO);
    }
  }

  /// Time goes by, and others do something in it.
  private Duration later() {
    Instant from = world.cloud.clock().instant();
    Duration length = dice.nextBoolean() ? A_WHILE : TOO_LONG;
    if (dice.nextInt(3) == 0) {
      people.something(dice);
    }
    Duration done = Duration.between(from, world.cloud.clock().instant());
    world.cloud.clock().advance(length.minus(done));
    return length;
  }

  private void restoreEverything() {
    witness.freeze(false);
    for (ExpectedOutcome truth : there(one -> one.isRetired() && !one.isSpoilt())) {
      for (int round = 0; truth.isRetired(); round++) {
        assertThat(round)
            .as("rounds of restoring %s in the end", truth.uid)
            .isLessThan(MOST_ROUNDS);
        witness.begin(Command.back("restore"));
        stairs.restore(truth.uid);
        witness.end();
        world.cloud.clock().advance(A_WHILE);
        witness.observe();
      }
    }
  }

  private Optional<Set<String>> dueNow() {
    Instant now = world.cloud.clock().instant();
    Set<String> due =
        there(one -> !one.isSpoilt() && one.due.map(when -> when.isBefore(now)).orElse(false))
            .stream()
            .map(one -> one.uid)
            .collect(Collectors.toCollection(TreeSet::new));
    if (due.size() > 1 && dice.nextBoolean()) {
      due.removeIf(uid -> due.size() > 1 && dice.nextBoolean());
    }
    return due.isEmpty() ? Optional.empty() : Optional.of(due);
  }

  private Optional<ExpectedOutcome> any(Predicate<ExpectedOutcome> wanted) {
    List<ExpectedOutcome> some = there(wanted);
    return some.isEmpty() ? Optional.empty() : Optional.of(some.get(dice.nextInt(some.size())));
  }

  private List<ExpectedOutcome> there(Predicate<ExpectedOutcome> wanted) {
    var there = new ArrayList<ExpectedOutcome>();
    for (ExpectedOutcome one : witness.all()) {
      if (!one.gone && wanted.test(one)) {
        there.add(one);
      }
    }
    return there;
  }

  private Set<String> options(ExpectedOutcome truth) {
    return Optional.ofNullable(specimens.get(truth.uid))
        .map(RetirementFixture::options)
        .orElse(Set.of());
  }

  private Duration keep() {
    return Duration.ofDays(7 + dice.nextInt(15));
  }
}
