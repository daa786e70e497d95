package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong in a user's hands, without any AWS: one clear message, the right exit code, and
/// no stack trace.
class BadInputIT {
  private static final String EXPIRED =
      """
      <ErrorResponse><Error>
        <Type>Sender</Type><Code>ExpiredToken</Code>
        <Message>The security token included in the request is expired</Message>
      </Error></ErrorResponse>
      """;

  @TempDir Path folder = Path.of("");

  private MollyProcess molly() {
    return new MollyProcess(folder);
  }

  @Test
  void noCredentialsAtAllSaysHowToLogIn() throws Exception {
    var result = molly().run("scan", "--region", "eu-west-1");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("molly: no account could be entered", "aws sso login");
  }

  @Test
  void expiredCredentialsSayHowToLogIn() throws Exception {
    try (var aws = AwsStub.answering(403, EXPIRED)) {
      var result = molly().on(aws.uri(), AwsEndpoint.ADMIN).run("scan", "--region", "eu-west-1");

      assertThat(result.exitCode()).isEqualTo(2);
      result.assertSaysClearly("is expired", "aws sso login");
    }
  }

  @Test
  void theVerboseOptionShowsTheStackTrace() throws Exception {
    try (var aws = AwsStub.answering(403, EXPIRED)) {
      var result =
          molly().on(aws.uri(), AwsEndpoint.ADMIN).run("scan", "--region", "eu-west-1", "-v");

      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.err())
          .contains("\tat ", "molly: no account could be entered")
          .doesNotContainIgnoringCase("AWS4-HMAC-SHA256", "x-amz-date:");
    }
  }

  @Test
  void anEndpointThatNobodyAnswersOnSaysWhatToCheck() throws Exception {
    URI closed;
    try (var aws = AwsStub.answering(200, "")) {
      closed = aws.uri();
    }

    var result = molly().on(closed, AwsEndpoint.ADMIN).run("scan", "--region", "eu-west-1");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("no account could be entered", "AWS_ENDPOINT_URL");
  }

  @ParameterizedTest
  @CsvSource({
    "--region europe, a region looks like eu-west-1",
    "--kind ec2-instnace, ec2-instance",
    "--format jsn, json",
    "--policy none-such.yaml, none-such.yaml",
    "--config none-such.yaml, none-such.yaml",
    "--output none/such/report.json, mkdir -p",
    "--output ., it is a folder",
    "--report html=none/such/report.html, mkdir -p",
    "--fail-on hihg, high",
    "--regoin eu-west-1, --region"
  })
  void aMistypedOptionIsSaidBeforeAnythingIsScanned(String options, String hint) throws Exception {
    var result = new MollyHere(folder).run(("scan --region eu-west-1 " + options).split(" ", -1));

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("molly: ", hint);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void aTypoInAPolicyIsShownWhereItIsWithTheWordThatWasMeant() throws Exception {
    Files.writeString(
        folder.resolve("typo.yaml"),
        """
        version: 1
        name: typo
        rules:
          - id: a-rule
            kind: ec2-instance
            requier: termination-protection
            severity: high
        """);

    var result =
        new MollyHere(folder).run("scan", "--region", "eu-west-1", "--policy", "typo.yaml");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("typo.yaml:6:5", "requier", "require");
  }

  @Test
  void ctrlCLeavesNoFileAndSaysSo() throws Exception {
    DefaultSignals.orSkip("INT");
    try (var aws = AwsStub.silent()) {
      Process process =
          molly()
              .on(aws.uri(), AwsEndpoint.ADMIN)
              .start("scan", "--region", "eu-west-1", "--output", "report.text");
      aws.awaitRequest();
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
      var result = molly().finish(process);

      assertThat(result.exitCode()).isEqualTo(130);
      assertThat(result.messages()).singleElement().asString().startsWith("molly: interrupted");
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.contains("report"));
      }
    }
  }

  @Test
  void aRegionOfTheEnvironmentThatIsNoneIsSaid() throws Exception {
    var result = molly().with("AWS_REGION", "nowhere").run("status");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly(
        "AWS_REGION, or the profile: a region looks like eu-west-1, not 'nowhere'.");
  }

  /// As in cron and in containers.
  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "none_NONE.UTF-8"})
  void wordsBeyondAsciiAreReadInAnyLocale(String locale) throws Exception {
    var result = molly().with("LC_ALL", locale).run("gate", "größer/計画.json");

    assertThat(result.exitCode()).isEqualTo(2);
    result.assertSaysClearly("größer/計画.json: there is no such file");
  }

  @Test
  void aReaderThatLeavesEarlyGetsNoStackTrace() throws Exception {
    Process process = molly().startPiped("scan", "--sandbox", "--state", "state");
    process.getInputStream().close();
    var result = molly().finish(process);

    assertThat(result.exitCode()).isEqualTo(5);
    result.assertSaysClearly("the output was cut off", "Broken pipe");
  }
}
