package dev.molly.report.staged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.report.Golden;
import dev.molly.report.Rendered;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import dev.molly.retire.RetiredResource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetiredJsonTest {
  @Test
  void writesWhatItWroteBefore() throws IOException {
    Golden.assertSame("status-every.json", json(SampleRetired.every()));
    Golden.assertSame("sweep-every.json", sweepJson());
  }

  @Test
  void theJsonIsAsItsSchemasSay() throws IOException {
    var mapper = new ObjectMapper();

    assertThat(
            Schemas.inJar("schema/status-2.schema.json")
                .errors(mapper.readTree(json(SampleRetired.every()))))
        .isEmpty();
    assertThat(Schemas.inJar("schema/sweep-2.schema.json").errors(mapper.readTree(sweepJson())))
        .isEmpty();
  }

  @Test
  void saysWhenARecordIsNotKnownHereAndNothingWhenItIs() throws IOException {
    RetiredResource known = SampleRetired.every().retired().getFirst();
    var unknown =
        new RetiredResource(
            known.resource(), known.status(), known.meanwhile(), known.failedStart(), false);
    JsonNode retired =
        new ObjectMapper()
            .readTree(
                json(
                    new RetirementStatus(
                        SampleRetired.NOW,
                        SampleRetired.LOOKED,
                        List.of(known, unknown),
                        List.of())))
            .get("retired");

    assertThat(retired.get(0).has("knownHere")).isFalse();
    assertThat(retired.get(1).get("knownHere").asBoolean(true)).isFalse();
  }

  @Test
  void saysWhyTheStartOfARestoreFailed() throws IOException {
    JsonNode status = new ObjectMapper().readTree(json(SampleRetired.notStarted()));

    assertThat(status.at("/retired/0/failedStart").asText())
        .isEqualTo("it is stopped again: Client.InternalError");
    assertThat(status.get("exitCode").asInt()).isEqualTo(1);
    assertThat(Schemas.inJar("schema/status-2.schema.json").errors(status)).isEmpty();
  }

  @Test
  void aResourceWithoutARecordToRelyOnHasNone() throws IOException {
    JsonNode retired = new ObjectMapper().readTree(json(SampleRetired.every())).get("retired");

    assertThat(retired.findValuesAsText("status"))
        .containsExactly("done", "waiting", "pending", "blocked", "invalid-record", "unreachable");
    assertThat(retired.get(4).has("record")).isFalse();
    assertThat(retired.get(5).has("record")).isTrue();
  }

  private static String json(RetirementStatus retirementStatus) {
    return Rendered.text(out -> RetiredJson.write(retirementStatus, Invocation.none(), out));
  }

  private static String sweepJson() {
    return Rendered.text(
        out ->
            RetiredJson.write(
                SampleRetired.sweep(), SampleRetired.sweep().exitCode(), Invocation.none(), out));
  }
}
