package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GateCodeQualityTest {
  @Test
  void everyIssueHasWhatGitLabReads() throws IOException {
    JsonNode issues = new JsonMapper().readTree(written(GateFormat.GITLAB, mixed()));

    assertThat(issues).hasSize(2);
    for (JsonNode issue : issues) {
      assertThat(issue.path("description").asText()).isNotEmpty();
      assertThat(issue.path("fingerprint").asText()).hasSize(32);
      assertThat(issue.path("severity").asText()).isEqualTo("blocker");
      assertThat(issue.at("/location/path").asText()).isEqualTo("plan.json");
      assertThat(issue.at("/location/lines/begin").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aCleanPlanHasNone() {
    assertThat(written(GateFormat.GITLAB, clean())).isEqualTo("[]\n");
  }
}
