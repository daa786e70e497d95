package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.simulation.RetireSimulation.Result;
import org.junit.jupiter.api.Test;

/// Staged deletion over months, from seeds. A failure names its seed.
class RetireSimulationTest {
  private static final long FIRST = Long.getLong("molly.sim.seed", 1);
  private static final int RUNS = Integer.getInteger("molly.sim.runs", 20);
  private static final int DAYS = 75;

  @Test
  void whateverPeopleDoNothingIsLostEarlyAndEverythingComesBack() {
    int writes = 0;
    int deletes = 0;
    int restores = 0;
    int crashes = 0;
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      Result result = RetireSimulation.run(seed, DAYS, MollyStairs::new);
      writes += result.writes();
      deletes += result.deletes();
      restores += result.restores();
      crashes += result.crashes();
    }
    System.out.printf(
        "simulation: retire: %d runs, seeds %d..%d, %d days, %d writes, %d deletes, %d restores, %d"
            + " crashes%n",
        RUNS, FIRST, FIRST + RUNS - 1, RUNS * DAYS, writes, deletes, restores, crashes);
    assertThat(deletes).isPositive();
    assertThat(restores).isPositive();
    assertThat(crashes).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Result once = RetireSimulation.run(FIRST, DAYS, MollyStairs::new);

    assertThat(RetireSimulation.run(FIRST, DAYS, MollyStairs::new)).isEqualTo(once);
  }
}
