package dev.molly.guard;

import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletenessGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWhenTheInventoryHasNoGaps() {
    assertThat(given.reasons(new CompletenessGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void refusesForEveryGapWithItsWords() {
    Plan plan =
        new Plan(
            Operation.PROTECT,
            protect(SERVER).steps(),
            100,
            List.of("eu-west-1: denied", "eu-west-2: no answer"),
            List.of());

    assertThat(given.reasons(new CompletenessGuard(), plan))
        .allSatisfy(
            no ->
                assertThat(no.remedy())
                    .isEqualTo(
                        "grant what is missing (molly explain permissions), or leave that place out"
                            + " (--account, --region, --kind)"))
        .extracting(Refusal::guard, Refusal::reason)
        .containsExactly(
            tuple("completeness", "the inventory behind it has a gap: eu-west-1: denied"),
            tuple("completeness", "the inventory behind it has a gap: eu-west-2: no answer"));
  }
}
