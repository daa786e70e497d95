package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A `molly.yaml` that is found and not named.
class ConfigCommandLineTest {
  private final Path settings;
  private final CommandRunner typed;

  ConfigCommandLineTest(@TempDir Path folder) throws IOException {
    settings = Files.createDirectory(folder.resolve("molly"));
    typed =
        new CommandRunner(folder)
            .with("MOLLY_NO_CONFIG", "")
            .with("XDG_CONFIG_HOME", folder.toString());
  }

  @BeforeEach
  void seed() {
    typed.molly("sandbox", "seed");
  }

  @Test
  void aLimitOfZeroThatIsFoundIsApplied() throws IOException {
    found("version: 1\nlimits: { resources: 0 }\n");

    Ran ran = protect();

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.oneLine()).contains("one run may touch 0");
    assertThat(ran.err()).contains("config: " + settings.resolve("molly.yaml"));
  }

  @Test
  void aFreezeThatIsFoundIsApplied() throws IOException {
    found(
        """
        version: 1
        freeze:
          - { why: the fair, from: 2000-01-01, to: 2999-12-31, zone: UTC }
        """);

    Ran ran = protect();

    assertThat(ran.exitCode()).isEqualTo(3);
    assertThat(ran.oneLine()).contains("the fair");
  }

  @Test
  void noConfigUsesNoneThatThereIs() throws IOException {
    found("version: 1\nlimits: { resources: 0 }\n");

    Ran ran = protect("--no-config");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).doesNotContain("config:");
  }

  @Test
  void oneThatIsNamedCountsAndTheOtherDoesNot() throws IOException {
    found("version: 1\nlimits: { resources: 0 }\n");
    Path named = Files.writeString(settings.resolve("named.yaml"), "version: 1\n");

    Ran ran = protect("--config", named.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("config: " + named).doesNotContain("molly.yaml");
    assertThat(typed.with("MOLLY_CONFIG", named.toString()).molly("scan", "--sandbox").err())
        .contains("config: " + named);
  }

  @Test
  void oneThatIsTypedCountsForMoreThanAVariableThatForbidsAny() throws IOException {
    Path named =
        Files.writeString(settings.resolve("n.yaml"), "limits: { resources: 0 }\nversion: 1");

    Ran ran = typed.with("MOLLY_NO_CONFIG", "true").molly(protecting("--config", named.toString()));

    assertThat(ran.exitCode()).isEqualTo(3);
  }

  @Test
  void oneAndNoneAtOnceIsAnError() {
    Ran ran = protect("--no-config", "--config", "x.yaml");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("choose one");
  }

  @Test
  void oneOfTheWrongNameIsRefusedBeforeAnythingIsDoneUnlessNoneIsWanted() throws IOException {
    Files.writeString(settings.resolve("molly.yml"), "version: 1\nlimits: { resources: 0 }\n");

    Ran ran = protect();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("molly.yml was found, and is not read", "molly.yaml");
    assertThat(ran.out()).isEmpty();
    assertThat(protect("--no-config").exitCode()).isZero();
    assertThat(protect("--config", settings.resolve("molly.yml").toString()).exitCode())
        .isEqualTo(3);
  }

  @Test
  void aPolicyForIamNamesTheConfigThatItIsOf() throws IOException {
    found("version: 1\norganization: { role: audit/scan }\n");

    Ran found = typed.molly("iam", "scan", "--organization");
    Ran none = typed.molly("iam", "scan", "--organization", "--no-config");

    assertThat(found.out()).contains("arn:aws:iam::*:role/audit/scan");
    assertThat(found.err()).contains("config: " + settings.resolve("molly.yaml"));
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("organization: { role: molly-scan }");
    assertThat(typed.molly("iam", "scan").err()).isEmpty();
  }

  @Test
  void oneThatIsNotValidIsAnErrorAndNotPassedOver() throws IOException {
    found("version: 1\nlimts: { resources: 0 }\n");

    Ran ran = protect();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("unknown key 'limts'; did you mean 'limits'?");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void oneThatEveryUserCanWriteIsRefusedBeforeAnythingIsDone() throws IOException {
    found("version: 1\n");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rwxrwxrwx"));

    Ran ran = protect();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("can be written by every user", "--no-config");
    assertThat(ran.out()).isEmpty();
  }

  private void found(String text) throws IOException {
    Files.writeString(settings.resolve("molly.yaml"), text);
  }

  private Ran protect(String... more) {
    return typed.molly(protecting(more));
  }

  private static String[] protecting(String... more) {
    var words = new ArrayList<>(List.of("protect", "--sandbox", "--region", "eu-west-1", "--kind"));
    words.add("rds-cluster");
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }
}
