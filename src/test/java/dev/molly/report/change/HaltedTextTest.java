package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Operation;
import dev.molly.report.Rendered;
import dev.molly.report.SampleRuns;
import dev.molly.report.format.TextPage;
import org.junit.jupiter.api.Test;

class HaltedTextTest {
  @Test
  void eachCommandHasItsNextCommandForTheResource() {
    String id = "arn:aws:test:eu-west-1:111122223333:ec2-instance/i-0a11111111111111a";

    assertThat(text(Operation.SWEEP)).contains("molly sweep\n", "molly restore " + id);
    assertThat(text(Operation.RESTORE)).contains("molly restore " + id);
    assertThat(text(Operation.PURGE)).contains("molly purge " + id, "molly restore " + id);
    assertThat(text(Operation.RENEW)).contains("molly lease " + id + " --end");
  }

  @Test
  void aRunThatHaltedNothingSaysNothing() {
    String said =
        Rendered.text(
            out -> HaltedText.print(new TextPage(out, Rendered.PLAIN), SampleRuns.everyResult()));

    assertThat(said).isEmpty();
  }

  @Test
  void itIsTheFirstThingSaidOfARunWithWhatWasNotBegun() {
    String run =
        Rendered.text(
            out ->
                new RunText(Rendered.PLAIN)
                    .ran(SampleRuns.halted(Operation.PURGE), "molly purge", out));

    assertThat(run)
        .containsSubsequence(
            "4 of 6 writes done.",
            "HALTED: i-0a11111111111111a web-01 (ec2-instance, 111122223333/eu-west-1):",
            "termination-protection: off -> on: not written: AWS denied it.",
            "Reason: access denied: ec2:ModifyInstanceAttribute",
            "Others: 1 later step of it was not begun; 4 others went on.",
            "To try again:\n      molly purge arn:aws:",
            "Writes    4 done, 1 denied, 1 not begun\n")
        .doesNotContain("NOT REACHED", "DENIED (");
  }

  private static String text(Operation operation) {
    return Rendered.text(
        out -> HaltedText.print(new TextPage(out, Rendered.PLAIN), SampleRuns.halted(operation)));
  }
}
