package dev.molly.guard;

import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.plan.Goal;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWhenNothingHasChanged() {
    assertThat(given.reasons(new DriftGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void refusesForEachResourceThatHasChanged() {
    given.drifted = List.of(SERVER, OTHER);

    assertThat(given.reasons(new DriftGuard(), protect(SERVER, OTHER)))
        .extracting(Refusal::reason)
        .containsExactly(
            "i-0123456789abcdef0 (web-01) is no longer what the plan saw",
            "i-0fedcba9876543210 (web-02) is no longer what the plan saw");
  }

  @Test
  void passesWhenOnlyAResourceOutsideThePlanHasChanged() {
    given.drifted = List.of(OTHER);

    assertThat(given.reasons(new DriftGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void saysWhatToDoWhichForASweepIsNothing() {
    given.drifted = List.of(SERVER);

    assertThat(given.reasons(new DriftGuard(), protect(SERVER)))
        .extracting(Refusal::guard, Refusal::remedy)
        .containsExactly(tuple("drift", "make the plan again, with --out FILE if it was saved"));
    assertThat(
            given.reasons(
                new DriftGuard(),
                plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED)))
        .extracting(Refusal::guard, Refusal::remedy)
        .containsExactly(tuple("drift", "the next sweep looks at it again"));
  }
}
