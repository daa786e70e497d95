package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.NO_ANSWER;
import static dev.molly.guard.GuardFixture.OTHER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.TERMINATION;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.retire;
import static dev.molly.guard.GuardFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfirmationGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void oneThatIsRetiredIsConfirmedWithItsOwnId() {
    Plan plan = retire(Duration.ofDays(14));

    assertThat(ConfirmationPhrase.spoken(plan)).isEqualTo("i-0123456789abcdef0");
    assertThat(ConfirmationPhrase.question(plan)).doesNotContain("i-0123456789abcdef0");
    assertThat(answered(plan, "i-0123456789abcdef0")).isInstanceOf(Verdict.Approved.class);
    assertThat(answered(plan, "yes"))
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            no ->
                assertThat(no.reasons().getFirst().reason())
                    .isEqualTo("what was typed is not its id"));
    assertThat(answered(plan, "1 in 111122223333")).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void noAnswerMeansNo() {
    assertThat(new ConfirmationGuard().against(protect(SERVER), given.context(NO_ANSWER)))
        .containsExactly(
            new Refusal(
                "confirmation",
                "it was not confirmed",
                "look at the plan, and give the phrase that is printed with it: --confirm \"...\""));
  }

  @Test
  void thePhraseOfThePlanConfirmsItForAnHour() {
    Plan plan = protect(SERVER);

    assertThat(given(plan, ConfirmationPhrase.of(plan, NOW))).isEmpty();
    assertThat(given(plan, " " + ConfirmationPhrase.of(plan, NOW) + "\n")).isEmpty();
    assertThat(
            given(plan, ConfirmationPhrase.of(plan, NOW.minus(Duration.ofHours(1)).plusSeconds(1))))
        .isEmpty();
    assertThat(given(plan, ConfirmationPhrase.of(plan, NOW.minus(Duration.ofHours(1)))))
        .containsExactly("the phrase that was given has expired");
    assertThat(given(plan, ConfirmationPhrase.of(plan, NOW.plusSeconds(1))))
        .containsExactly("the phrase that was given has expired");
  }

  @Test
  void aPhraseOfAnotherPlanOrWithAnotherTimeConfirmsNothing() {
    Plan plan = protect(SERVER);
    String own = ConfirmationPhrase.of(plan, NOW);
    String later = ConfirmationPhrase.of(plan, NOW.plusSeconds(1));

    for (String phrase :
        List.of(
            ConfirmationPhrase.of(protect(OTHER), NOW),
            own.substring(0, own.lastIndexOf(' ')) + later.substring(later.lastIndexOf(' ')),
            own.replace("protect 1", "protect 2"),
            "yes",
            "")) {
      assertThat(given(plan, phrase))
          .as(phrase)
          .containsExactly(
              "the phrase that was given is not for this plan, or the plan has changed");
    }
  }

  @Test
  void severalResourcesAreConfirmedWithTheirNumberAndAccount() {
    Plan plan = protect(SERVER, OTHER);

    assertThat(typed(plan, " 2 in 111122223333 ")).isEmpty();
    assertThat(typed(plan, "2"))
        .containsExactly("what was typed is not how many resources, and where");
    assertThat(typed(plan, "1 in 111122223333")).hasSize(1);
  }

  @Test
  void onlyAPurgeIsUnattendedAndOnlyWhereTheConfigAllowsIt() {
    assertThat(unattended(purge()))
        .containsExactly(
            "it was not confirmed, and molly.yaml does not allow that: purge: { unattended: true,"
                + " resources: N }");

    given.unattended = Optional.of(1);
    assertThat(unattended(purge())).isEmpty();
    for (Plan plan :
        List.of(
            retire(DAY.multipliedBy(14)),
            plan("restore", LifecycleAttributes.EXISTENCE, "there", "gone", Goal.PURGED),
            plan("purge", LifecycleAttributes.RUN_STATE, "running", "stopped", Goal.RETIRED),
            plan("purge", TERMINATION, "on", "off", NONE))) {
      assertThat(unattended(plan))
          .containsExactly("it was not confirmed, and only a purge can do without");
    }
  }

  private List<String> given(Plan plan, String phrase) {
    return reasons(plan, new ConfirmationInput.Given(phrase));
  }

  private List<String> typed(Plan plan, String text) {
    return reasons(plan, new ConfirmationInput.Typed(text));
  }

  private List<String> unattended(Plan plan) {
    return reasons(plan, new ConfirmationInput.Unattended());
  }

  private List<String> reasons(Plan plan, ConfirmationInput answer) {
    return new ConfirmationGuard()
        .against(plan, given.context(answer)).stream().map(Refusal::reason).toList();
  }

  private Verdict answered(Plan plan, String typed) {
    return Verdict.decide(plan, given.context(new ConfirmationInput.Typed(typed)));
  }
}
