package dev.molly.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutPaceTest {
  @Test
  void aDatabaseThatTakesAnHourIsLookedAtLessAndLessOften() {
    List<Duration> pauses = pauses(RolloutPace.DEFAULT.patient());

    assertThat(pauses).startsWith(Duration.ofSeconds(15)).endsWith(Duration.ofMinutes(1));
    assertThat(pauses).isSorted().hasSizeLessThan(70);
  }

  @Test
  void noLookComesMuchLaterThanWhatItWaitsFor() {
    Duration waited = Duration.ZERO;
    for (Duration pause : pauses(RolloutPace.DEFAULT.patient())) {
      Duration least = Duration.ofSeconds(15);
      assertThat(pause.compareTo(least) <= 0 || pause.multipliedBy(4).compareTo(waited) <= 0)
          .as("%s after %s", pause, waited)
          .isTrue();
      waited = waited.plus(pause);
    }
  }

  @Test
  void aStepWaitsForSecondsWhenNothingElseIsSaid() {
    assertThat(pauses(RolloutPace.DEFAULT))
        .containsExactly(Duration.ofSeconds(15), Duration.ofSeconds(15));
  }

  @Test
  void aTenthOfTheResourcesBegunSoFarMayBeHaltedAndAtLeastThree() {
    RolloutPace pace = RolloutPace.DEFAULT.isolatingResources();

    assertThat(List.of(1, 5, 39, 40, 1000))
        .extracting(pace::tolerance)
        .containsExactly(3, 3, 3, 4, 100);
  }

  @Test
  void aRestoreHasNoLimitOfHaltedResources() {
    assertThat(RolloutPace.DEFAULT.inOneGo().isolatingResources().tolerance(1))
        .isEqualTo(Integer.MAX_VALUE);
  }

  private static List<Duration> pauses(RolloutPace pace) {
    var pauses = new ArrayList<Duration>();
    Duration waited = Duration.ZERO;
    while (waited.compareTo(pace.patience()) < 0) {
      pauses.add(pace.untilNextLook(waited));
      waited = waited.plus(pauses.getLast());
    }
    return pauses;
  }
}
