package dev.molly.report.staged;

import static dev.molly.report.staged.SampleLeases.BROKEN;
import static dev.molly.report.staged.SampleLeases.ENDED;
import static dev.molly.report.staged.SampleLeases.GAP;
import static dev.molly.report.staged.SampleLeases.ON;
import static dev.molly.report.staged.SampleLeases.leases;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.report.Rendered;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseJsonTest {
  private static final Schemas SCHEMA = Schemas.inJar("schema/leases-1.schema.json");

  @Test
  void keepsToItsSchema() throws IOException {
    JsonNode document =
        new ObjectMapper()
            .readTree(
                Rendered.text(
                    out -> LeaseJson.write(leases(List.of(GAP), ON, ENDED, BROKEN), out)));

    assertThat(SCHEMA.errors(document)).isEmpty();
    assertThat(document.at("/leases").findValuesAsText("state"))
        .containsExactly("on", "ended", "unreadable");
  }

  @Test
  void saysNothingOfALeaseWhoseRecordCannotBeRead() throws IOException {
    JsonNode leases =
        new ObjectMapper()
            .readTree(Rendered.text(out -> LeaseJson.write(leases(List.of(), ON, BROKEN), out)))
            .get("leases");

    assertThat(leases.get(0).get("why").asText()).isEqualTo("new kernel");
    assertThat(leases.get(0).get("off").get(0).asText()).isEqualTo("termination-protection");
    assertThat(leases.get(1).get("detail").asText()).isNotEmpty();
    assertThat(leases.get(1).has("until")).isFalse();
    assertThat(leases.get(1).has("off")).isFalse();
  }
}
