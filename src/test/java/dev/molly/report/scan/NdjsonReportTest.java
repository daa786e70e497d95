package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.history.ScanComparison;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas LINE = Schemas.inJar("schema/scan-line-1.schema.json");

  @Test
  void streamsLinesThatSayWhatTheyAre() throws Exception {
    List<String> lines = Rendered.as(ReportFormat.NDJSON, SampleReports.nasty()).lines().toList();

    for (String line : lines) {
      assertThat(LINE.errors(JSON.readTree(line))).as(line).isEmpty();
    }
    assertThat(lines).hasSize(1 + 3 + 4 + 13 + 3 + 1);
    assertThat(lines.getFirst()).startsWith("{\"type\":\"scan-started\"");
    assertThat(lines.getLast()).startsWith("{\"type\":\"summary\"");
  }

  @Test
  void hasASchemaThatABrokenLineDoesNotKeepTo() throws Exception {
    assertThat(LINE.errors(JSON.readTree("{\"type\":\"news\"}"))).isNotEmpty();
    assertThat(LINE.errors(JSON.readTree("{\"type\":\"gap\",\"why\":\"denied\"}"))).isNotEmpty();
    assertThat(
            LINE.errors(
                JSON.readTree(
                    "{\"type\":\"gap\",\"account\":\"111122223333\",\"why\":\"w\",\"extra\":1}")))
        .isNotEmpty();
  }

  @Test
  void aStreamThatWasCutOffHasNoSummary() {
    var out = new FailsLate();

    assertThatThrownBy(
            () ->
                new NdjsonReport(Invocation.none(), ScanComparison.none())
                    .render(SampleReports.fleet(1_000), out))
        .hasMessageContaining("no space left");

    assertThat(out.toString()).startsWith("{\"type\":\"scan-started\"").doesNotContain("summary");
  }

  /// Takes some text, and then no more.
  private static final class FailsLate extends StringWriter {
    private int writes;

    @Override
    public void write(char[] text, int offset, int length) {
      if (++writes > 2) {
        throw new UncheckedIOException(new IOException("no space left"));
      }
      super.write(text, offset, length);
    }
  }
}
