package dev.molly.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.model.ConsoleAddress;
import dev.molly.model.ControlId;
import dev.molly.model.KindId;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleJsonTest {
  private static final RuleGuidance GUIDANCE =
      new RuleGuidance(
          new ConsoleAddress("rds/home?region={region}#database:id={id}"),
          "https://docs.aws.amazon.com/x.html",
          "aws_db_instance.deletion_protection = true");

  @Test
  void namesTheDocumentationAndTheAttributeInTerraformIfThereAreAny() throws IOException {
    JsonNode guided = json(GUIDANCE, false);
    JsonNode alone = json(RuleGuidance.NONE, false);

    assertThat(guided.get("documentation").asText()).isEqualTo(GUIDANCE.documentation());
    assertThat(guided.get("terraform").asText()).isEqualTo(GUIDANCE.terraform());
    assertThat(guided.has("console")).isFalse();
    assertThat(alone.has("documentation")).isFalse();
    assertThat(alone.has("terraform")).isFalse();
  }

  @Test
  void aShardNamesWhatAMergeNeedsForTheOtherFormats() throws IOException {
    assertThat(json(GUIDANCE, true).get("console").asText())
        .isEqualTo("rds/home?region={region}#database:id={id}");
  }

  private static JsonNode json(RuleGuidance guidance, boolean part) throws IOException {
    var rule =
        new RuleSummary(
            new RuleId("orders"),
            new KindId("rds-instance"),
            new ControlId("deletion-protection"),
            Severity.HIGH,
            "",
            List.of(),
            "rds-instance",
            Optional.empty(),
            guidance);
    var out = new StringWriter();
    try (JsonGenerator json = ReportJson.oneLine(out)) {
      json.writeStartObject();
      RuleJson.write(json, rule, part);
      json.writeEndObject();
    }
    return new ObjectMapper().readTree(out.toString());
  }
}
