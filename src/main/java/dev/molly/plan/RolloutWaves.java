package dev.molly.plan;

import java.time.Duration;
import java.util.List;

/// The waves of a run over many resources: first one resource, then shares, then the rest.
///
/// @param percents the shares in percent of all resources, 1 to 100
/// @param pause the wait between two waves
/// @param failures the number of writes that may fail before the run stops
public record RolloutWaves(List<Integer> percents, Duration pause, int failures) {
  public static final RolloutWaves DEFAULT =
      new RolloutWaves(List.of(5, 25), Duration.ofSeconds(5), 0);

  public RolloutWaves {
    percents = List.copyOf(percents);
    if (percents.stream().anyMatch(percent -> percent < 1 || percent > 100)) {
      throw new IllegalArgumentException("the share of a wave is a percentage from 1 to 100");
    }
    if (pause.isNegative() || failures < 0) {
      throw new IllegalArgumentException("a pause and a number of failures are 0 or more");
    }
  }
}
