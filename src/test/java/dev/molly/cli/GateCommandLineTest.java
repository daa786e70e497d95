package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.gate.SamplePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateCommandLineTest {
  private static final String ORDERS =
      "{'id':'orders','arn':'arn:aws:rds:eu-west-1:111122223333:db:orders'}";
  private static final String CONFIG =
      """
      version: 1
      accounts:
        - name: main
          id: 111122223333
          role: molly
        - name: test
          id: 444455556666
          role: molly
      environments:
        production: [main]
        staging: [test]
      """;

  @TempDir private Path folder;
  private CommandRunner typed;
  private Path plan;

  @BeforeEach
  void aPlanThatDeletesADatabase() throws IOException {
    typed = new CommandRunner(folder);
    plan = folder.resolve("plan.json");
    Files.writeString(
        plan, SamplePlan.of("aws_db_instance.orders", "delete", ORDERS, "null").json());
  }

  @Test
  void aDeleteIsStoppedAndTheTextSaysWhatToDo() {
    Ran ran = typed.molly("gate", plan.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("CRITICAL gate-delete: deletes aws_db_instance.orders")
        .contains(
            "molly retire arn:aws:rds:eu-west-1:111122223333:db:orders --why 'no longer used'")
        .contains("Stopped: 1 finding")
        .contains("molly explain gate-delete");
  }

  @ParameterizedTest
  @CsvSource({
    "aws_db_instance.x, delete, molly retire, arn:aws:rds:eu-west-1:111122223333:db:x",
    "aws_lb.x, delete, molly protect,"
        + " arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/0123456789abcdef",
    "aws_dynamodb_table.x, delete, molly protect, arn:aws:dynamodb:eu-west-1:111122223333:table/x",
    "aws_db_instance.x, update, molly lease, arn:aws:rds:eu-west-1:111122223333:db:x"
  })
  void thePrintedCommandIsOneThatMollyTakes(
      String address, String action, String command, String arn) throws IOException {
    String before = "{'arn':'%s','deletion_protection':true}".formatted(arn);
    Files.writeString(plan, SamplePlan.of(address, action, before, "{}").json());

    String printed =
        typed
            .molly("gate", plan.toString())
            .out()
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith(command))
            .findFirst()
            .orElseThrow();
    Ran ran = typed.paste(printed + " --sandbox");

    // There is no such resource in the sandbox: the command line itself is right.
    assertThat(ran.err()).contains(arn).doesNotContain("Unmatched", "Unknown option", "Usage");
  }

  /// Its policy is about plans: molly protect refuses it.
  @Test
  void thePolicyOfPlansIsPassedOnToTheGateAndToNoOtherCommand() throws IOException {
    String arn =
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/x/0123456789abcdef";
    Files.writeString(
        plan, SamplePlan.of("aws_lb.x", "delete", "{'arn':'%s'}".formatted(arn), "null").json());
    Path policy = allowing("aws_lb.y");

    Ran ran = typed.molly("gate", plan + "", "--policy", policy + "");

    assertThat(ran.out())
        .contains("molly protect --id " + arn + " --state " + folder + "\n")
        .contains("terraform show -json tfplan | molly gate - --policy " + policy + " --state");
  }

  @Test
  void theAllowanceThatIsOfferedIsForAFindingThatStops() throws IOException {
    Files.writeString(
        plan,
        SamplePlan.of("aws_db_instance.a", "delete", ORDERS, "null")
            .with("aws_db_instance.orders", "delete", ORDERS, "null")
            .json());

    Ran ran = typed.molly("gate", plan + "", "--policy", allowing("aws_db_instance.a") + "");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("    address: aws_db_instance.orders\n");
  }

  @Test
  void noAllowanceIsOfferedForAPlanThatIsTooLarge() throws IOException {
    Path policy =
        policy(
            """
            severities: { gate-delete: low }
            blast-radius: { limit: 0 }
            """);

    Ran ran = typed.molly("gate", plan + "", "--policy", policy + "");

    assertThat(ran.out()).contains("gate-blast-radius: the plan as a whole");
    assertThat(ran.out()).doesNotContain("To allow one on purpose", "name: our-plans");
  }

  private Path allowing(String address) throws IOException {
    return policy(
        """
        allowances:
          - { rule: gate-delete, address: %s, reason: moved, until: 2099-12-31 }
        """
            .formatted(address));
  }

  private Path policy(String rest) throws IOException {
    return Files.writeString(
        folder.resolve("gate.yaml"), "version: 1\napplies-to: plans\nname: own\n" + rest);
  }

  @Test
  void aHarmlessPlanPasses() throws IOException {
    Files.writeString(
        plan, SamplePlan.of("aws_db_instance.orders", "create", "null", ORDERS).json());

    Ran ran = typed.molly("gate", plan.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Passed.").doesNotContain("Next");
  }

  @Test
  void theReportGoesIntoAFileAndTheTextToTheScreen() throws IOException {
    Path sarif = folder.resolve("gate.sarif");

    Ran ran = typed.molly("gate", plan + "", "--format", "sarif", "--output", sarif + "");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("The safer way");
    assertThat(Files.readString(sarif)).contains("\"ruleId\": \"gate-delete\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "staging"})
  void anAllowanceOfAnEnvironmentCountsInItsAccountsOnly(String environment) throws IOException {
    Path config = Files.writeString(folder.resolve("molly.yaml"), CONFIG);
    Path policy =
        policy(
            """
            allowances:
              - rule: gate-delete
                address: aws_db_instance.orders
                reason: moved
                environment: %s
                until: 2099-12-31
            """
                .formatted(environment));

    Ran ran =
        typed.molly(
            "gate",
            plan + "",
            "--config",
            config + "",
            "--environment",
            environment,
            "--policy",
            policy + "");

    assertThat(ran.exitCode())
        .as(ran.out() + ran.err())
        .isEqualTo(environment.equals("production") ? 0 : 1);
  }

  @Test
  void whatIsNoPlanSaysHowToMakeOne() throws IOException {
    Files.writeString(plan, "{\"version\":4,\"lineage\":\"x\",\"resources\":[]}");

    Ran ran = typed.molly("gate", plan.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("is a state file, and not a plan")
        .contains("terraform plan -out tfplan && terraform show -json tfplan | molly gate -");
  }

  @Test
  void severalPlansAreJudgedOneByOneAndTheWorstCounts() throws IOException {
    Path harmless = folder.resolve("harmless.json");
    Files.writeString(
        harmless, SamplePlan.of("aws_db_instance.orders", "create", "null", ORDERS).json());

    Ran ran = typed.molly("gate", harmless + "", plan + "");
    Ran missing = typed.molly("gate", harmless + "", "nothing.json");
    Ran json = typed.molly("gate", harmless + "", plan + "", "--format", "json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("Passed.", "Stopped: 1 finding", harmless + "", plan + "");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.out()).isEmpty();
    assertThat(json.exitCode()).isEqualTo(2);
    assertThat(json.err()).contains("--format json takes one FILE, and there are 2");
    assertThat(typed.molly("gate", "a", "b", "--output", folder.resolve("o") + "").err())
        .contains("--output takes one FILE");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    Ran ran = typed.molly("gate", "nothing.json");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("nothing.json: there is no such file");
  }
}
