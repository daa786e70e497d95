package dev.molly.report;

import static dev.molly.model.Clue.Topic.AGE;
import static dev.molly.model.Clue.Topic.BACKUP;
import static dev.molly.model.Clue.Topic.LOSS;
import static dev.molly.model.Clue.Topic.REFERS;
import static dev.molly.model.Clue.Topic.SIZE;
import static dev.molly.model.Clue.Topic.USE;
import static dev.molly.model.Clue.Topic.WHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import dev.molly.model.Clue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The golden file is written anew with `-Dmolly.golden=write`; read the difference.
class ClueTextTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report/clues.text");

  private static final List<Clue> CLUES =
      List.of(
          new Clue.Calm(WHAT, "m5d.large in eu-west-1a, running"),
          new Clue.Calm(SIZE, "2 EBS volumes, 130 GiB"),
          new Clue.Calm(AGE, "last started on 2026-11-23, 5 hours ago (its launch time)"),
          new Clue.Unknown(
              USE,
              "the metrics of its processors and its network could not be read: access denied:"
                  + " cloudwatch:GetMetricData",
              "cloudwatch:GetMetricData"),
          new Clue.Alarm(REFERS, "target group web\u001b[2J\u202e sends it traffic (healthy)"),
          new Clue.Unknown(REFERS, "not looked at: DNS records", ""),
          new Clue.Alarm(BACKUP, "there is no completed snapshot of vol-0a1b2c3d"),
          new Clue.Alarm(
              LOSS, "m5d.large has an instance store of 75 GB: what is on it goes with a stop"),
          new Clue.Alarm(USE, "CPU over 14 days: 34 % on average, 97 % at most"));

  private static String on(Display display) {
    return Rendered.text(out -> new ClueText(display).print(CLUES, out));
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
    assertThat(on(Rendered.PLAIN))
        .containsSubsequence("STOP AND THINK (4)", "NOT KNOWN (2)", "ALSO (3)");
  }

  @Test
  void anUnknownNamesTheMissingPermission() {
    assertThat(on(new Display(400, false)))
        .contains("(missing permission: cloudwatch:GetMetricData)");
  }

  @Test
  void showsNothingUnseen() {
    assertThat(on(Rendered.PLAIN).codePoints().filter(c -> c != '\n'))
        .noneMatch(VisibleText::unseen);
  }

  @Test
  void saysTheSameInColour() {
    String coloured = on(new Display(80, true));

    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(on(Rendered.PLAIN));
  }

  @Test
  void aPartWithoutCluesIsLeftOut() {
    String calm =
        Rendered.text(out -> new ClueText(Rendered.PLAIN).print(List.of(CLUES.getFirst()), out));

    assertThat(calm)
        .isEqualTo("ALSO (1): no reason to stop.\n  what: m5d.large in eu-west-1a, running\n");
  }

  @Test
  void asJsonEachHasItsWeight() {
    String json =
        Rendered.text(
            out -> {
              try (var generator = new JsonFactory().createGenerator(out)) {
                ClueJson.write(List.of(CLUES.get(1), CLUES.get(3), CLUES.get(6)), generator);
              }
            });

    assertThat(json)
        .isEqualTo(
            "[{\"topic\":\"size\",\"weight\":\"calm\",\"sentence\":\"2 EBS volumes, 130 GiB\"},"
                + "{\"topic\":\"use\",\"weight\":\"unknown\",\"sentence\":\"the metrics of its"
                + " processors and its network could not be read: access denied:"
                + " cloudwatch:GetMetricData\",\"missingPermission\":\"cloudwatch:GetMetricData\"},"
                + "{\"topic\":\"backup\",\"weight\":\"alarm\",\"sentence\":\"there is no completed"
                + " snapshot of vol-0a1b2c3d\"}]");
  }
}
