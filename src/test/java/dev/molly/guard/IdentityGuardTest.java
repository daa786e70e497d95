package dev.molly.guard;

import static dev.molly.guard.GuardFixture.ACCOUNT;
import static dev.molly.guard.GuardFixture.OTHER_ACCOUNT;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Environment;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWhenTheCallerIsInTheAccountOfThePlan() {
    assertThat(given.reasons(new IdentityGuard(), protect(SERVER))).isEmpty();
  }

  @Test
  void refusesACallerInAnotherAccount() {
    given.callers = Map.of(ACCOUNT, OTHER_ACCOUNT);

    assertRefused("it is for account 111122223333, and the caller is in 444455556666");
  }

  @Test
  void refusesAnAccountWhoseCallerIsUnknown() {
    given.callers = Map.of();

    assertRefused("account 111122223333, which it is for, cannot be entered");
  }

  @Test
  void refusesAnAccountOutsideTheNamedEnvironment() {
    given.environment = Environment.of(Set.of(OTHER_ACCOUNT));
    assertRefused("account 111122223333 is not of the environment that was named");

    given.environment = Environment.of(Set.of(ACCOUNT));
    assertThat(given.reasons(new IdentityGuard(), protect(SERVER))).isEmpty();

    given.environment = Environment.of(Set.of());
    assertRefused("account 111122223333 is not of the environment that was named");
  }

  @Test
  void checksEveryAccountOfThePlan() {
    Plan both = protect(SERVER, server(OTHER_ACCOUNT, "i-0123456789abcdef0", "web-01"));

    assertThat(given.reasons(new IdentityGuard(), both))
        .extracting(Refusal::reason)
        .containsExactly("account 444455556666, which it is for, cannot be entered");
  }

  private void assertRefused(String reason) {
    assertThat(given.reasons(new IdentityGuard(), protect(SERVER)))
        .containsExactly(
            new Refusal(
                "identity",
                reason,
                "use that account's credentials: --profile NAME, or a role in --config"));
  }
}
