package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.report.Golden;
import dev.molly.report.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardrailsCommandLineTest {
  private static final String ACCEPTED =
      "management-account,service-linked-roles,assume-purge-role,auto-scaling-scale-in,"
          + "bucket-without-abac";
  private static final String NOTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",%s\"Action\":\"*\","
          + "\"Resource\":\"*\"}]}";

  @TempDir private Path folder;
  private CommandRunner typed;

  @BeforeEach
  void start() {
    typed = new CommandRunner(folder);
  }

  @Test
  void saysWhatIsOpenAndWhatWouldCloseItFirst() throws IOException {
    Ran ran = typed.molly("guardrails", "check");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
    Golden.assertSame("guardrails.text", ran.out());
  }

  @Test
  void isCleanWhenAllThatIsOpenIsAccepted() {
    Ran ran = typed.molly("guardrails", "check", "--accept", ACCEPTED);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("OPEN, accepted management-account:")
        .contains("No door is open that was not accepted.");
  }

  @ParameterizedTest
  @CsvSource({"{\"PolicyDocument\": {}}, it has no Statement", "'', it is empty"})
  void aDocumentOfAnotherShapeIsNoPolicy(String text, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("p.json"), text);

    Ran ran = typed.molly("guardrails", "check", "--policy", file + "");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("p.json: it is not an IAM policy: " + why);
  }

  @Test
  void theJsonFitsItsSchema() throws IOException {
    Ran ran = typed.molly("guardrails", "check", "--format", "json", "--accept", ACCEPTED);
    JsonNode report = new JsonMapper().readTree(ran.out());

    assertThat(Schemas.inJar("schema/guardrails-1.schema.json").errors(report)).isEmpty();
    assertThat(report.get("exitCode").asInt()).isZero();
    assertThat(report.at("/doors/0/because").asText()).startsWith("DueOnly of scp-deletes.json");
  }

  @Test
  void anSCPWithoutARightStatementLeavesDoorsOpen() throws IOException {
    Path scp = Path.of("terraform-examples/guardrails/scp-tags.json").toAbsolutePath();

    Ran ran = typed.molly("guardrails", "check", "--scp", scp.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("OPEN terminate-instance:")
        .contains("To close it: attach scp-deletes.json")
        .contains("CLOSED forge-record:");
  }

  @Test
  void anIdentityPolicyThatAllowsNothingClosesTheDoorsOfTheCaller() throws IOException {
    Path policy = Files.writeString(folder.resolve("p.json"), NOTHING.formatted(""));

    Ran ran = typed.molly("guardrails", "check", "--policy", policy.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("CLOSED assume-purge-role:")
        .contains("by statement 1 of")
        .contains("OPEN management-account:");
  }

  @Test
  void whatIsNotUnderstoodIsUnknownAndNeverClosed() throws IOException {
    Path scp = Files.writeString(folder.resolve("scp.json"), NOTHING.formatted("\"Later\":\"x\","));

    Ran ran = typed.molly("guardrails", "check", "--scp", scp.toString());

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out())
        .contains("UNKNOWN terminate-instance:")
        .contains("cannot be evaluated offline (Later)")
        .contains("Doors     0 closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | it is not an IAM policy",
        "{ | it is not an IAM policy",
        "{\"Statement\":[{\"Effect\":\"Never\",\"Action\":\"*\",\"Resource\":\"*\"}]} | Effect"
            + " 'Never'",
        "{\"Version\":\"2012-10-17\"} | it is not an IAM policy"
      })
  void whatIsNotAPolicyIsAnErrorOfTheUser(String text, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.json"), text);

    Ran ran = typed.molly("guardrails", "check", "--scp", file.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("bad.json").contains(said);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aFileThatIsNotThereAndADoorThatIsNoneAreSaid() {
    assertThat(typed.molly("guardrails", "check", "--policy", "none.json").err())
        .contains("none.json: there is no such file");

    Ran ran = typed.molly("guardrails", "check", "--accept", "managment-account");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("did you mean 'management-account'?");
  }
}
