package dev.molly.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.molly.simulation.NaiveRetirer.Flaw;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Simulates climbers and staged deletions that are broken on purpose: what the months do not
/// catch in them, they would not catch in molly.
@Tag("deep")
class BrokenStagedDeletionTest {
  private static final int RUNS = 60;
  private static final int SOUND_RUNS = 8;
  private static final int DAYS = 60;

  @ParameterizedTest
  @CsvSource({
    "PURGES_WHAT_IS_NOT_DUE, never early",
    "TAKES_NO_COPY, no final copy",
    "COPIES_BEFORE_THE_STOP, no final copy",
    "RESTORES_ALL_BUT_ONE_FLAG, as it was",
    "REMOVES_THE_RECORD_TOO_EARLY, as it was",
    "RENAMES_BEFORE_THE_RECORD, as it was",
    "STOPS_WHAT_SOMEBODY_STARTED, used",
    "DOES_NOT_ASK_AGAIN, twice",
    "BELIEVES_A_COPIED_RECORD, unreadable",
    "TRUSTS_THE_CLOCK_OF_ITS_MACHINE, never early",
    "IGNORES_A_FREEZE, frozen",
    "WRITES_BEFORE_IT_JOURNALS, journalled",
    "MAKES_IT_DUE_SOONER, never early"
  })
  void catches(Flaw flaw, String invariant) {
    assertThat(LongStream.rangeClosed(1, RUNS))
        .as("seeds")
        .anySatisfy(
            seed ->
                assertThatThrownBy(() -> run(flaw, seed))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining(invariant + ":"));
  }

  /// It is the flaw that is caught above, and nothing else about this climber.
  @Test
  void letsTheSameClimberPassWhenNothingIsBroken() {
    assertThat(LongStream.rangeClosed(1, SOUND_RUNS).mapToInt(seed -> run(Flaw.NONE, seed)).sum())
        .isPositive();
  }

  private static int run(Flaw flaw, long seed) {
    return RetireSimulation.run(seed, DAYS, world -> new NaiveRetirer(world, flaw)).deletes();
  }
}
