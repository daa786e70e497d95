package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ExitCode;
import dev.molly.sim.SimFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Staged deletion in two accounts at once, one instance each, on the sandbox.
class SeveralAccountsCommandLineTest {
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");
  private static final List<String> ACCOUNTS = List.of("111122223333", "444455556666");

  @TempDir private Path folder;
  private CommandRunner typed = new CommandRunner(Path.of(""));

  @BeforeEach
  void launch() throws IOException {
    typed = new CommandRunner(folder);
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          for (String account : ACCOUNTS) {
            cloud
                .account(account)
                .launch(
                    "eu-west-1",
                    one -> one.named("web").tagged("team", "ada").launchedAgo(Duration.ofDays(30)));
          }
          return cloud;
        });
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "111122223333", name: prod }
          - { id: "444455556666", name: staging, role: "arn:aws:iam::444455556666:role/molly" }
        """);
  }

  @Test
  void whatIsRetiredInTwoAccountsIsConfirmedByNumberAndAccountsAndRestoredByOneRun() {
    Ran shown = retire();
    String phrase = shown.found(CommandRunner.PHRASE);
    Ran retired = retire("--apply", "--wait", "--confirm", phrase);

    assertThat(phrase).startsWith("retire 2 in ").contains(ACCOUNTS);
    assertThat(retired.exitCode()).as(retired.out() + retired.err()).isZero();
    assertThat(configured("status").out())
        .contains("2 retired resources", "account 111122223333", "account 444455556666");

    Ran restored = configured("restore", "--run", retired.found(RUN), "--wait");

    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(configured("status").out()).contains("Nothing is retired");
  }

  @Test
  void whatARunRetiredInAnAccountThatIsNotLookedInIsNotSaidToBeGone() throws IOException {
    Ran retired = retire("--apply", "--wait", "--confirm", retire().found(CommandRunner.PHRASE));
    Files.writeString(
        folder.resolve("molly.yaml"),
        "version: 1\naccounts: [{ id: '111122223333', name: prod }]\n");

    Ran restored = configured("restore", "--run", retired.found(RUN), "--wait");

    assertThat(restored.exitCode()).as(restored.err()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(restored.err())
        .contains("was not found: 444455556666/eu-west-1 was not looked in")
        .doesNotContain("gone");
  }

  @Test
  void aRunIsRestoredOnlyInTheAccountsThatAreNamed() {
    Ran retired = retire("--apply", "--wait", "--confirm", retire().found(CommandRunner.PHRASE));
    String run = retired.found(RUN);

    Ran elsewhere = configured("restore", "--run", run, "--kind", "s3-bucket");
    Ran restored = configured("restore", "--run", run, "--account", "prod", "--wait");

    assertThat(elsewhere.out()).contains("names no write there");
    assertThat(elsewhere.err()).contains("2 resources of run " + run + " left as it is");
    assertThat(restored.exitCode()).as(restored.out() + restored.err()).isZero();
    assertThat(restored.err()).contains("1 resource of run " + run + " left as it is");
    assertThat(configured("status").out())
        .contains("1 retired resource", "account 444455556666")
        .doesNotContain("account 111122223333");
  }

  @Test
  void aFreezeRefusesASweepAndNotARestore() {
    Ran retired = retire("--apply", "--confirm", retire().found(CommandRunner.PHRASE));
    typed.molly("freeze", "on", "--why", "incident", "--sandbox");

    Ran swept = configured("sweep");

    assertThat(swept.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(swept.out()).contains("freeze", "incident");
    assertThat(configured("restore", "--run", retired.found(RUN), "--wait").exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan", "protect", "status", "sweep", "purge", "retire web --why old"})
  void whereNoneOfThemCanBeEnteredNothingIsKnown(String command) throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { id: "111122223333", name: prod, role: reader }
          - { id: "444455556666", name: staging, role: reader }
        """);
    SimFile.with(folder.resolve("sandbox.json"), cloud -> cloud.faults().deny("sts:AssumeRole"));

    Ran ran = configured(command.split(" "));

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(ran.err().replaceAll("\\s+", " "))
        .contains("no account could be entered: 'prod' (111122223333)", "nor any of the other 1");
  }

  private Ran retire(String... more) {
    var words = new ArrayList<>(List.of("retire", "--tag", "team=ada", "--why", "old"));
    words.addAll(List.of(more));
    return configured(words.toArray(String[]::new));
  }

  private Ran configured(String... words) {
    var all = new ArrayList<>(List.of(words));
    String config = folder.resolve("molly.yaml").toString();
    all.addAll(List.of("--sandbox", "--region", "eu-west-1", "--config", config));
    if (all.contains("--run")) {
      all.remove("--region");
      all.remove("eu-west-1");
    }
    return typed.molly(all.toArray(String[]::new));
  }
}
