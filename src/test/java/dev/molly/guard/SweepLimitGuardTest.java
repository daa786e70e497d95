package dev.molly.guard;

import static dev.molly.guard.GuardFixture.ACCOUNT;
import static dev.molly.guard.GuardFixture.NO_ANSWER;
import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.planOf;
import static dev.molly.guard.GuardFixture.server;
import static dev.molly.guard.GuardFixture.towards;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SweepLimitGuardTest {
  private final GuardFixture given = new GuardFixture();

  private static final Change STOP =
      new Change(SERVER, LifecycleAttributes.RUN_STATE, "running", LifecycleAttributes.STOPPED);

  @Test
  void passesUpToTheLimitAndRefusesOneMore() {
    given.limit = new BlastLimit(2, 0);
    assertThat(given.reasons(new SweepLimitGuard(), renaming(SERVER, OTHER))).isEmpty();

    given.limit = new BlastLimit(1, 0);
    assertThat(given.reasons(new SweepLimitGuard(), renaming(SERVER, OTHER)))
        .containsExactly(
            new Refusal(
                "blast-radius",
                "it touches 2 of the 100 resources that were seen; one run may touch 1",
                "choose fewer (--kind, --region), or allow more: --limit 2 for this run, or for"
                    + " every run in molly.yaml: limits: { resources: 2 }"));
  }

  @Test
  void aResourceThatIsOnlyStoppedAgainIsNotCounted() {
    given.limit = new BlastLimit(1, 0);
    Plan plan = planOf(Operation.SWEEP, renaming(OTHER).steps().getFirst(), stop());

    assertThat(given.reasons(new SweepLimitGuard(), plan)).isEmpty();
    assertThat(SweepLimitGuard.allowed(plan, given.context(NO_ANSWER))).isEqualTo(2);
  }

  @Test
  void aResourceThatIsStoppedAndChangedIsCounted() {
    given.limit = new BlastLimit(1, 0);
    Plan plan = renaming(SERVER, OTHER);
    Plan stopsToo =
        planOf(Operation.SWEEP, stop(), plan.steps().getFirst(), plan.steps().getLast());

    assertThat(given.reasons(new SweepLimitGuard(), stopsToo)).hasSize(1);
  }

  @Test
  void aStartIsCounted() {
    given.limit = new BlastLimit(1, 0);
    var start = new Change(SERVER, LifecycleAttributes.RUN_STATE, "stopped", "running");
    Plan plan =
        planOf(Operation.SWEEP, towards(start, Goal.RETIRED), renaming(OTHER).steps().getFirst());

    assertThat(given.reasons(new SweepLimitGuard(), plan)).hasSize(1);
  }

  @Test
  void zeroPermitsNotEvenAStop() {
    given.limit = new BlastLimit(0, 0);

    assertThat(given.reasons(new SweepLimitGuard(), planOf(Operation.SWEEP, stop()))).hasSize(1);
    assertThat(SweepLimitGuard.allowed(planOf(Operation.SWEEP, stop()), given.context(NO_ANSWER)))
        .isZero();
  }

  @Test
  void aSweepIsCutToTheLimitWithAllStopsAndSaysHowManyAreLeft() {
    var limit = new BlastLimit(1, 0);
    ResourceRef third = server(ACCOUNT, "i-0aaaaaaaaaaaaaaa0", "web-03");
    Plan plan =
        planOf(
            Operation.SWEEP,
            renaming(OTHER).steps().getFirst(),
            renaming(third).steps().getFirst(),
            stop());

    Plan within = SweepLimitGuard.within(plan, limit);

    assertThat(within.steps())
        .extracting(step -> step.change().resource())
        .containsExactly(OTHER, SERVER);
    assertThat(within.skipped())
        .containsExactly("1 of 3 resources are left for the next sweep: one run may touch 1");
    assertThat(SweepLimitGuard.within(within, limit)).isSameAs(within);
  }

  private static PlannedChange stop() {
    return towards(STOP, Goal.RETIRED);
  }

  private static Plan renaming(ResourceRef... servers) {
    return planOf(
        Operation.SWEEP,
        Arrays.stream(servers)
            .map(server -> new Change(server, LifecycleAttributes.NAME, "web", "web_deleted"))
            .map(change -> towards(change, Goal.RETIRED))
            .toArray(PlannedChange[]::new));
  }
}
