package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.simulation.Simulation.Result;
import dev.molly.simulation.Simulation.Setup;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The change path under random faults and crashes, from seeds. A failure names its seed:
/// `Simulation.run(seed, setup)` does the same again.
class ProtectSimulationTest {
  private static final long FIRST = Long.getLong("molly.sim.seed", 1);
  private static final int RUNS = Integer.getInteger("molly.sim.runs", 40);

  /// How many steps may fail before a run stops and takes itself back: none, some, any number.
  private static final int[] FAILURES = {0, 1, 3, 1000};

  @Test
  void whateverGoesWrongTheInvariantsHoldAndACrashEndsWhereNoCrashEnds() {
    long writes = 0;
    int crashes = 0;
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      var random = new Random(seed);
      Setup setup = Setup.USUAL.stoppingAfter(FAILURES[random.nextInt(FAILURES.length)]);
      Result calm = Simulation.run(seed, setup);
      int line = 1 + random.nextInt(Math.max(1, calm.lines()));
      Result crashed = Simulation.run(seed, setup.crashingAt(line));
      assertThat(safe(crashed.protectedState()))
          .as("seed " + seed)
          .isEqualTo(safe(calm.protectedState()));
      assertThat(crashed.endState()).as("seed " + seed).isEqualTo(calm.endState());
      writes += calm.writes() + crashed.writes();
      crashes += crashed.crashes();
    }
    System.out.printf(
        "simulation: %d runs, seeds %d..%d, %d writes, %d crashes%n",
        2 * RUNS, FIRST, FIRST + RUNS - 1, writes, crashes);
    assertThat(writes).isPositive();
    assertThat(crashes).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameRun() {
    for (long seed = FIRST; seed < FIRST + 5; seed++) {
      assertThat(Simulation.run(seed, Setup.USUAL)).isEqualTo(Simulation.run(seed, Setup.USUAL));
    }
  }

  @Test
  void aCrashAtEveryLineOfOneRunEndsWhereNoCrashEnds() {
    Result calm = Simulation.run(FIRST, Setup.USUAL);
    for (int line = 1; line <= calm.lines(); line++) {
      Result crashed = Simulation.run(FIRST, Setup.USUAL.crashingAt(line));
      assertThat(crashed.endState()).as("line " + line).isEqualTo(calm.endState());
      assertThat(crashed.crashes()).as("line " + line).isPositive();
    }
  }

  /// Stop protection refuses a terminate too, so molly leaves termination protection off where a
  /// run that was cut off got as far as stop protection only: as safe, but not the same.
  private static Map<String, String> safe(Map<String, String> settings) {
    var safe = new TreeMap<>(settings);
    settings.forEach(
        (setting, value) -> {
          if (setting.endsWith(" disableApiStop") && value.contains("true")) {
            safe.remove(setting.replace(" disableApiStop", " disableApiTermination"));
          }
        });
    return safe;
  }
}
