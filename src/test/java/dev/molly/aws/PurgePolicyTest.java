package dev.molly.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.SupportedKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What deletes is allowed on what carries a record.
class PurgePolicyTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```json\n(.*?)```");
  private static final String TAG = "aws:ResourceTag/molly:retire";

  @Test
  void terminatesOnlyWhatCarriesARecord() throws IOException {
    JsonNode statements =
        new ObjectMapper().readTree(SupportedKinds.aws().policyToPurge()).get("Statement");

    assertThat(statements).hasSize(2);
    assertThat(statements.get(0).toString()).doesNotContain("TerminateInstances", "Condition");
    assertThat(statements.get(1).get("Action").toString())
        .contains("ec2:TerminateInstances", "ec2:ModifyInstanceAttribute", "rds:DeleteDBCluster");
    assertThat(statements.get(1).get("Condition").get("Null").get(TAG).asText()).isEqualTo("false");
  }

  /// The page shows the statement that the command prints, and every policy on it is JSON.
  @Test
  void thePageSaysTheSame() throws IOException {
    String page = Files.readString(Path.of("docs/security.md"));
    var mapper = new ObjectMapper();
    JsonNode printed =
        mapper.readTree(SupportedKinds.aws().policyToPurge()).get("Statement").get(1);

    var blocks =
        BLOCK.matcher(page).results().map(result -> parsed(mapper, result.group(1))).toList();

    assertThat(blocks).hasSizeGreaterThan(1);
    assertThat(blocks)
        .anySatisfy(
            block -> {
              assertThat(block.get("Action")).isEqualTo(printed.get("Action"));
              assertThat(block.get("Condition")).isEqualTo(printed.get("Condition"));
            });
  }

  private static JsonNode parsed(ObjectMapper mapper, String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(json, e);
    }
  }
}
