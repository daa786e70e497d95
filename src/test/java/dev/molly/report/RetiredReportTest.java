package dev.molly.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.ExitCode;
import dev.molly.plan.LeftOut;
import dev.molly.plan.Refusal;
import dev.molly.report.format.Invocation;
import dev.molly.report.staged.DueCalendar;
import dev.molly.report.staged.RetiredJson;
import dev.molly.report.staged.RetirementStatus;
import dev.molly.report.staged.StatusText;
import dev.molly.report.staged.SweepReport;
import dev.molly.report.staged.SweepText;
import dev.molly.retire.RetiredResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetiredReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report");

  @Test
  void showsWhatItShowedBefore() throws IOException {
    assertGolden("status-every.text", status(SampleRetired.every()));
    assertGolden("status-none.text", status(SampleRetired.none()));
    assertGolden("status-every.json", json(SampleRetired.every()));
    assertGolden("status-every.ics", calendar());
    assertGolden("sweep-every.text", sweep());
    assertGolden("sweep-every.json", sweepJson());
  }

  @Test
  void whatSomebodyHasToLookAtComesBeforeEverythingElse() {
    String text = status(SampleRetired.every());

    List<Integer> places =
        List.of("GAPS:", "BLOCKED:", "NO RECORD TO RELY ON:", "== account").stream()
            .map(text::indexOf)
            .toList();
    assertThat(places).isSorted().doesNotContain(-1);
    assertThat(text).doesNotContain("\u001b");
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
  void whatWasLeftOutIsSaidBeforeWhatWasDoneAndTheExitCodeIs4() {
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
    assertThat(sweep.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(sweep.exitCodeOfWrites()).isEqualTo(ExitCode.INCOMPLETE);
  }

  @Test
  void anOwnerWhoIsLeftForTheNextSweepMakesItIncomplete() {
    RetirementStatus after = SampleRetired.goingOn();

    SweepReport sweep =
        SweepReport.of(after, after.retired(), List.of(), List.of(), List.of(), List.of(), true);

    assertThat(sweep.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(sweep.exitCodeOfWrites()).isEqualTo(ExitCode.CLEAN);
  }

  @Test
  void whatIsKeptForItsNameIsNeverDue() {
    RetirementStatus kept = SampleRetired.keptForItsName();

    assertThat(status(kept)).contains("Due: never").doesNotContain("9999");
    assertThat(Rendered.text(out -> DueCalendar.write(kept, out))).doesNotContain("VEVENT");
  }

  @Test
  void exitsWithTheWorst() {
    RetirementStatus every = SampleRetired.every();
    var seen = every.retired().subList(0, 5);

    assertThat(every.exitCode()).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(
            new RetirementStatus(SampleRetired.NOW, SampleRetired.LOOKED, seen, List.of())
                .exitCode())
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(
            new RetirementStatus(
                    SampleRetired.NOW, SampleRetired.LOOKED, seen.subList(0, 3), List.of())
                .exitCode())
        .isEqualTo(ExitCode.CLEAN);
    assertThat(SampleRetired.sweep().exitCode()).isEqualTo(ExitCode.PARTLY_FAILED);
  }

  @Test
  void theJsonIsAsItsSchemasSay() throws IOException {
    var mapper = new ObjectMapper();

    assertThat(
            Schemas.inJar("schema/status-2.schema.json")
                .errors(mapper.readTree(json(SampleRetired.every()))))
        .isEmpty();
    assertThat(Schemas.inJar("schema/sweep-2.schema.json").errors(mapper.readTree(sweepJson())))
        .isEmpty();
  }

  @Test
  void theCalendarRemindsTwoDaysBeforeAndFoldsItsLines() {
    assertThat(calendar())
        .contains("TRIGGER:-P2D", "UID:i-0a1-", "DTSTART:20261126T103000Z", "since spring\\, I")
        .doesNotContain("i-0a5");
    assertThat(calendar().lines()).allMatch(line -> line.getBytes(UTF_8).length <= 75);
  }

  private static String status(RetirementStatus retirementStatus) {
    return Rendered.text(out -> new StatusText(Rendered.PLAIN).render(retirementStatus, out));
  }

  private static String json(RetirementStatus retirementStatus) {
    return Rendered.text(out -> RetiredJson.write(retirementStatus, Invocation.none(), out));
  }

  private static String calendar() {
    return Rendered.text(out -> DueCalendar.write(SampleRetired.every(), out));
  }

  private static String sweep() {
    return Rendered.text(out -> new SweepText(Rendered.PLAIN).render(SampleRetired.sweep(), out));
  }

  private static String sweepJson() {
    return Rendered.text(out -> RetiredJson.write(SampleRetired.sweep(), Invocation.none(), out));
  }

  private static void assertGolden(String file, String now) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if ("write".equals(System.getProperty("molly.golden"))) {
      Files.writeString(golden, now, UTF_8);
    }

    assertThat(now).isEqualTo(Files.readString(golden, UTF_8));
  }
}
