package dev.molly.guard;

import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void aProtectMayProtect() {
    assertThat(given.reasons(protect(SERVER))).isEmpty();
    assertThat(given.reasons(plan("protect", new ControlId("backup-retention"), "7", "14", NONE)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "termination-protection, on, off",
    "versioning, enabled, suspended",
    "shutdown-behavior, stop, terminate",
    "backup-retention, 14, 7"
  })
  void aProtectTakesNoProtectionAway(String control, String from, String to) {
    assertThat(given.reasons(plan("protect", new ControlId(control), from, to, NONE)))
        .extracting(Refusal::guard)
        .containsExactly("direction");
  }

  @Test
  void aProtectWritesNoRecord() {
    for (ControlId attribute :
        new ControlId[] {LifecycleAttributes.LEASE, LifecycleAttributes.CLAIM}) {
      assertThat(given.reasons(new ProtectGuard(), plan("protect", attribute, "", "v=1", NONE)))
          .hasSize(1);
    }
  }
}
