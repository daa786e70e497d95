package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.ScanReport;
import dev.molly.report.Rendered;
import dev.molly.report.SampleReports;
import dev.molly.report.Schemas;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SarifReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.sarif();

  @Test
  void keepsToTheOfficialSchema() throws Exception {
    for (ScanReport report :
        List.of(SampleReports.nasty(), SampleReports.clean(), SampleReports.empty())) {
      assertThat(SCHEMA.errors(JSON.readTree(Rendered.as(ReportFormat.SARIF, report)))).isEmpty();
    }
  }

  @Test
  void isCheckedAgainstASchemaThatABrokenDocumentDoesNotKeepTo() throws Exception {
    var document =
        (ObjectNode) JSON.readTree(Rendered.as(ReportFormat.SARIF, SampleReports.nasty()));

    ((ObjectNode) document.at("/runs/0/results/0")).put("level", "dreadful");

    assertThat(SCHEMA.errors(document)).isNotEmpty();
  }

  @Test
  void hasAResultForEachViolationAndEachUnknown() throws Exception {
    JsonNode results = run(SampleReports.nasty()).get("results");

    assertThat(results).hasSize(9);
    assertThat(results.findValuesAsText("kind")).contains("open", "fail");
    assertThat(results)
        .allMatch(
            result ->
                "open".equals(result.get("kind").asText())
                    == "none".equals(result.get("level").asText()));
  }

  @Test
  void saysThatARunWithGapsDidNotSucceed() throws Exception {
    JsonNode invocation = run(SampleReports.nasty()).at("/invocations/0");

    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
    assertThat(invocation.get("toolExecutionNotifications")).hasSize(3 + 1);
  }

  @Test
  void saysThatARunWithNothingButGapsDidNotSucceed() throws Exception {
    JsonNode invocation = run(SampleReports.cleanButForGaps()).at("/invocations/0");

    assertThat(invocation.get("executionSuccessful").asBoolean()).isFalse();
  }

  @Test
  void saysThatACompleteRunSucceeded() throws Exception {
    JsonNode invocation = run(SampleReports.fleet(5)).at("/invocations/0");

    assertThat(invocation.get("executionSuccessful").asBoolean()).isTrue();
    assertThat(invocation.get("toolExecutionNotifications")).isEmpty();
  }

  @Test
  void placesEachResultWhereCodeScanningAcceptsIt() throws Exception {
    for (JsonNode result : run(SampleReports.nasty()).get("results")) {
      JsonNode place = result.at("/locations/0/physicalLocation");

      assertThat(place.at("/artifactLocation/uri").asText())
          .matches("aws/[0-9]{12}/[a-z0-9-]+/[a-z0-9-]+/[A-Za-z0-9._~%-]+");
      assertThat(place.at("/region/startLine").asInt()).isEqualTo(1);
      assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
          .startsWith("arn:aws:");
    }
  }

  @Test
  void fingerprintsAFindingTheSameInEachRunAndEachFindingDifferently() throws Exception {
    List<String> once = fingerprints(SampleReports.nasty());

    assertThat(fingerprints(SampleReports.nasty())).isEqualTo(once);
    assertThat(once).doesNotHaveDuplicates().hasSize(9);
  }

  @Test
  void makesNoLinkOfTextFromAws() throws Exception {
    Pattern link = Pattern.compile("\\]\\(");

    for (JsonNode text : run(SampleReports.nasty()).findValues("text")) {
      assertThat(text.asText()).doesNotContainPattern(link);
    }
  }

  private static List<String> fingerprints(ScanReport report) throws Exception {
    return run(report).get("results").findValuesAsText("primaryLocationLineHash");
  }

  private static JsonNode run(ScanReport report) throws Exception {
    return JSON.readTree(Rendered.as(ReportFormat.SARIF, report)).at("/runs/0");
  }
}
