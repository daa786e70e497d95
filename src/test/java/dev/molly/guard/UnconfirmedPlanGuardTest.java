package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.ID;
import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.NO_ANSWER;
import static dev.molly.guard.GuardFixture.lease;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.retire;
import static dev.molly.guard.GuardFixture.rewritten;
import static dev.molly.guard.GuardFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnconfirmedPlanGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void aSweepBeginsNothingAndDeletesNothing() {
    given.records = Map.of(ID, told(NOW));

    for (Plan plan :
        List.of(
            purge(),
            retire(Duration.ofDays(14)),
            lease(NOW.plus(DAY)),
            plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.PURGED),
            plan("sweep", new ControlId("termination-protection"), "on", "off", NONE))) {
      assertThat(Verdict.decideSweep(plan, given.context(NO_ANSWER)))
          .isInstanceOf(Verdict.Refused.class);
    }
  }

  @Test
  void nothingThatNobodyIsAskedAboutGoesForward() {
    given.records = Map.of(ID, told(NOW));

    for (Plan plan :
        List.of(
            purge(),
            retire(Duration.ofDays(14)),
            lease(NOW.plus(DAY)),
            plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED),
            plan(
                "undo",
                LifecycleAttributes.EXISTENCE,
                LifecycleAttributes.THERE,
                LifecycleAttributes.GONE,
                NONE))) {
      assertThat(Verdict.decideUndo(plan, given.context(NO_ANSWER)))
          .isInstanceOf(Verdict.Refused.class);
    }
    Plan back = plan("restore", LifecycleAttributes.RUN_STATE, "stopped", "running", Goal.RESTORED);
    assertThat(Verdict.decideUndo(back, given.context(NO_ANSWER)))
        .isInstanceOf(Verdict.Approved.class);
  }

  @Test
  void aRecordIsExtendedOrRemovedWithoutAQuestion() {
    Plan removed =
        plan("restore", LifecycleAttributes.RETIREMENT, "v=1", "", Optional.of(Goal.RESTORED));
    Plan extended = rewritten(told(NOW), told(NOW.plus(DAY)));

    assertThat(given.reasons(UnconfirmedPlanGuard.BACK, removed)).isEmpty();
    assertThat(given.reasons(UnconfirmedPlanGuard.BACK, extended)).isEmpty();
    assertThat(given.reasons(UnconfirmedPlanGuard.ON, extended)).isEmpty();
  }

  @Test
  void aRetirementGoesOnAndDoesNotGoBackInASweepOfRetirements() {
    Plan stop = plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED);
    Plan start = plan("sweep", LifecycleAttributes.RUN_STATE, "stopped", "running", Goal.RESTORED);

    assertThat(given.reasons(UnconfirmedPlanGuard.ON, stop)).isEmpty();
    assertThat(given.reasons(UnconfirmedPlanGuard.ON, start)).hasSize(1);
    assertThat(given.reasons(UnconfirmedPlanGuard.BACK, start)).isEmpty();
  }

  @Test
  void namesTheChangeThatNeedsAConfirmation() {
    assertThat(given.reasons(UnconfirmedPlanGuard.BACK, purge()))
        .containsExactly(
            new Refusal(
                "direction",
                "existence of i-0123456789abcdef0 is nothing that may be done without a"
                    + " confirmation",
                "make a plan of it, and confirm that"));
  }
}
