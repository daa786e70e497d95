package dev.molly.engine.run;

import dev.molly.plan.RolloutWaves;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How fast a run goes, and when it stops.
///
/// @param percents the waves after the first, which is one resource: shares of all of them; what is
///     left is the last wave
/// @param between how long to wait between waves
/// @param readBacks how often a write is read back until it shows
/// @param readBackEvery how long to wait between two of them
/// @param failures how many steps may fail before the run stops
/// @param patience how long a step waits for AWS to finish something first
/// @param lookEvery how long to wait between the first two looks at it
public record RolloutPace(
    List<Integer> percents,
    Duration between,
    int readBacks,
    Duration readBackEvery,
    int failures,
    Duration patience,
    Duration lookEvery) {
  private static final int READ_BACKS = 20;
  private static final Duration READ_BACK_EVERY = Duration.ofSeconds(1);
  private static final Duration LONGEST_BETWEEN_LOOKS = Duration.ofMinutes(1);

  public static final RolloutPace DEFAULT = of(RolloutWaves.DEFAULT);

  public RolloutPace {
    percents = List.copyOf(percents);
  }

  /// The pace of a run in these waves.
  public static RolloutPace of(RolloutWaves waves) {
    return new RolloutPace(
        waves.percents(),
        waves.pause(),
        READ_BACKS,
        READ_BACK_EVERY,
        waves.failures(),
        READ_BACK_EVERY.multipliedBy(READ_BACKS),
        READ_BACK_EVERY);
  }

  /// The same, with no waves and no waiting between them: for getting back.
  RolloutPace inOneGo() {
    return new RolloutPace(
        List.of(100),
        Duration.ZERO,
        readBacks,
        readBackEvery,
        Integer.MAX_VALUE,
        patience,
        lookEvery);
  }

  /// The same, waiting for AWS up to an hour at each step: for a purge, which must not leave half
  /// way what the next sweep would put back. A database takes minutes to start.
  RolloutPace patient() {
    return new RolloutPace(
        percents,
        between,
        readBacks,
        readBackEvery,
        failures,
        Duration.ofHours(1),
        Duration.ofSeconds(15));
  }

  /// How long to wait before the next look at what takes a while: a quarter of the time that has
  /// been waited, so that each look comes late by a quarter at most, and what takes an hour is not
  /// asked for hundreds of times.
  Duration untilNextLook(Duration waited) {
    Duration quarter = waited.dividedBy(4);
    if (quarter.compareTo(lookEvery) < 0) {
      return lookEvery;
    }
    return quarter.compareTo(LONGEST_BETWEEN_LOOKS) < 0 ? quarter : LONGEST_BETWEEN_LOOKS;
  }

  /// Cuts what is to be done into waves: one, then the shares, then the rest. Each is at least one.
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
