package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.simulation.BrokenExecutor.Fault;
import dev.molly.simulation.Simulation.Setup;
import org.junit.jupiter.api.Test;

/// Simulates executors that are broken on purpose: what the simulation does not catch in them, it
/// would not catch in the real one.
class BrokenExecutorTest {
  private static final int RUNS = 10;

  @Test
  void catchesAnExecutorThatWritesBeforeItJournals() {
    assertThatThrownBy(() -> run(Fault.WRITES_BEFORE_IT_JOURNALS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("was journalled before it");
  }

  @Test
  void catchesAnExecutorThatSkipsTheDriftCheck() {
    assertThatThrownBy(() -> run(Fault.SKIPS_THE_DRIFT_CHECK))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("wrote to what is no longer what its plan saw");
  }

  @Test
  void catchesAnExecutorThatIgnoresTheLimit() {
    assertThatThrownBy(() -> run(Fault.IGNORES_THE_LIMIT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("resources that")
        .hasMessageContaining("wrote to");
  }

  /// It is the missing safeguard that is caught above, and nothing else about this executor.
  @Test
  void letsTheSameExecutorPassWhenNothingIsBroken() {
    assertThat(run(Fault.NONE)).isPositive();
  }

  private static int run(Fault fault) {
    int writes = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      writes +=
          Simulation.run(
                  seed, Setup.USUAL.over((world, limit) -> new BrokenExecutor(world, limit, fault)))
              .writes();
    }
    return writes;
  }
}
