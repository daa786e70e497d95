package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.model.CacheUse;
import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextReportTest {
  @Test
  void showsGapsBeforeEverythingElse() {
    String text = Rendered.as(ReportFormat.TEXT, SampleReports.nasty());

    assertThat(text.indexOf("GAPS: 3 places")).isBetween(0, text.indexOf("CRITICAL"));
  }

  @Test
  void countsWhatNeedsNobodyAndListsTheRest() {
    String text = Rendered.as(ReportFormat.TEXT, SampleReports.nasty());

    assertThat(text)
        .contains("i-0a00000000000000a", "i-0300000000000000c", "i-0e00000000000000e")
        .doesNotContain("i-0100000000000000a", "i-0200000000000000b", "i-0f00000000000000f")
        .contains("1 unknown, 7 fail, 1 ineffective, 1 exempt, 1 not-applicable, 2 pass");
  }

  @Test
  void saysOnceWhatManyFindingsShare() {
    String text = Rendered.as(ReportFormat.TEXT, SampleReports.fleet(3_000));

    assertThat(text.split("termination protection is off", -1)).hasSize(4 + 1);
    assertThat(text.lines().filter(line -> line.startsWith("      molly protect --id ")))
        .hasSize(2_400);
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void wrapsProseAndNeverACommand(int width) {
    String text =
        Rendered.by(
            new TextReport(new TextDisplay(width, false), ReportContext.PLAIN),
            SampleReports.nasty());

    List<String> tooLong =
        text.lines().filter(line -> TextPage.columns(line) > width).map(String::strip).toList();
    assertThat(tooLong).allMatch(line -> line.startsWith("molly protect --id arn:"));
    assertThat(text).contains("/i-0d00000000000000d\n");
  }

  @Test
  void writesNoEscapeSequenceWithoutColour() {
    assertThat(Rendered.as(ReportFormat.TEXT, SampleReports.nasty())).doesNotContain("\u001b");
  }

  @Test
  void writesOutWhatAnIdAndAFixShouldNeverHold() {
    ScanReport report = SampleReports.withIdAndFix(SampleReports.ANSI, SampleReports.ANSI);

    assertThat(Rendered.as(ReportFormat.TEXT, report))
        .doesNotContain("\u001b", "\u009b")
        .contains("    web\\u001b[2J", "ec2-instance/web\\u001b[2J");
  }

  @Test
  void saysTheSameInColour() {
    ScanReport report = SampleReports.nasty();

    String coloured =
        Rendered.by(new TextReport(new TextDisplay(80, true), ReportContext.PLAIN), report);

    assertThat(coloured).contains("\u001b[1;31mCRITICAL");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(Rendered.as(ReportFormat.TEXT, report));
  }

  @Test
  void endsWithTheNextCommand() {
    assertThat(lastLine(SampleReports.nasty())).isEqualTo("Next      molly explain unknown");
    assertThat(lastLine(SampleReports.cleanButForGaps())).isEqualTo("Next      molly explain gap");
    assertThat(lastLine(ofOneAccount(SampleReports.fleet(1)))).isEqualTo("Next      molly protect");
    assertThat(lastLine(SampleReports.clean()))
        .isEqualTo("Next      molly scan --report html=molly.html");
  }

  /// A protect without an id is of one account.
  @Test
  void ofSeveralAccountsTheNextCommandIsThatOfTheWorstFinding() {
    assertThat(lastLine(SampleReports.fleet(1)))
        .isEqualTo(
            "Next      molly protect --id"
                + " arn:aws:test:us-east-1:111122223333:ec2-instance/i-00000000000000000");
  }

  @Test
  void aWordOfAnOptionIsNoCommand() {
    var profile = new Invocation.Given("--profile", List.of("--profile", "merge"));
    var typed =
        new Invocation(
            List.of("molly", "scan", "--profile", "merge"),
            List.of(profile),
            name ->
                Optional.ofNullable(
                    Map.of("scan", Set.of("--profile"), "protect", Set.of("--profile")).get(name)));
    var display = new TextDisplay(80, false, typed);

    String text =
        Rendered.by(
            ReportRenderers.of(ReportFormat.TEXT, display), ofOneAccount(SampleReports.fleet(1)));

    assertThat(text).endsWith("Next      molly protect --profile merge\n");
  }

  @Test
  void ofManyNotesAboutTheCacheTheFirstFewAreShown() {
    ScanReport clean = SampleReports.clean();
    List<String> notes = IntStream.range(10, 40).mapToObj(n -> "note " + n).toList();
    var report =
        new ScanReport(
            clean.startedAt(),
            clean.endedAt(),
            clean.mollyVersion(),
            clean.policies(),
            clean.rules(),
            clean.targets(),
            clean.resources(),
            clean.budget(),
            clean.gaps(),
            clean.findings(),
            clean.accounts(),
            Optional.of(new CacheUse(0, 5, Optional.empty(), notes)),
            clean.shard(),
            clean.narrowed(),
            clean.estimate());

    assertThat(Rendered.as(ReportFormat.TEXT, report))
        .contains("note 15\nCache     and 24 notes like these (--format json has all)\n")
        .doesNotContain("note 16");
    assertThat(Rendered.as(ReportFormat.JSON, report)).contains("note 39");
  }

  private static ScanReport ofOneAccount(ScanReport report) {
    return new ScanReport(
        report.startedAt(),
        report.endedAt(),
        report.mollyVersion(),
        report.policies(),
        report.rules(),
        List.of(report.findings().getFirst().resource().id().target()),
        report.resources(),
        report.budget(),
        report.gaps(),
        report.findings());
  }

  @Test
  void givesWideCharactersTwoColumns() {
    assertThat(TextPage.columns("a\u65e5\ud83d\udd25e\u0301")).isEqualTo(6);
  }

  private static String lastLine(ScanReport report) {
    return Rendered.as(ReportFormat.TEXT, report).lines().toList().getLast();
  }
}
