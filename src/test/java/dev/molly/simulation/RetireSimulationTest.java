package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.simulation.RetireSimulation.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Staged deletion over months, from seeds. A failure names its seed. Which seeds: [Seeds].
class RetireSimulationTest {
  private static final long FIRST = Seeds.first();
  private static final int RUNS = 30;
  private static final int DAYS = 75;

  @Test
  void whateverPeopleDoNothingIsLostEarlyAndEverythingComesBack() {
    List<Result> results =
        Seeds.asked(RUNS).run("retire", seed -> RetireSimulation.run(seed, DAYS, MollyDriver::new));

    long writes = results.stream().mapToLong(Result::writes).sum();
    long deletes = results.stream().mapToLong(Result::deletes).sum();
    long restores = results.stream().mapToLong(Result::restores).sum();
    long crashes = results.stream().mapToLong(Result::crashes).sum();
    System.out.printf(
        "simulation: retire: %d days, %d writes, %d deletes, %d restores, %d crashes%n",
        results.size() * (long) DAYS, writes, deletes, restores, crashes);
    assertThat(deletes).isPositive();
    assertThat(restores).isPositive();
    assertThat(crashes).isPositive();
    // Of other seeds one may call once what none of them calls twice.
    if (FIRST == 1 && results.size() == RUNS) {
      assertThat(FaultSchedule.Faced.spared(results.stream().map(Result::faced)))
          .as("operations that no fault ever struck")
          .isEmpty();
    }
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    Result once = RetireSimulation.run(FIRST, DAYS, MollyDriver::new);

    assertThat(RetireSimulation.run(FIRST, DAYS, MollyDriver::new)).isEqualTo(once);
  }
}
