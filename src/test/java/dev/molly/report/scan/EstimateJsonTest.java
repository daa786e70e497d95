package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.model.AccountDirectory;
import dev.molly.model.Gap;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanEstimate.PastScan;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EstimateJsonTest {
  private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");

  @Test
  void everyPlaceGapAndTheLastScanAreInItBySchema() throws IOException {
    var gap =
        new Gap(
            EstimateTextTest.ACCOUNT, Optional.empty(), Optional.empty(), "why", Optional.empty());
    var past = new PastScan(AT, Duration.ofMinutes(3), false);
    var out = new StringWriter();

    EstimateJson.write(
        new ScanEstimate(AT, EstimateTextTest.budget(60), Optional.of(past), List.of(gap), 7),
        AccountDirectory.EMPTY,
        out);

    JsonNode json = new JsonMapper().readTree(out.toString());
    assertThat(Schemas.inJar("schema/estimate-1.schema.json").errors(json)).isEmpty();
    assertThat(json.path("places")).hasSize(60);
    assertThat(json.path("calls").asLong()).isEqualTo(60 * 61 / 2);
    assertThat(json.at("/lastScan/complete").asBoolean(true)).isFalse();
    assertThat(json.at("/lastScan/seconds").asInt()).isEqualTo(180);
    assertThat(json.at("/gaps/0/why").asText()).isEqualTo("why");
    assertThat(json.path("spent").asLong()).isEqualTo(7);
  }
}
