package dev.molly.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.report.format.PrintableText;
import dev.molly.report.scan.FailOn;
import dev.molly.report.scan.GroupBy;
import dev.molly.report.scan.ReportContext;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.scan.ReportRenderers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each format, as it was last looked at and found good. After a change on purpose, run with
/// `-Dmolly.golden=write` and read the difference before it is committed.
class GoldenReportTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/report");

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "HTML")
  void writesWhatItWroteBefore(ReportFormat format) throws IOException {
    Path golden = GOLDEN.resolve("nasty." + format.word());
    String now = Rendered.as(format, SampleReports.nasty());

    if ("write".equals(System.getProperty("molly.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, now, UTF_8);
    }

    assertThat(now).isEqualTo(Files.readString(golden, UTF_8));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLACE")
  void groupsTheTextReportAsItDidBefore(GroupBy groupBy) throws IOException {
    var context =
        new ReportContext(
            FailOn.ANY, groupBy, ScanComparison.none(), ScanHistory.Scans.NONE, false);

    Golden.assertSame(
        "nasty-by-" + groupBy.word() + ".text",
        Rendered.by(
            ReportRenderers.of(ReportFormat.TEXT, Rendered.PLAIN, context), SampleReports.nasty()));
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameBytesForTheSameReport(ReportFormat format) {
    assertThat(Rendered.as(format, SampleReports.nasty()))
        .isEqualTo(Rendered.as(format, SampleReports.nasty()));
  }

  @ParameterizedTest
  @EnumSource
  void writesTheSameBytesInWhateverOrderThingsWereRead(ReportFormat format) {
    String expected = Rendered.as(format, SampleReports.nasty());

    for (long seed = 0; seed < 20; seed++) {
      assertThat(Rendered.as(format, SampleReports.shuffled(SampleReports.nasty(), seed)))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void showsNothingUnseenInAnyFormat(ReportFormat format) {
    String rendered = Rendered.as(format, SampleReports.nasty());

    assertThat(rendered.codePoints().filter(c -> c != '\n' && c != '\r'))
        .noneMatch(PrintableText::unseen);
  }
}
