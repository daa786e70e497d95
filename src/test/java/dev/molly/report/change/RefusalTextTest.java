package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.plan.Refusal;
import dev.molly.report.Rendered;
import dev.molly.report.format.TextPage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTextTest {
  private static final Refusal FIRST = new Refusal("drift", "web-01 has changed", "look again");
  private static final Refusal SECOND = new Refusal("drift", "web-02 has changed", "look again");
  private static final Refusal OTHER = new Refusal("freeze", "a freeze is on", "wait");

  @Test
  void saysEveryReasonAndASharedRemedyOnce() {
    String text = text(page -> RefusalText.print(page, List.of(FIRST, OTHER, SECOND)));

    assertThat(text)
        .containsSubsequence(
            "drift: web-01 has changed\n",
            "drift: web-02 has changed\n",
            "To fix: look again\n",
            "freeze: a freeze is on\n",
            "To fix: wait\n");
    assertThat(text.split("look again", -1)).hasSize(2);
  }

  @Test
  void theSameRemedyOfAnotherGuardIsSaidAgain() {
    var other = new Refusal("clock", "the clocks differ", "look again");

    assertThat(text(page -> RefusalText.print(page, List.of(FIRST, other))).split("look again", -1))
        .hasSize(3);
  }

  @Test
  void saysHowManyWereLeftOutAndNothingWhenNoneWas() {
    assertThat(text(page -> RefusalText.leftOut(page, List.of(FIRST, SECOND))))
        .startsWith("LEFT OUT (2): nothing was written to these, and the rest went on.\n")
        .contains("drift: web-01 has changed", "To fix: look again");
    assertThat(text(page -> RefusalText.leftOut(page, List.of()))).isEmpty();
  }

  private interface Part {
    void on(TextPage page) throws IOException;
  }

  private static String text(Part part) {
    return Rendered.text(out -> part.on(new TextPage(out, Rendered.PLAIN)));
  }
}
