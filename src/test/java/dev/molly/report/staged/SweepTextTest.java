package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.ExitCode;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Operation;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.report.SampleRuns;
import dev.molly.retire.RetiredResource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTextTest {
  @Test
  void showsWhatItShowedBefore() throws IOException {
    Golden.assertSame("sweep-every.text", sweep());
  }

  @Test
  void aSweepSaysOnceWhatToTypeNext() {
    String done =
        Rendered.text(
            out ->
                new SweepText(Rendered.PLAIN)
                    .render(SampleRetired.sweep(SampleRetired.goingOn()), out));

    assertThat(sweep().split("Next  ", -1)).hasSize(2);
    assertThat(sweep()).endsWith("Next      molly status\n");
    assertThat(done).endsWith("Next      molly sweep --wait\n");
  }

  @Test
  void whatWasLeftOutIsSaidBeforeWhatWasDone() {
    RetirementStatus after = SampleRetired.goingOn();
    RetiredResource one = after.retired().getFirst();
    var no = new Refusal("drift", "i-0a2 (web-02) is no longer what the plan saw", "look again");
    var leftOut = List.of(new LeftOut(one.resource().ref(), List.of(no)));

    SweepReport sweep =
        SweepReport.of(after, List.of(one), List.of(), List.of(), leftOut, List.of(), true);
    String text = Rendered.text(out -> new SweepText(Rendered.PLAIN).render(sweep, out));

    assertThat(text)
        .containsSubsequence(
            "LEFT OUT (1): nothing was written to these, and the rest went on.",
            "drift: i-0a2 (web-02) is no longer what the plan saw",
            "NOT TOLD: it was left out: i-0a2 (web-02) is no longer what the plan saw")
        .doesNotContain("REFUSED");
  }

  /// Leases end, and restores go on, during a freeze.
  @Test
  void aRefusalBesideARunThatWroteDoesNotSayThatNothingWasWritten() {
    RunResult run = SampleRuns.halted(Operation.SWEEP);
    var freeze = new Refusal("freeze", "a freeze is on: INC-4711", "wait until it is over");
    RetirementStatus after = SampleRetired.goingOn();

    String beside = refused(after, List.of(run), freeze);
    String alone = refused(after, List.of(), freeze);

    assertThat(beside).contains("REFUSED: not all was done for these reasons.");
    assertThat(alone).contains("REFUSED: nothing was written for these reasons.");
  }

  private static String refused(RetirementStatus after, List<RunResult> runs, Refusal no) {
    SweepReport sweep =
        SweepReport.of(after, List.of(), runs, List.of(no), List.of(), List.of(), true);
    return Rendered.text(out -> new SweepText(Rendered.PLAIN).render(sweep, out));
  }

  @Test
  void aHaltedResourceIsShownFirstAndOnceWithTheNextCommand() {
    RunResult run = SampleRuns.halted(Operation.SWEEP);
    var sweep = new SweepReport(SampleRetired.goingOn(), List.of(), List.of(run), List.of());

    String text = Rendered.text(out -> new SweepText(Rendered.PLAIN).render(sweep, out));

    assertThat(text)
        .startsWith("HALTED: i-0a11111111111111a web-01")
        .containsSubsequence(
            "Reason: access denied: ec2:ModifyInstanceAttribute",
            "Others: 1 later step of it was not begun; 4 others went on.",
            "To try again: molly sweep\n",
            "To get it back:\n      molly restore arn:aws:",
            "molly sweep: 1 retired resource now")
        .containsOnlyOnce("HALTED:")
        .containsOnlyOnce("access denied");
    assertThat(sweep.exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  @Test
  void aResourceThatIsNotAnnouncedComesFirstWithWhatToDo() {
    RetirementStatus after = SampleRetired.goingOn();
    SweepReport sweep =
        SweepReport.of(after, after.retired(), List.of(), List.of(), List.of(), List.of(), false);

    String text = Rendered.text(out -> new SweepText(Rendered.PLAIN).render(sweep, out));
    String alone =
        Rendered.text(out -> new SweepText(Rendered.PLAIN).unannounced(after.retired(), out));

    assertThat(text)
        .startsWith("NOT ANNOUNCED: 1 retired resource falls due")
        .contains("NOT TOLD: there is no channel")
        .endsWith("Next      molly explain notify\n");
    assertThat(alone).startsWith("NOT ANNOUNCED:").contains("molly sweep --told");
    assertThat(Rendered.text(out -> new SweepText(Rendered.PLAIN).unannounced(List.of(), out)))
        .isEmpty();
  }

  private static String sweep() {
    return Rendered.text(out -> new SweepText(Rendered.PLAIN).render(SampleRetired.sweep(), out));
  }
}
