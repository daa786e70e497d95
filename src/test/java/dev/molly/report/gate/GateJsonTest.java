package dev.molly.report.gate;

import static dev.molly.report.gate.SampleGateReport.clean;
import static dev.molly.report.gate.SampleGateReport.mixed;
import static dev.molly.report.gate.SampleGateReport.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.molly.gate.GateReport;
import dev.molly.report.format.DocumentSchema;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateJsonTest {
  @Test
  void itIsAsItsSchemaSays() throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(DocumentSchema.GATE.json());

    for (GateReport report : List.of(mixed(), clean())) {
      JsonNode json = new JsonMapper().readTree(written(GateFormat.JSON, report));
      assertThat(schema.validate(json)).isEmpty();
    }
  }

  @Test
  void aProgramSeesWhatStopsAndTheExitCode() throws IOException {
    JsonNode json = new JsonMapper().readTree(written(GateFormat.JSON, mixed()));

    assertThat(json.path("exitCode").asInt()).isEqualTo(4);
    assertThat(json.path("findings").findValues("stops").toString()).isEqualTo("[true, false]");
    assertThat(json.at("/findings/0/steps/0/code/0").asText()).startsWith("molly retire a-1");
  }
}
