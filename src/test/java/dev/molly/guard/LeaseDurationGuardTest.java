package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.lease;
import static dev.molly.guard.GuardFixture.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseDurationGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void refusesALeaseThatIsTooLongOrThatNobodyCanRead() {
    Duration week = Duration.ofDays(7);
    assertThat(given.reasons(lease(NOW.plus(week)))).isEmpty();
    assertThat(given.reasons(lease(NOW.plus(week).plusSeconds(1))))
        .extracting(Refusal::guard)
        .containsExactly("lease");
    assertThat(
            given.reasons(
                plan("lease", LifecycleAttributes.LEASE, "", "molly:lease=v=1 until=soon", NONE)))
        .extracting(Refusal::guard)
        .containsExactly("lease");
  }

  @Test
  void passesUntilHalfOfItIsLeft() {
    Instant until = NOW.plus(Duration.ofMinutes(30));

    assertThat(
            given.reasons(
                new LeaseDurationGuard(), lease(NOW.minus(Duration.ofMinutes(30)), until)))
        .isEmpty();
    assertThat(
            given.reasons(
                new LeaseDurationGuard(),
                lease(NOW.minus(Duration.ofMinutes(30)).minusSeconds(1), until)))
        .containsExactly(
            new Refusal(
                "lease",
                "the lease of i-0123456789abcdef0 ends at 2026-11-23T08:30:00Z, and less than half"
                    + " of its 1 hour is left",
                "make the plan again, without --confirm, and confirm that one"));
  }

  @Test
  void saysHowLongALeaseMayBe() {
    assertThat(given.reasons(new LeaseDurationGuard(), lease(NOW.plus(DAY.multipliedBy(8)))))
        .containsExactly(
            new Refusal(
                "lease",
                "the lease of i-0123456789abcdef0 would not end within 7 days",
                "take a shorter one: molly lease --for"));
  }

  @Test
  void passesTheEndOfALease() {
    Plan end = plan("renew", LifecycleAttributes.LEASE, "v=1", "", NONE);

    assertThat(given.reasons(new LeaseDurationGuard(), end)).isEmpty();
  }
}
