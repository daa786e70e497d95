package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.ID;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.NO_ANSWER;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.lease;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.protect;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.rewritten;
import static dev.molly.guard.GuardFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.PlannedChange;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.OwnerNotice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which guards decide on which plan. What each of them says is in its own test.
class VerdictTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void aSweepIsNotConfirmedAndStillGuarded() {
    Plan told = rewritten(told(NOW.plus(DAY)), told(NOW.plus(DAY)).told(new OwnerNotice(NOW, "")));

    assertThat(Verdict.decideSweep(told, given.context(NO_ANSWER)))
        .isInstanceOf(Verdict.Approved.class);
    given.awsTime = NOW.plus(DAY);
    assertThat(Verdict.decideSweep(told, given.context(NO_ANSWER)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void everyGuardIsAskedAndAllReasonsAreSaid() {
    objectToEverything();
    var spot = new Refusal("preflight", "it is a spot instance", "cancel the request");
    PlannedChange late = lease(NOW.minus(DAY), NOW.plusSeconds(1)).steps().getFirst();
    PlannedChange delete = purge().steps().getFirst();
    var plan =
        new Plan(
            Operation.RETIRE,
            List.of(late, delete),
            100,
            List.of("a gap"),
            List.of(),
            List.of(spot));

    Verdict verdict = Verdict.decide(plan, given.context(NO_ANSWER));

    assertThat(((Verdict.Refused) verdict).reasons())
        .extracting(Refusal::reason)
        .anyMatch(reason -> reason.contains("has a gap"))
        .anyMatch(reason -> reason.contains("could not be read"));
    assertThat(guards(verdict))
        .containsExactlyInAnyOrder(
            "preflight",
            "identity",
            "completeness",
            "blast-radius",
            "freeze",
            "undo-window",
            "lease",
            "clock",
            "drift",
            "confirmation",
            "unconfirmed-plan");
  }

  @Test
  void aSweepIsHeldToItsOwnGuards() {
    objectToEverything();

    assertThat(guards(Verdict.decideSweep(purge(), given.context(NO_ANSWER))))
        .containsExactlyInAnyOrder(
            "direction",
            "identity",
            "blast-radius",
            "freeze",
            "undo-window",
            "unconfirmed-plan",
            "clock",
            "completeness",
            "drift");
  }

  @Test
  void aRestoreOfASweepIsNotFrozenAndNotLimited() {
    objectToEverything();

    assertThat(guards(Verdict.decideSweepBack(purge(), given.context(NO_ANSWER))))
        .containsExactlyInAnyOrder(
            "direction", "identity", "unconfirmed-plan", "completeness", "drift");
  }

  @Test
  void anUndoIsHeldToItsDirectionAndItsAccountAlone() {
    objectToEverything();

    assertThat(guards(Verdict.decideUndo(purge(), given.context(NO_ANSWER))))
        .containsExactlyInAnyOrder("direction", "identity");
  }

  @Test
  void anApprovedRunMayTouchAsManyResourcesAsTheLimitSays() {
    given.limit = new BlastLimit(7, 0);
    Plan back = plan("restore", LifecycleAttributes.RUN_STATE, "stopped", "running", Goal.RESTORED);
    var answer = new ConfirmationInput.Given(ConfirmationPhrase.of(protect(SERVER), NOW));

    assertThat(allowed(Verdict.decide(protect(SERVER), given.context(answer)))).isEqualTo(7);
    assertThat(allowed(Verdict.decideUndo(back, given.context(NO_ANSWER)))).isEqualTo(1);
  }

  private void objectToEverything() {
    given.callers = Map.of();
    given.limit = new BlastLimit(0, 0);
    given.freezes = List.of(new Freeze("an incident", NOW, Optional.empty(), Freeze.OFF));
    given.drifted = List.of(SERVER);
    given.unread = List.of(new UnreadResource(SERVER, "no answer", ""));
    given.records = Map.of(ID, told(NOW.plus(DAY)));
    given.unknown = Set.of(ID);
    given.awsTime = null;
  }

  private static List<String> guards(Verdict verdict) {
    return verdict instanceof Verdict.Refused(var reasons)
        ? reasons.stream().map(Refusal::guard).distinct().toList()
        : List.of();
  }

  private static long allowed(Verdict verdict) {
    return ((Verdict.Approved) verdict).allowed();
  }
}
