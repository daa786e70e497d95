package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// All that holds of the shim in front of version 1 of the AWS CLI, in front of version 2; and what
/// only version 2 has: its pager, its prompts, its wizards, and requests in YAML.
@Tag(Required.AWS_CLI_2)
@Tag(DeepTests.TAG)
class AwsCli2IT extends AwsShimIT {
  @Override
  Path realAws() {
    Path aws =
        Path.of(System.getenv().getOrDefault("MOLLY_TEST_ENGINES", "target/engines"))
            .resolve("aws-cli-2/bin/aws")
            .toAbsolutePath();
    if (!Files.isExecutable(aws)) {
      throw Required.missing(Required.AWS_CLI_2, "src/test/engines/aws-cli-2 fetch was not run");
    }
    return aws;
  }

  @Test
  void thisIsVersion2() throws IOException, InterruptedException {
    assertThat(run("aws", "--version").out()).startsWith("aws-cli/2.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2 describe-instances --cli-input-yaml file://request.yaml",
        "ec2 describe-instances --no-cli-pager --output yaml",
        "ec2 describe-instances --cli-auto-prompt",
        "ec2 terminate-instances --generate-cli-skeleton yaml-input",
        "dynamodb wizard new-table",
        "configure list",
      })
  void whatOnlyThisVersionHasIsAsIfMollyWereNotThere(String line)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("request.yaml"), "MaxResults: 5\n");

    assertPasses(line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--cli-input-yaml file://request.yaml",
        "--cli-auto-prompt --instance-ids ID",
        "--instance-ids ID --no-cli-pager",
        "--instance-ids ID --output yaml-stream",
      })
  void whatWouldTerminateIsNotPassedOn(String arguments) throws IOException, InterruptedException {
    String id = anInstance();
    Files.writeString(folder.resolve("request.yaml"), "InstanceIds: [" + id + "]\n");

    Ran ran = run(command("aws", "ec2 terminate-instances " + arguments.replace("ID", id)));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isIn(2, 3);
    assertRuns(id);
  }

  /// Where it asks for what is missing, the command that it makes up is none that molly has seen.
  @Test
  void aPromptThatIsAlwaysOnDoesNotLeadAroundMolly() throws IOException, InterruptedException {
    String id = anInstance();
    settings.put("AWS_CLI_AUTO_PROMPT", "on");

    Ran ran = run("aws", "ec2", "terminate-instances", "--instance-ids", id);

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isIn(2, 3);
    assertRuns(id);
  }

  /// It pages only what goes to a terminal.
  @Test
  void thePagerIsTheRealAwss() throws IOException, InterruptedException {
    String id = anInstance();
    settings.put("AWS_PAGER", "sed s/^/paged:/");

    Ran ran =
        run(
            found("script").toString(),
            "--quiet",
            "--return",
            "--command",
            "aws ec2 describe-instances --output text --query"
                + " Reservations[].Instances[].InstanceId",
            "/dev/null");

    assertThat(ran.out()).contains("paged:" + id);
  }
}
