package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.history.ScanComparison;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.inJar("schema/scan-report-1.schema.json");

  @Test
  void keepsToItsSchema() throws Exception {
    for (var report :
        List.of(
            SampleReports.nasty(),
            SampleReports.clean(),
            SampleReports.empty(),
            SampleReports.fleet(50))) {
      JsonNode document = JSON.readTree(Rendered.as(ReportFormat.JSON, report));

      assertThat(SCHEMA.errors(document)).isEmpty();
    }
  }

  @Test
  void hasASchemaThatABrokenDocumentDoesNotKeepTo() throws Exception {
    assertBroken(document -> document.put("schemaVersion", 2));
    assertBroken(document -> document.remove("gaps"));
    assertBroken(document -> document.put("extra", true));
    assertBroken(document -> document.put("startedAt", "yesterday"));
    assertBroken(document -> ((ObjectNode) document.at("/findings/0")).put("status", "maybe"));
    assertBroken(document -> ((ObjectNode) document.at("/findings/0")).remove("reason"));
    assertBroken(document -> ((ObjectNode) document.at("/findings/0")).put("extra", 1));
    assertBroken(document -> ((ObjectNode) document.at("/gaps/0")).put("account", "12"));
    assertBroken(document -> ((ObjectNode) document.at("/summary/statuses")).remove("pass"));
  }

  @Test
  void losesNothingOfWhatAwsSaid() throws Exception {
    JsonNode findings =
        JSON.readTree(Rendered.as(ReportFormat.JSON, SampleReports.nasty())).get("findings");

    assertThat(findings.findValuesAsText("name"))
        .contains(
            SampleReports.ANSI,
            SampleReports.FORMULA,
            SampleReports.SCRIPT,
            SampleReports.NEWLINE,
            SampleReports.TURNED,
            SampleReports.EMOJI,
            SampleReports.CDATA_END);
  }

  @Test
  void namesAResourceByWhatAPersonWouldType() throws Exception {
    JsonNode finding =
        JSON.readTree(Rendered.as(ReportFormat.JSON, SampleReports.clean())).at("/findings/0");

    assertThat(finding.get("id").asText()).isEqualTo("i-0200000000000000b");
    assertThat(finding.has("fix")).isFalse();
    assertThat(finding.has("missingPermission")).isFalse();
  }

  @Test
  void isNeverMadeToLookWholeAfterItWasCutOff() {
    var out = new FailsOnce();

    assertThatThrownBy(
            () ->
                new JsonReport(Invocation.none(), ScanComparison.none())
                    .render(SampleReports.fleet(1_000), out))
        .hasMessageContaining("no space left");

    assertThat(out.toString().stripTrailing()).isNotEmpty().doesNotEndWith("]\n}");
    assertThatThrownBy(() -> JSON.readTree(out.toString())).isInstanceOf(IOException.class);
  }

  private static void assertBroken(Consumer<ObjectNode> damage) throws Exception {
    var document =
        (ObjectNode) JSON.readTree(Rendered.as(ReportFormat.JSON, SampleReports.nasty()));

    damage.accept(document);

    assertThat(SCHEMA.errors(document)).isNotEmpty();
  }

  /// Takes some text, fails, and then takes more.
  private static final class FailsOnce extends StringWriter {
    private int writes;

    @Override
    public void write(char[] text, int offset, int length) {
      if (++writes == 3) {
        throw new UncheckedIOException(new IOException("no space left"));
      }
      super.write(text, offset, length);
    }
  }
}
