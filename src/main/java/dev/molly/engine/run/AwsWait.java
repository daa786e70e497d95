package dev.molly.engine.run;

import dev.molly.engine.support.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The wait of one step for work that AWS has to finish first. AWS is asked with a single call each
/// time, and less often the longer it takes.
final class AwsWait {
  private final Sleeper sleeper;
  private final RolloutPace pace;
  private final Duration patience;
  private final Supplier<Optional<String>> comesBetween;
  private Duration waited = Duration.ZERO;

  /// @param patience how long the step waits in total
  /// @param comesBetween why the run must not continue; empty if it may
  AwsWait(
      Sleeper sleeper,
      RolloutPace pace,
      Duration patience,
      Supplier<Optional<String>> comesBetween) {
    this.sleeper = sleeper;
    this.pace = pace;
    this.patience = patience;
    this.comesBetween = comesBetween;
  }

  /// Waits until AWS has finished the work.
  ///
  /// @param forWhat the work as last observed
  /// @param work asks for the work that is unfinished
  /// @return why the wait ends before that; empty if the work is finished
  Optional<String> until(String forWhat, Supplier<Optional<String>> work) {
    Optional<String> unfinished = Optional.of(forWhat);
    while (unfinished.isPresent()) {
      if (waited.compareTo(patience) >= 0) {
        return unfinished;
      }
      Duration pause = pace.untilNextLook(waited);
      sleeper.sleep(pause);
      waited = waited.plus(pause);
      Optional<String> stop = comesBetween.get();
      if (stop.isPresent()) {
        return stop;
      }
      unfinished = work.get();
    }
    return Optional.empty();
  }
}
