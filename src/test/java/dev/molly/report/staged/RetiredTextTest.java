package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Goal;
import dev.molly.report.Rendered;
import dev.molly.report.format.TextPage;
import dev.molly.retire.LifecycleAttributes;
import dev.molly.retire.NextAction;
import dev.molly.retire.RetiredResource;
import dev.molly.retire.RetirementRecord;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of a status and of a sweep that both share.
class RetiredTextTest {
  private static final Instant NOW = SampleRetired.NOW;

  @ParameterizedTest
  @CsvSource({
    "-1, which is now: molly purge",
    "0, which is now: molly purge",
    "1, in less than an hour",
    "3599, in less than an hour",
    "3600, in 1 hour",
    "7200, in 2 hours",
    "86400, in 1 day",
    "90000, in 1 day 1 hour",
    "1209600, in 14 days",
  })
  void saysHowMuchTimeIsLeft(long seconds, String words) {
    assertThat(RetiredText.in(NOW.plusSeconds(seconds), NOW)).isEqualTo(words);
  }

  @Test
  void saysTheStateOfEachResource() {
    assertThat(SampleRetired.every().retired())
        .extracting(RetiredText::state)
        .containsExactly(
            "retired, all of it done",
            "being retired, waits: it is stopping (molly sweep goes on)",
            "being retired, next is name (molly sweep goes on)",
            "blocked: i-0a4: it was started",
            "no record to rely on: it was edited",
            "not known: denied");
  }

  @Test
  void saysTheStateOfAResourceOnItsWayBack() {
    RetiredResource one = SampleRetired.every().retired().getFirst();
    RetirementRecord record = one.record().orElseThrow().towards(Goal.RESTORED);

    assertThat(state(one, record, new NextAction.Done())).isEqualTo("restored");
    assertThat(
            state(
                one, record, new NextAction.Wait(LifecycleAttributes.RUN_STATE, "it is starting")))
        .isEqualTo("being restored, waits: it is starting (molly sweep goes on)");
  }

  @Test
  void warnsOfARecordThatIsNotKnownHere() {
    RetiredResource known = SampleRetired.every().retired().getFirst();
    var unknown =
        new RetiredResource(
            known.resource(), known.status(), known.meanwhile(), known.failedStart(), false);

    assertThat(one(known)).doesNotContain("Not known here:");
    assertThat(one(unknown)).contains("Not known here:", "Undo:");
  }

  private static String state(RetiredResource one, RetirementRecord record, NextAction next) {
    return RetiredText.state(
        new RetiredResource(one.resource(), new RetiredResource.Status.Known(record, next)));
  }

  private static String one(RetiredResource each) {
    return Rendered.text(out -> RetiredText.one(new TextPage(out, Rendered.PLAIN), each, NOW));
  }
}
