package dev.molly.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.molly.gate.Allowance;
import dev.molly.gate.GatePolicy;
import dev.molly.gate.GateRule;
import dev.molly.gate.PlanAction;
import dev.molly.model.Severity;
import dev.molly.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema and the loader are written apart; these tests hold them together, too.
class GatePolicyLoaderTest {
  private static final String HEAD = "version: 1\napplies-to: plans\nname: own\n";
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(new GatePolicySchema().json());

  @TempDir private Path folder;

  @Test
  void theShippedOneStopsADatabaseAndAHundredPoints() throws IOException {
    GatePolicy shipped = GatePolicyLoader.load(null);

    assertThat(shipped.failOn()).isEqualTo(Severity.MEDIUM);
    assertThat(shipped.blastRadius().limit()).isEqualTo(100);
    assertThat(shipped.blastRadius().weight("aws_db_instance", PlanAction.DELETE)).isEqualTo(30);
    assertThat(shipped.allowances()).isEmpty();
    assertThat(schemaSays(Files.readString(Path.of("policies", "terraform.yaml")))).isTrue();
  }

  @Test
  void whatAPolicyLeavesOutIsAsInTheShippedOne() throws IOException {
    GatePolicy own = load(HEAD + "fail-on: critical\n");

    assertThat(own.failOn()).isEqualTo(Severity.CRITICAL);
    assertThat(own.blastRadius()).isEqualTo(GatePolicyLoader.load(null).blastRadius());
  }

  @Test
  void everyKeyIsRead() throws IOException {
    GatePolicy own =
        load(
            HEAD
                + """
                severities: { gate-unsure: low }
                blast-radius:
                  limit: 0
                  weights: { delete: 7 }
                  types: { aws_vpc: { replace: 50 } }
                allowances:
                  - rule: gate-delete
                    address: 'aws_eip.a["x"]'
                    reason: moved
                    environment: staging
                    until: 2026-12-31
                """);

    assertThat(own.severities()).containsOnlyKeys(GateRule.GATE_UNSURE);
    assertThat(own.blastRadius().limit()).isZero();
    assertThat(own.blastRadius().weight("aws_eip", PlanAction.DELETE)).isEqualTo(7);
    assertThat(own.blastRadius().weight("aws_vpc", PlanAction.REPLACE)).isEqualTo(50);
    assertThat(own.blastRadius().weight("aws_db_instance", PlanAction.DELETE)).isEqualTo(30);
    assertThat(own.allowances())
        .containsExactly(
            new Allowance(
                GateRule.GATE_DELETE,
                "aws_eip.a[\"x\"]",
                "moved",
                Optional.of("staging"),
                LocalDate.of(2026, 12, 31)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fail-on: never",
        "severities: { gate-delte: low }",
        "severities: { gate-delete: none }",
        "blast-radius: { limit: -1 }",
        "blast-radius: { weights: { destroy: 1 } }",
        "blast-radius: { weights: { delete: many } }",
        "allow-all: true",
        "allowances: [{ rule: gate-delete, address: a.b, reason: x }]",
        "allowances: [{ rule: gate-delete, address: a.b, until: 2026-12-31 }]",
        "allowances: [{ rule: '*', address: a.b, reason: x, until: 2026-12-31 }]",
        "allowances: [{ rule: gate-delete, reason: x, until: 2026-12-31 }]"
      })
  void schemaAndLoaderBothRefuse(String line) throws IOException {
    assertThat(schemaSays(HEAD + line)).isFalse();
    assertThatThrownBy(() -> load(HEAD + line))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("See: molly explain gate");
  }

  @Test
  void aPolicyOfResourcesIsNone() {
    assertThatThrownBy(() -> load("version: 1\nname: x\nrules: []\n"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("needs 'applies-to'");
  }

  /// A scan with a folder of policies reads those of resources; one without rules would be clean.
  @Test
  void inAFolderOfPoliciesItIsLeftOutAndAloneItIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("plans.yaml"), HEAD);
    var loader = new PolicyLoader(SampleCatalogue.CATALOGUE);

    for (Path alone : List.of(folder, file)) {
      assertThatThrownBy(() -> loader.load(List.of(alone)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("give them to molly gate");
    }
    Files.writeString(
        folder.resolve("x.yaml"), PolicyDocument.all("good-policies.txt").getFirst().text());
    assertThat(loader.load(List.of(folder))).hasSize(1);
    assertThat(PolicyLoader.ofPlans(List.of(new PolicySource.Files(folder)))).containsExactly(file);
  }

  private GatePolicy load(String text) throws IOException {
    return GatePolicyLoader.load(Files.writeString(folder.resolve("gate.yaml"), text));
  }

  private static boolean schemaSays(String yaml) throws IOException {
    return SCHEMA.validate(new JsonMapper().valueToTree(new YAMLMapper().readTree(yaml))).isEmpty();
  }
}
