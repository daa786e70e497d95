package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.ID;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.lease;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.record;
import static dev.molly.guard.GuardFixture.retire;
import static dev.molly.guard.GuardFixture.text;
import static dev.molly.guard.GuardFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void refusesWhatDependsOnTheTimeWhenThisClockIsWrong() {
    given.records = Map.of(ID, told(NOW.minus(DAY)));
    for (long seconds : List.of(-61L, 61L, 86_400L * 30)) {
      given.awsTime = NOW.plusSeconds(seconds);

      assertThat(given.reasons(purge())).extracting(Refusal::guard).contains("clock");
      assertThat(given.reasons(retire(Duration.ofDays(14))))
          .extracting(Refusal::guard)
          .containsExactly("clock");
    }
    given.awsTime = NOW.plusSeconds(60);
    assertThat(given.reasons(purge())).isEmpty();
  }

  @Test
  void refusesALeaseWhenThisClockIsWrong() {
    given.awsTime = NOW.plus(DAY);

    assertThat(given.reasons(lease(NOW.plus(DAY))))
        .extracting(Refusal::guard)
        .containsExactly("clock");
  }

  @Test
  void refusesWhenAwsDoesNotTellItsTime() {
    given.awsTime = null;

    assertThat(given.reasons(new ClockGuard(), lease(NOW.plus(DAY))))
        .containsExactly(
            new Refusal("clock", "AWS did not tell its time in account 111122223333", "try again"));
  }

  @Test
  void saysBothTimes() {
    given.awsTime = NOW.plusSeconds(61);

    assertThat(given.reasons(new ClockGuard(), lease(NOW.plus(DAY))))
        .containsExactly(
            new Refusal(
                "clock",
                "this machine's clock says 2026-11-23T08:00:00Z, and AWS's 2026-11-23T08:01:01Z",
                "set this machine's clock"));
  }

  @Test
  void passesAPlanThatDoesNotDependOnTheTime() {
    given.awsTime = null;

    assertThat(given.reasons(new ClockGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void everyChangeThatDependsOnTheTimeIsRefusedByAWrongClock() {
    given.awsTime = NOW.plus(DAY);

    for (ControlId attribute :
        List.of(
            LifecycleAttributes.RETIREMENT,
            LifecycleAttributes.LEASE,
            LifecycleAttributes.CLAIM,
            LifecycleAttributes.LIFECYCLE,
            LifecycleAttributes.MEMBERS,
            LifecycleAttributes.EXISTENCE)) {
      assertThat(given.reasons(new ClockGuard(), plan("purge", attribute, "a", "b", Goal.PURGED)))
          .extracting(Refusal::guard)
          .containsExactly("clock");
    }
  }

  @Test
  void refusesARetirementPlannedByAClockThatWasAheadOrLongAgo() {
    for (Instant at : List.of(NOW.plusSeconds(60), NOW.minus(DAY))) {
      assertThat(given.reasons(new ClockGuard(), beginning(at))).isEmpty();
    }
    for (Instant at : List.of(NOW.plusSeconds(61), NOW.minus(DAY).minusSeconds(1))) {
      assertThat(given.reasons(new ClockGuard(), beginning(at)))
          .containsExactly(
              new Refusal(
                  "clock",
                  "the retirement of i-0123456789abcdef0 was planned at %s, and now it is %s"
                      .formatted(at, NOW),
                  "make the plan again: molly retire"));
    }
  }

  private static Plan beginning(Instant at) {
    String record = text(record(at, at.plus(DAY.multipliedBy(14))));
    return plan("retire", LifecycleAttributes.RETIREMENT, "", record, Goal.RETIRED);
  }
}
