package dev.molly.engine.run;

import dev.molly.plan.RolloutWaves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The pace of a run and its limit of failures.
///
/// @param percents the waves after the first, which is one resource: shares of all resources;
///     the remainder is the last wave
/// @param between the wait between waves
/// @param readBacks the maximum number of reads until a write is visible
/// @param readBackEvery the wait between two reads
/// @param failures the number of steps that may fail before the run stops
/// @param patience how long a step waits for AWS to finish another operation first
/// @param lookEvery the wait before the first question whether that operation has ended
/// @param isolated whether trouble with one resource halts that resource only, while the others
///     go on up to [#tolerance]
public record RolloutPace(
    List<Integer> percents,
    Duration between,
    int readBacks,
    Duration readBackEvery,
    int failures,
    Duration patience,
    Duration lookEvery,
    boolean isolated) {
  private static final int TOLERATED = 3;
  private static final int TOLERATED_PERCENT = 10;
  private static final int READ_BACKS = 20;
  private static final Duration READ_BACK_EVERY = Duration.ofSeconds(1);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofMinutes(1);

  public static final RolloutPace DEFAULT = of(RolloutWaves.DEFAULT);

  public RolloutPace {
    percents = List.copyOf(percents);
  }

  /// Returns the pace of a run in these waves.
  public static RolloutPace of(RolloutWaves waves) {
    return new RolloutPace(
        waves.percents(),
        waves.pause(),
        READ_BACKS,
        READ_BACK_EVERY,
        waves.failures(),
        LOOK_EVERY.multipliedBy(2),
        LOOK_EVERY,
        false);
  }

  /// Returns the same pace as a single wave without a limit of failures, for undo and restore.
  RolloutPace inOneGo() {
    return new RolloutPace(
        List.of(100),
        Duration.ZERO,
        readBacks,
        readBackEvery,
        Integer.MAX_VALUE,
        patience,
        lookEvery,
        isolated);
  }

  /// Returns the same pace for a sweep, an unattended purge, a restore or an undo. The resources
  /// are independent: one that AWS refuses each night must not hold up the others each night.
  RolloutPace isolatingResources() {
    return new RolloutPace(
        percents, between, readBacks, readBackEvery, failures, patience, lookEvery, true);
  }

  /// Returns the number of resources that may be halted before the run stops: with more, the
  /// trouble is unlikely to be that of the resources. It is a share of the resources begun so far,
  /// since the first waves are small: with a share of all resources, both could fail as a whole,
  /// and the next would begin.
  ///
  /// @param begun the number of resources whose first step was begun
  int tolerance(int begun) {
    return Math.max(failures, Math.max(TOLERATED, begun * TOLERATED_PERCENT / 100));
  }

  /// Returns the same pace, with up to an hour of waiting for AWS at each step, for a purge: the
  /// next sweep would revert a purge that is left halfway. A database takes minutes to start.
  RolloutPace patient() {
    return new RolloutPace(
        percents,
        between,
        readBacks,
        readBackEvery,
        failures,
        Duration.ofHours(1),
        lookEvery,
        isolated);
  }

  /// Returns the wait before the next question about a slow operation: a quarter of the time
  /// waited so far. Each answer is thus late by a quarter at most, and an operation of an hour does
  /// not cause hundreds of requests.
  Duration untilNextLook(Duration waited) {
    Duration quarter = waited.dividedBy(4);
    if (quarter.compareTo(lookEvery) < 0) {
      return lookEvery;
    }
    return quarter.compareTo(LONGEST_BETWEEN_LOOKS) < 0 ? quarter : LONGEST_BETWEEN_LOOKS;
  }

  /// Divides the items into waves: one, then the shares, then the rest. Each wave has at least
  /// one item.
  <T> List<List<T>> waves(List<T> steps) {
    var waves = new ArrayList<List<T>>();
    int from = 0;
    for (int size : sizes(steps.size())) {
      int to = Math.min(steps.size(), from + size);
      if (to > from) {
        waves.add(steps.subList(from, to));
      }
      from = to;
    }
    return waves;
  }

  private List<Integer> sizes(int steps) {
    var sizes = new ArrayList<Integer>();
    sizes.add(1);
    percents.forEach(percent -> sizes.add(Math.max(1, steps * percent / 100)));
    sizes.add(steps);
    return sizes;
  }
}
