package dev.molly.guard;

import static dev.molly.guard.GuardFixture.ID;
import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.TERMINATION;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.purge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnknownRecordGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void passesWhenTheRecordIsKnown() {
    assertThat(given.reasons(new UnknownRecordGuard(), stop())).isEmpty();
  }

  @Test
  void refusesEveryAttributeOfAStagedDeletionAndSaysHowToConfirm() {
    given.unknown = Set.of(ID);

    for (ControlId attribute :
        List.of(
            LifecycleAttributes.RETIREMENT,
            LifecycleAttributes.LEASE,
            LifecycleAttributes.RUN_STATE,
            LifecycleAttributes.NAME,
            LifecycleAttributes.FINAL_COPY,
            LifecycleAttributes.MEMBERS,
            LifecycleAttributes.LIFECYCLE,
            LifecycleAttributes.EXISTENCE)) {
      assertThat(
              given.reasons(
                  new UnknownRecordGuard(), plan("sweep", attribute, "x", "on", Goal.RETIRED)))
          .containsExactly(
              new Refusal(
                  "unconfirmed-plan",
                  "the record of i-0123456789abcdef0 is not known here, and no question is asked",
                  "confirm it: molly sweep, at a terminal; or run it where it was begun: molly"
                      + " explain retirement-record"));
    }
    assertThat(given.reasons(new UnknownRecordGuard(), purge()))
        .extracting(Refusal::remedy)
        .singleElement()
        .asString()
        .contains("molly purge, without --unattended");
  }

  @Test
  void onlyProtectionThatIsTurnedOnPasses() {
    given.unknown = Set.of(ID);

    for (String to : List.of("on", "enabled")) {
      assertThat(
              given.reasons(
                  new UnknownRecordGuard(), plan("restore", TERMINATION, "off", to, NONE)))
          .isEmpty();
    }
    for (String to : List.of("off", "terminate", "suspended", "7", "")) {
      assertThat(
              given.reasons(new UnknownRecordGuard(), plan("restore", TERMINATION, "on", to, NONE)))
          .hasSize(1);
    }
  }

  @Test
  void anUnknownRecordOfAnotherResourceDoesNotMatter() {
    given.unknown = Set.of(OTHER.id());

    assertThat(given.reasons(new UnknownRecordGuard(), stop())).isEmpty();
  }

  private static Plan stop() {
    return plan("sweep", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED);
  }
}
