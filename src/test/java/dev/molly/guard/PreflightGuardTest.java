package dev.molly.guard;

import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.retire;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void refusesAPlanWithSomethingThatCannotBeRetired() {
    Plan fine = retire(Duration.ofDays(14));
    var spot = new Refusal("preflight", "it is a spot instance", "cancel the request");
    var plan = new Plan(Operation.RETIRE, fine.steps(), 100, List.of(), List.of(), List.of(spot));

    assertThat(given.reasons(plan)).containsExactly(spot);
  }

  @Test
  void passesAPlanWithoutRefusals() {
    assertThat(given.reasons(new PreflightGuard(), protect(SERVER))).isEmpty();
  }
}
