package dev.molly.guard;

import static dev.molly.guard.GuardFixture.DAY;
import static dev.molly.guard.GuardFixture.ID;
import static dev.molly.guard.GuardFixture.NONE;
import static dev.molly.guard.GuardFixture.NOW;
import static dev.molly.guard.GuardFixture.SERVER;
import static dev.molly.guard.GuardFixture.plan;
import static dev.molly.guard.GuardFixture.planOf;
import static dev.molly.guard.GuardFixture.purge;
import static dev.molly.guard.GuardFixture.record;
import static dev.molly.guard.GuardFixture.retire;
import static dev.molly.guard.GuardFixture.rewritten;
import static dev.molly.guard.GuardFixture.status;
import static dev.molly.guard.GuardFixture.text;
import static dev.molly.guard.GuardFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Change;
import dev.molly.plan.Goal;
import dev.molly.plan.Operation;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.OwnerNotice;
import dev.molly.retire.RetirementRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndoWindowGuardTest {
  private final GuardFixture given = new GuardFixture();

  @Test
  void nothingSpeaksAgainstTwoWeeks() {
    assertThat(given.reasons(retire(Duration.ofDays(14)))).isEmpty();
  }

  @Test
  void refusesATimeThatIsTooShort() {
    assertThat(given.reasons(retire(Duration.ofDays(7)))).isEmpty();
    assertThat(given.reasons(retire(Duration.ofDays(7).minusSeconds(1))))
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
  }

  @Test
  void refusesATimeThatIsTooLong() {
    assertThat(given.reasons(retire(Duration.ofDays(365)))).isEmpty();
    assertThat(given.reasons(retire(Duration.ofDays(3650))))
        .extracting(Refusal::guard)
        .containsExactly("undo-window");
  }

  @Test
  void refusesToPurgeBeforeItIsDue() {
    given.records = Map.of(ID, told(NOW.plusSeconds(1)));

    assertThat(given.reasons(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  @Test
  void letsAPurgePassFromTheInstantOnAtWhichItIsDue() {
    given.records = Map.of(ID, told(NOW));

    assertThat(given.reasons(purge())).isEmpty();
  }

  @Test
  void refusesToPurgeWhatItsOwnerWasNotToldOfInTime() {
    RetirementRecord told = told(NOW);
    given.records =
        Map.of(ID, told.told(new OwnerNotice(NOW.minus(Duration.ofDays(2)).plusSeconds(1), "")));
    assertThat(given.reasons(purge())).extracting(Refusal::guard).containsExactly("undo-window");

    given.records = Map.of(ID, record(NOW.minus(Duration.ofDays(20)), NOW));
    assertThat(given.reasons(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  /// A database of another account or region can have the same name.
  @Test
  void namesADatabaseByItsArnInTheCommandThatSaysItsOwnerWasTold() {
    var id =
        new ResourceId(
            new KindId("rds-instance"), ID.account(), ID.region(), "db-ABCDEFGHIJKLMNOPQRSTUVWX");
    String arn = "arn:aws:rds:eu-west-1:111122223333:db:orders";
    RetirementRecord untold = record(NOW.minus(Duration.ofDays(20)), NOW);

    assertThat(tooSoon(new ResourceRef(id, "orders", "orders", arn), untold))
        .contains("molly sweep --told " + arn + ")");
    assertThat(tooSoon(SERVER, untold)).contains("molly sweep --told " + ID.uid() + ")");
  }

  private static String tooSoon(ResourceRef resource, RetirementRecord record) {
    return UndoWindowGuard.tooSoon(resource, record, RetentionWindow.DEFAULT, NOW)
        .orElseThrow()
        .remedy();
  }

  @Test
  void refusesToPurgeWhatHasNoRecordThatSaysWhenItIsDue() {
    assertThat(given.reasons(purge())).extracting(Refusal::guard).containsExactly("undo-window");
  }

  @Test
  void whatEmptiesABucketDeletesAsMuchAsWhatDeletesIt() {
    Plan emptying = plan("purge", LifecycleAttributes.LIFECYCLE, "", "molly-empty", Goal.PURGED);
    assertThat(given.reasons(emptying)).extracting(Refusal::guard).containsExactly("undo-window");

    given.records = Map.of(ID, told(NOW.plusSeconds(1)));
    assertThat(given.reasons(emptying)).extracting(Refusal::guard).containsExactly("undo-window");

    given.records = Map.of(ID, told(NOW));
    assertThat(given.reasons(emptying)).isEmpty();
    given.awsTime = NOW.minus(DAY);
    assertThat(given.reasons(emptying))
        .extracting(Refusal::guard)
        .containsExactly("undo-window", "clock");
  }

  @Test
  void whatStopsTheEmptyingIsNotRefused() {
    assertThat(
            given.reasons(
                plan("restore", LifecycleAttributes.LIFECYCLE, "molly-empty", "", Goal.RESTORED)))
        .isEmpty();
  }

  @Test
  void theRulesThatEmptyABucketAreNotSetAlone() {
    var alone = status(new Change(SERVER, LifecycleAttributes.LIFECYCLE, "", "molly-empty"));

    assertThat(given.reasons(planOf(Operation.PROTECT, alone)))
        .extracting(Refusal::guard)
        .containsExactly("direction", "undo-window");
  }

  @Test
  void aRecordIsRewrittenToBeDueLaterToSayThatItsOwnerWasToldOrToGoBack() {
    RetirementRecord now = record(NOW.minus(DAY), NOW.plus(DAY));

    for (RetirementRecord to :
        List.of(
            now.dueAt(NOW.plus(DAY.multipliedBy(9))),
            now.told(new OwnerNotice(NOW, "")),
            now.told(new OwnerNotice(NOW, "")).dueAt(NOW.plus(DAY.multipliedBy(2))),
            now.towards(Goal.RESTORED))) {
      assertThat(given.reasons(rewritten(now, to))).isEmpty();
    }
  }

  @Test
  void refusesToRewriteARecordInAnythingElse() {
    RetirementRecord now = record(NOW.minus(DAY), NOW.plus(DAY)).towards(Goal.RESTORED);
    RetirementRecord sooner = record(NOW.minus(DAY), NOW.plusSeconds(1)).towards(Goal.RESTORED);
    RetirementRecord longAgo = now.told(new OwnerNotice(NOW.minus(DAY.multipliedBy(3)), ""));
    RetirementRecord older = record(NOW.minus(DAY.multipliedBy(2)), NOW.plus(DAY));

    for (RetirementRecord to :
        List.of(sooner, longAgo, older.towards(Goal.RESTORED), now.towards(Goal.RETIRED))) {
      assertThat(given.reasons(rewritten(now, to)))
          .extracting(Refusal::guard)
          .containsExactly("undo-window");
    }
  }

  @Test
  void theEarlierOfTwoClocksDecides() {
    given.records = Map.of(ID, told(NOW));
    given.awsTime = NOW.minusSeconds(1);

    assertThat(given.reasons(new UndoWindowGuard(), purge()))
        .containsExactly(
            new Refusal(
                "undo-window",
                "i-0123456789abcdef0 is not due before 2026-11-23T08:00:00Z",
                "wait until then"));
  }

  @Test
  void refusesARecordThatGivesLessThanTheMinimum() {
    Instant at = NOW.minus(DAY.multipliedBy(7)).plusSeconds(1);
    given.records =
        Map.of(ID, record(at, NOW).told(new OwnerNotice(NOW.minus(DAY.multipliedBy(3)), "")));

    assertThat(given.reasons(new UndoWindowGuard(), purge()))
        .extracting(Refusal::reason)
        .containsExactly(
            "the record of i-0123456789abcdef0 says that it was retired at 2026-11-16T08:00:01Z and"
                + " due at 2026-11-23T08:00:00Z, and the minimum undo window is 7 days");
  }

  @Test
  void leavesAResourceThatCouldNotBeReadToTheUnreadGuard() {
    given.unread = List.of(new UnreadResource(SERVER, "no answer", ""));

    assertThat(given.reasons(new UndoWindowGuard(), purge())).isEmpty();
    assertThat(given.reasons(purge())).extracting(Refusal::guard).containsExactly("completeness");
  }

  @Test
  void everySettingOfAStagedDeletionIsRefusedAlone() {
    for (ControlId attribute :
        List.of(
            LifecycleAttributes.CLAIM,
            LifecycleAttributes.NAME,
            LifecycleAttributes.RUN_STATE,
            LifecycleAttributes.FINAL_COPY,
            LifecycleAttributes.LIFECYCLE)) {
      assertThat(given.reasons(new UndoWindowGuard(), plan("retire", attribute, "a", "b", NONE)))
          .containsExactly(
              new Refusal(
                  "undo-window",
                  "%s of i-0123456789abcdef0 is set alone, and not as a step of a retirement"
                      .formatted(attribute),
                  "make the plan with molly retire, molly restore or molly purge"));
      assertThat(
              given.reasons(
                  new UndoWindowGuard(), plan("retire", attribute, "a", "b", Goal.RETIRED)))
          .isEmpty();
    }
  }

  @Test
  void refusesToRewriteARecordThatCannotBeRead() {
    String read = text(told(NOW));
    String unreadable = read.replace("goal=retired", "goal=whatever");

    assertThat(unreadable).isNotEqualTo(read);
    for (Plan plan :
        List.of(
            plan("extend", LifecycleAttributes.RETIREMENT, unreadable, read, NONE),
            plan("extend", LifecycleAttributes.RETIREMENT, read, unreadable, NONE))) {
      assertThat(given.reasons(new UndoWindowGuard(), plan))
          .extracting(Refusal::reason)
          .containsExactly(
              "the record of i-0123456789abcdef0 cannot be relied on, or could not then");
    }
  }
}
