package dev.molly.report.staged;

import static dev.molly.report.staged.SampleLeases.BROKEN;
import static dev.molly.report.staged.SampleLeases.ENDED;
import static dev.molly.report.staged.SampleLeases.GAP;
import static dev.molly.report.staged.SampleLeases.ON;
import static dev.molly.report.staged.SampleLeases.leases;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.report.Rendered;
import dev.molly.report.format.TextDisplay;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTextTest {
  @Test
  void whatNeedsSomebodyComesFirst() {
    String text = text(leases(List.of(), ON, ENDED, BROKEN));

    assertThat(text.indexOf("ENDED:")).isBetween(0, text.indexOf("Until:"));
    assertThat(text.indexOf("NO RECORD TO RELY ON:")).isBetween(0, text.indexOf("Until:"));
  }

  @Test
  void noneInAGapIsNotNone() {
    String text = text(leases(List.of(GAP)));

    assertThat(text).contains("in what could be read", "GAPS:", "access denied");
  }

  @Test
  void saysWhichProtectionIsOffAndHowToEndTheLease() {
    assertThat(text(leases(List.of(), ON)))
        .startsWith("1 lease.\n")
        .contains(
            "Until: 2026-11-23T10:00:00Z\n",
            "Leased: 2026-11-23T07:00:00Z by arn:aws:iam::111122223333:user/ada\n",
            "Why: new kernel\n",
            "Off: termination-protection\n",
            "End it: molly lease i-0000000000000000a --end\n");
  }

  @Test
  void endsWithTheCommandThatHelps() {
    assertThat(text(leases(List.of(GAP), ENDED))).endsWith("Next      molly explain gap\n");
    assertThat(text(leases(List.of(), ENDED))).endsWith("Next      molly sweep\n");
    assertThat(text(leases(List.of(), ON))).endsWith("Next      molly scan\n");
  }

  private static String text(LeaseReport leases) {
    return Rendered.text(out -> new LeaseText(new TextDisplay(80, false)).render(leases, out));
  }
}
