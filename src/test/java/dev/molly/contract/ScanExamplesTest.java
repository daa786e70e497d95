package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The examples that scan every night give the scan the permissions that molly prints, and no
/// others.
class ScanExamplesTest {
  private static final Path NIGHTLY = Path.of("terraform-examples/nightly-scan");
  private static final Path ORGANIZATION = ScanMachine.FOLDER;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theRoleOfANightlyScanIsWhatMollyPrints() throws IOException {
    assertThat(Files.readString(NIGHTLY.resolve("molly-scan.json"))).isEqualTo(iam());
  }

  @Test
  void theRoleThatScansAnOrganizationIsWhatMollyPrints() throws IOException {
    String config = ORGANIZATION.resolve("organization.yaml").toAbsolutePath().toString();

    assertThat(Files.readString(ORGANIZATION.resolve("molly-scan.json")))
        .isEqualTo(iam("--organization", "--config", config));
  }

  @Test
  void theRoleInAMemberAccountIsWhatMollyPrints() throws IOException {
    JsonNode role = template().at("/Resources/Role/Properties");

    assertThat(role.at("/Policies")).hasSize(1);
    assertThat(role.at("/Policies/0/PolicyDocument")).isEqualTo(JSON.readTree(iam()));
    assertThat(role.has("ManagedPolicyArns")).isFalse();
  }

  @Test
  void onlyTheScannersRoleAndOnlyInItsOrganizationAssumesIt() throws IOException {
    JsonNode trust = template().at("/Resources/Role/Properties/AssumeRolePolicyDocument/Statement");

    assertThat(trust).hasSize(1);
    assertThat(trust.at("/0/Condition/ArnEquals/aws:PrincipalArn/Ref").asText())
        .isEqualTo("ScannerRoleArn");
    assertThat(trust.at("/0/Condition/StringEquals/aws:PrincipalOrgID/Ref").asText())
        .isEqualTo("OrganizationId");
  }

  @Test
  void whatTheTasksDoWithObjectsIsWhatMollyPrintsForTheirOptions() throws IOException {
    JsonNode objects =
        JSON.readTree(
                iam(
                    "--scan-store",
                    "s3://bucket/store",
                    "--output",
                    "s3://bucket/reports/molly.json",
                    "--report",
                    "html=s3://bucket/reports/molly.html"))
            .at("/Statement/1");
    String actions = objects.path("Action").toString().replace(",", ", ");

    for (Path example : List.of(NIGHTLY, ORGANIZATION)) {
      assertThat(Files.readString(example.resolve("roles.tf"))).containsOnlyOnce(actions);
    }
    assertThat(objects.path("Resource")).hasSize(3);
    for (JsonNode arn : objects.path("Resource")) {
      assertThat(Files.readString(NIGHTLY.resolve("roles.tf")))
          .contains("\"" + arn.asText().replace("arn:aws:s3:::bucket/", "") + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scan --organization --accounts-from l.json --shard 1/2, 0, 0",
    "scan --organization --accounts-from l.json --shard 1/2, 1, 0",
    "scan --organization --accounts-from l.json --shard 1/2, 4, 0",
    "scan --organization --accounts-from l.json --shard 1/2, 2, 2",
    "scan --organization --accounts-from l.json --shard 1/2, 137, 137",
    "scan --organization --list-accounts --output l.json, 0, 0",
    "scan --organization --list-accounts --output l.json, 4, 4",
    "report merge 1.json 2.json, 0, 0",
    "report merge 1.json 2.json, 1, 0",
    "report merge 1.json 2.json, 4, 4",
    "report merge 1.json 2.json, 2, 2"
  })
  void aTaskFailsUnlessWhatItIsForWasWritten(String command, int mollys, int tasks)
      throws IOException, InterruptedException {
    assertThat(ScanMachine.exitOfTask(folder, List.of(command.split(" ")), mollys))
        .isEqualTo(tasks);
  }

  private static JsonNode template() throws IOException {
    return new YAMLMapper().readTree(ORGANIZATION.resolve("member-role.yaml").toFile());
  }

  private String iam(String... options) {
    var words = new ArrayList<>(List.of("iam", "scan"));
    words.addAll(List.of(options));
    var ran = new MollyHere(folder).run(words.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran.out();
  }
}
