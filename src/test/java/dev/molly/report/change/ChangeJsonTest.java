package dev.molly.report.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.molly.model.Evidence;
import dev.molly.model.ExitCode;
import dev.molly.model.ResourceId;
import dev.molly.model.ResourceRef;
import dev.molly.plan.Plan;
import dev.molly.plan.Refusal;
import dev.molly.plan.RunResult;
import dev.molly.report.Rendered;
import dev.molly.report.SamplePlans;
import dev.molly.report.SampleRuns;
import dev.molly.report.Schemas;
import dev.molly.report.format.Invocation;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schemas SCHEMA = Schemas.inJar("schema/change-1.schema.json");

  @Test
  void keepsToItsSchemaWhateverThereIsToSay() throws IOException {
    RunResult run = SampleRuns.everyResult();
    for (var document :
        List.of(
            new ChangeJson.Document(
                SamplePlans.fleet(30),
                ExitCode.CLEAN,
                List.of(),
                Optional.of("protect 3 in 111122223333 3fa4b1c2 20261123T093015Z"),
                Optional.of("molly protect --apply"),
                Optional.empty()),
            new ChangeJson.Document(
                run.plan(),
                run.exitCode(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(run)),
            new ChangeJson.Document(
                SamplePlans.empty(),
                ExitCode.REFUSED,
                List.of(new Refusal("freeze", "INC-4711", "molly freeze off")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))) {
      assertThat(SCHEMA.errors(read(document))).isEmpty();
    }
  }

  @Test
  void holdsTheEvidenceOfEachResource() throws IOException {
    Plan plan = SamplePlans.fleet(2);
    ResourceRef first = plan.steps().getFirst().change().resource();
    JsonNode document =
        read(
            new ChangeJson.Document(
                plan,
                ExitCode.CLEAN,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Map.of(
                first.id(),
                List.of(
                    new Evidence.Warning(Evidence.Topic.USE, "it served 3 requests"),
                    new Evidence.Unknown(
                        Evidence.Topic.SIZE, "its size", "cloudwatch:GetMetricData"),
                    new Evidence.Note(Evidence.Topic.AGE, "it is 30 days old"))));

    assertThat(SCHEMA.errors(document)).isEmpty();
    assertThat(document.get("evidence"))
        .extracting(
            each -> each.at("/resource/uid").asText(),
            each -> each.path("weight").asText(),
            each -> each.path("topic").asText(),
            each -> each.path("sentence").asText(),
            each -> each.path("missingPermission").asText())
        .containsExactly(
            tuple(first.id().uid(), "warning", "use", "it served 3 requests", ""),
            tuple(first.id().uid(), "unknown", "size", "its size", "cloudwatch:GetMetricData"),
            tuple(first.id().uid(), "note", "age", "it is 30 days old", ""));
  }

  @Test
  void hasASchemaThatABrokenDocumentDoesNotKeepTo() throws IOException {
    for (String member : List.of("schemaVersion", "command", "exitCode", "plan", "refused")) {
      var document = (ObjectNode) read(done());
      document.remove(member);

      assertThat(SCHEMA.errors(document)).as(member).isNotEmpty();
    }
  }

  /// The plan in it can be cut out and carried out.
  @Test
  void holdsThePlanAsAFileWouldHoldIt() throws IOException {
    JsonNode plan = read(done()).get("plan");

    assertThat(plan)
        .isEqualTo(
            JSON.readTree(
                Rendered.text(out -> PlanJson.write(SampleRuns.everyResult().plan(), out))));
  }

  private static ChangeJson.Document done() {
    RunResult run = SampleRuns.everyResult();
    return new ChangeJson.Document(
        run.plan(),
        run.exitCode(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(run));
  }

  private static JsonNode read(ChangeJson.Document document) throws IOException {
    return read(document, Map.of());
  }

  private static JsonNode read(
      ChangeJson.Document document, Map<ResourceId, List<Evidence>> evidence) throws IOException {
    return JSON.readTree(
        Rendered.text(out -> ChangeJson.write(document, evidence, Invocation.none(), out)));
  }
}
