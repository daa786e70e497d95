package dev.molly.guard;

import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.TERMINATION;
import static dev.molly.guard.GuardFixture.planOf;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Change;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlastRadiusGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesUpToTheLimit() {
    given.limit = new BlastLimit(2, 0);

    assertThat(given.reasons(new BlastRadiusGuard(), protect(SERVER, OTHER))).isEmpty();
  }

  @Test
  void refusesOneMoreThanTheLimit() {
    given.limit = new BlastLimit(1, 0);

    assertThat(given.reasons(new BlastRadiusGuard(), protect(SERVER, OTHER)))
        .containsExactly(
            new Refusal(
                "blast-radius",
                "it touches 2 of the 100 resources that were seen; one run may touch 1",
                "choose fewer (--id, --kind, --region), or allow more: --limit 2 for this run, or"
                    + " for every run in molly.yaml: limits: { resources: 2 }"));
  }

  @Test
  void countsResourcesAndNotChanges() {
    given.limit = new BlastLimit(1, 0);
    var stop = new Change(SERVER, new ControlId("stop-protection"), "off", "on");
    var terminate = new Change(SERVER, TERMINATION, "off", "on");

    assertThat(
            given.reasons(
                new BlastRadiusGuard(), planOf(Operation.PROTECT, status(stop), status(terminate))))
        .isEmpty();
  }

  @Test
  void zeroMeansZero() {
    given.limit = new BlastLimit(0, 0);

    assertThat(given.reasons(new BlastRadiusGuard(), protect(SERVER))).hasSize(1);
    assertThat(given.reasons(new BlastRadiusGuard(), protect())).isEmpty();
  }

  @Test
  void theLargerOfNumberAndShareCounts() {
    given.limit = new BlastLimit(1, 2);
    assertThat(given.reasons(new BlastRadiusGuard(), protect(SERVER, OTHER))).isEmpty();

    Plan ofASmallFleet =
        new Plan(Operation.PROTECT, protect(SERVER, OTHER).steps(), 99, List.of(), List.of());
    assertThat(given.reasons(new BlastRadiusGuard(), ofASmallFleet)).hasSize(1);
  }

  @Test
  void anUnattendedPurgeHasALimitOfItsOwnWhichIsZeroUnlessTheConfigSaysMore() {
    assertThat(unattended())
        .containsExactly(
            new Refusal(
                "blast-radius",
                "it touches 1 of the 100 resources that were seen; one run may touch 0",
                "confirm it, or allow more in molly.yaml: purge: { unattended: true, resources: 1"
                    + " }"));

    given.unattended = Optional.of(0);
    assertThat(unattended()).hasSize(1);

    given.unattended = Optional.of(1);
    assertThat(unattended()).isEmpty();
  }

  private List<Refusal> unattended() {
    return new BlastRadiusGuard()
        .against(purge(), given.context(new ConfirmationInput.Unattended()));
  }
}
