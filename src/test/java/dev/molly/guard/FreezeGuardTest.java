package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.protect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a window begins and ends is tested in [FreezeWindowTest].
class FreezeGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWithoutAFreezeAndBeforeAndAfterOne() {
    assertThat(given.reasons(new FreezeGuard(), protect(SERVER))).isEmpty();

    given.freezes =
        List.of(
            new Freeze("over", NOW.minus(DAY), Optional.of(NOW), Freeze.OFF),
            new Freeze("later", NOW.plusSeconds(1), Optional.empty(), Freeze.OFF));
    assertThat(given.reasons(new FreezeGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void refusesDuringAFreezeAndSaysWhenItEnds() {
    given.freezes = List.of(new Freeze("a sale", NOW, Optional.of(NOW.plus(DAY)), Freeze.OFF));

    assertThat(given.reasons(new FreezeGuard(), protect(SERVER)))
        .containsExactly(
            new Refusal("freeze", "a freeze is on: a sale", "wait until 2026-11-24T08:00:00Z"));
  }

  @Test
  void aFreezeIsNotOverByAClockThatIsAhead() {
    given.freezes = List.of(new Freeze("a sale", Instant.MIN, Optional.of(NOW), Freeze.OFF));
    given.awsTime = NOW.minus(Duration.ofHours(1));

    assertThat(given.reasons(new FreezeGuard(), protect(SERVER))).hasSize(1);
  }

  @Test
  void aFreezeWithoutAnEndIsOn() {
    given.freezes =
        List.of(new Freeze("an incident", NOW.minus(DAY), Optional.empty(), Freeze.OFF));

    assertThat(given.reasons(new FreezeGuard(), protect(SERVER)))
        .containsExactly(
            new Refusal(
                "freeze",
                "a freeze is on: an incident",
                "end it, if it is yours to end: molly freeze off"));
  }
}
