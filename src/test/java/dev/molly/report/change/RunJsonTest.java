package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.plan.Operation;
import dev.molly.plan.RunResult;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleRuns;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RunJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.inJar("schema/run-1.schema.json");

  @Test
  void keepsToItsSchema() throws IOException {
    for (RunResult result :
        List.of(
            SampleRuns.everyResult(),
            SampleRuns.done(SamplePlans.fleet(300)),
            SampleRuns.done(SamplePlans.empty()),
            SampleRuns.halted(Operation.SWEEP),
            SampleRuns.interrupted(SamplePlans.small()))) {
      assertThat(SCHEMA.errors(document(result))).isEmpty();
    }
  }

  @Test
  void hasASchemaThatABrokenDocumentDoesNotKeepTo() throws IOException {
    assertBroken(document -> document.put("schemaVersion", 2));
    assertBroken(document -> document.remove("undone"));
    assertBroken(document -> document.put("extra", 1));
    assertBroken(document -> document.put("run", "yesterday"));
    assertBroken(document -> document.put("exitCode", 3));
    assertBroken(document -> ((ObjectNode) document.at("/outcomes/0")).put("result", "fine"));
    assertBroken(document -> ((ObjectNode) document.at("/outcomes/0")).put("extra", 1));
    assertBroken(document -> ((ObjectNode) document.at("/outcomes/0/resource")).remove("uid"));
    assertBroken(document -> ((ObjectNode) document.at("/notReached/0")).put("result", "done"));
  }

  @Test
  void saysWhatBecameOfEachStep() throws IOException {
    JsonNode document = document(SampleRuns.everyResult());

    assertThat(document.at("/outcomes").findValuesAsText("result"))
        .containsExactly(
            "done",
            "already",
            "drifted",
            "paused",
            "waiting",
            "untold",
            "failed",
            "mismatch",
            "unknown",
            "done");
    assertThat(document.at("/notReached")).hasSize(1);
    assertThat(document.at("/undone").findValuesAsText("result"))
        .containsExactly("done", "drifted");
    assertThat(document.get("exitCode").asInt()).isEqualTo(5);
  }

  @Test
  void saysNothingOfAStopWhereThereWasNone() throws IOException {
    assertThat(document(SampleRuns.done(SamplePlans.small())).has("stopped")).isFalse();
  }

  @Test
  void saysWhatWasHaltedAndWhatOfItWasNotBegun() throws IOException {
    JsonNode halted = document(SampleRuns.halted(Operation.SWEEP)).at("/halted");

    assertThat(halted).hasSize(1);
    assertThat(halted.at("/0/resource/id").asText()).isEqualTo("i-0a11111111111111a");
    assertThat(halted.at("/0/control").asText()).isEqualTo("termination-protection");
    assertThat(halted.at("/0/result").asText()).isEqualTo("denied");
    assertThat(halted.at("/0/detail").asText()).startsWith("access denied");
    assertThat(halted.at("/0/notBegun/0").asText()).isEqualTo("stop-protection");
    assertThat(document(SampleRuns.everyResult()).has("halted")).isFalse();
  }

  private static void assertBroken(Consumer<ObjectNode> damage) throws IOException {
    var document = (ObjectNode) document(SampleRuns.everyResult());

    damage.accept(document);

    assertThat(SCHEMA.errors(document)).isNotEmpty();
  }

  private static JsonNode document(RunResult result) throws IOException {
    return JSON.readTree(Rendered.text(out -> RunJson.write(result, out)));
  }
}
