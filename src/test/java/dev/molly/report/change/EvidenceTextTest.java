package dev.molly.report.change;

import static dev.molly.model.Evidence.Topic.AGE;
import static dev.molly.model.Evidence.Topic.BACKUP;
import static dev.molly.model.Evidence.Topic.LOSS;
import static dev.molly.model.Evidence.Topic.REFERS;
import static dev.molly.model.Evidence.Topic.SIZE;
import static dev.molly.model.Evidence.Topic.USE;
import static dev.molly.model.Evidence.Topic.WHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.Evidence;
import dev.molly.report.Rendered;
import dev.molly.report.format.PrintableText;
import dev.molly.report.format.TextDisplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The golden file is written anew with `-Dmolly.golden=write`; read the difference.
class EvidenceTextTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report/evidence.text");

  private static final List<Evidence> EVIDENCE =
      List.of(
          new Evidence.Note(WHAT, "m5d.large in eu-west-1a, running"),
          new Evidence.Note(SIZE, "2 EBS volumes, 130 GiB"),
          new Evidence.Note(AGE, "last started on 2026-11-23, 5 hours ago (its launch time)"),
          new Evidence.Unknown(
              USE,
              "the metrics of its processors and its network could not be read: access denied:"
                  + " cloudwatch:GetMetricData",
              "cloudwatch:GetMetricData"),
          new Evidence.Warning(
              REFERS, "target group web\u001b[2J\u202e sends it traffic (healthy)"),
          new Evidence.Unknown(REFERS, "not looked at: DNS records", ""),
          new Evidence.Warning(BACKUP, "there is no completed snapshot of vol-0a1b2c3d"),
          new Evidence.Warning(
              LOSS, "m5d.large has an instance store of 75 GB: what is on it goes with a stop"),
          new Evidence.Warning(USE, "CPU over 14 days: 34 % on average, 97 % at most"));

  private static String on(TextDisplay display) {
    return Rendered.text(out -> new EvidenceText(display).print(EVIDENCE, out));
  }

  @Test
  void showsWhatItShowedBefore() throws IOException {
    String now = on(Rendered.PLAIN);
    if ("write".equals(System.getProperty("molly.golden"))) {
      Files.writeString(GOLDEN, now, UTF_8);
    }

    assertThat(now).isEqualTo(Files.readString(GOLDEN, UTF_8));
  }

  @Test
  void reasonsToStopComeFirstAndFactsLast() {
    assertThat(on(Rendered.PLAIN)).containsSubsequence("Warnings (4)", "Unknown (2)", "Notes (3)");
  }

  @Test
  void anUnknownNamesTheMissingPermission() {
    assertThat(on(new TextDisplay(400, false)))
        .contains("(missing permission: cloudwatch:GetMetricData)");
  }

  @Test
  void showsNothingUnseen() {
    assertThat(on(Rendered.PLAIN).codePoints().filter(c -> c != '\n'))
        .noneMatch(PrintableText::unseen);
  }

  @Test
  void saysTheSameInColour() {
    String coloured = on(new TextDisplay(80, true));

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(on(Rendered.PLAIN));
  }

  @Test
  void aPartWithoutEvidenceIsLeftOut() {
    String calm =
        Rendered.text(
            out -> new EvidenceText(Rendered.PLAIN).print(List.of(EVIDENCE.getFirst()), out));

    assertThat(calm)
        .isEqualTo("Notes (1): no reason to stop.\n  what: m5d.large in eu-west-1a, running\n");
  }
}
