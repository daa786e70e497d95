package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.gate.GateRule;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GateSarifTest {
  @Test
  void whatIsAllowedIsSuppressedAndWhatIsUnclearFailsTheRun() throws IOException {
    JsonNode run = new JsonMapper().readTree(written(GateFormat.SARIF, mixed())).at("/runs/0");

    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean(true)).isFalse();
    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("gate-delete");
    assertThat(run.at("/results/0/level").asText()).isEqualTo("error");
    assertThat(run.at("/results/0").has("suppressions")).isFalse();
    assertThat(run.at("/results/1/suppressions/0/justification").asText()).contains("moved");
    assertThat(run.at("/tool/driver/rules").size()).isEqualTo(GateRule.values().length);
  }

  @Test
  void aCleanPlanIsASuccessfulRunWithoutResults() throws IOException {
    JsonNode run = new JsonMapper().readTree(written(GateFormat.SARIF, clean())).at("/runs/0");

    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isTrue();
    assertThat(run.path("results").isEmpty()).isTrue();
  }
}
