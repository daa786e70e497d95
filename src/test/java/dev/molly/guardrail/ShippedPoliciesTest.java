package dev.molly.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.aws.PolicyDocumentReader;
import dev.molly.guardrail.DoorResult.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The service control policies that come with molly close the doors that a policy can close, and
/// none of their statements is there for nothing.
class ShippedPoliciesTest {
  private static final Path FOLDER = Path.of("terraform-examples/guardrails");
  private static final int LARGEST_CONTROL_POLICY = 5_120;
  private static final JsonMapper JSON = new JsonMapper();

  /// The services whose IAM actions have the names of their operations.
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "ec2", "ec2",
          "rds", "rds",
          "kms", "kms",
          "autoscaling", "autoscaling");

  @Test
  void onlyWhatNoPolicyOfTheirsCanCloseIsOpen() {
    GuardrailReport report = check(PolicyDocumentReader.shipped());

    assertThat(report.in(State.UNKNOWN)).isEmpty();
    assertThat(report.in(State.OPEN))
        .extracting(each -> each.door().id())
        .containsExactly(
            "auto-scaling-scale-in",
            "service-linked-roles",
            "bucket-without-abac",
            "assume-purge-role",
            "management-account");
  }

  @Test
  void withoutThemEveryDoorIsOpen() {
    assertThat(check(List.of()).in(State.OPEN)).hasSameSizeAs(DoorTable.ALL);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void aDoorOpensWithoutAnyOfTheirStatements(String statement) {
    List<PolicyDocument> without =
        PolicyDocumentReader.shipped().stream().map(each -> each.without(statement)).toList();

    assertThat(check(without).in(State.OPEN))
        .hasSizeGreaterThan(check(PolicyDocumentReader.shipped()).in(State.OPEN).size());
  }

  @ParameterizedTest
  @MethodSource("statements")
  void theExplainPageSaysWhatEachStatementIsFor(String statement) throws IOException {
    assertThat(Files.readString(Path.of("src/main/resources/explain/guardrails.md")))
        .containsPattern("\\b" + statement + "\\b");
  }

  @Test
  void theStatementsHaveNamesOfTheirOwn() {
    assertThat(statements()).doesNotHaveDuplicates().allMatch(each -> each.matches("[A-Za-z]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"scp-deletes.json", "scp-protection.json", "scp-tags.json"})
  void eachFitsIntoAServiceControlPolicy(String file) throws IOException {
    assertThat(JSON.readTree(Files.readString(FOLDER.resolve(file))).toString())
        .hasSizeLessThanOrEqualTo(LARGEST_CONTROL_POLICY);
  }

  /// AWS takes an action that does not exist in a Deny, and denies nothing by it.
  @Test
  void theActionsAreOperationsOfTheirServices() throws IOException {
    for (String file : List.of("scp-deletes.json", "scp-protection.json", "scp-tags.json")) {
      for (JsonNode action : JSON.readTree(FOLDER.resolve(file).toFile()).findValues("Action")) {
        for (JsonNode each : action) {
          String[] parts = each.asText().split(":", 2);
          String service = OPERATIONS.get(parts[0]);
          if (service != null) {
            String request =
                "software.amazon.awssdk.services.%s.model.%sRequest"
                    .formatted(service, className(parts[1]));
            assertThatCode(() -> Class.forName(request)).doesNotThrowAnyException();
          }
        }
      }
    }
  }

  /// The SDK writes `DB` as `Db`.
  private static String className(String operation) {
    return operation.replaceAll("DB(?=[A-Z])", "Db");
  }

  @Test
  void aCallerWhoMayOnlyReadOpensNoDoorOfItsOwn() {
    PolicyDocument reads =
        PolicyDocumentReader.read(
            "reads.json",
            """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["ec2:Describe*", "s3:Get*"], "Resource": "*"}]}
            """);

    GuardrailReport report = new GuardrailCheck(List.of(), List.of(reads), Set.of()).report();

    assertThat(report.in(State.OPEN))
        .extracting(each -> each.door().id())
        .contains("terminate-as-root", "data-lifecycle-manager", "service-linked-roles")
        .doesNotContain("terminate-instance", "cloudformation-role", "auto-scaling-scale-in")
        .allSatisfy(id -> assertThat(id).isEqualTo(id.toLowerCase(Locale.ROOT)));
  }

  private static GuardrailReport check(List<PolicyDocument> controls) {
    return new GuardrailCheck(controls, List.of(), Set.of()).report();
  }

  static List<String> statements() {
    return PolicyDocumentReader.shipped().stream()
        .flatMap(policy -> policy.statements().stream())
        .map(PolicyStatement::name)
        .toList();
  }

  static Stream<Door> doors() {
    return DoorTable.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("doors")
  void aDoorHasAnIdAndSaysWhatClosesIt(Door door) {
    assertThat(door.id()).matches("[a-z][a-z0-9-]*");
    assertThat(door.remedy()).isNotBlank();
    assertThat(DoorTable.ALL.stream().filter(each -> each.id().equals(door.id()))).hasSize(1);
  }
}
