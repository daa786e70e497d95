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

/// An account with a role for reads and another for changes, on the sandbox. Which of them a
/// command assumes shows where the other one is denied.
class WriteRoleCommandLineTest {
  private static final String ACCOUNT = "444455556666";

  @TempDir private Path folder;
  private CommandRunner typed = new CommandRunner(Path.of(""));

  @BeforeEach
  void launch() throws IOException {
    typed = new CommandRunner(folder);
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud
                .account(ACCOUNT)
                .launch("eu-west-1", one -> one.named("web-01").launchedAgo(Duration.ofDays(30))));
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts: [{ id: "%s", name: prod, role: reader, write-role: writer }]
        """
            .formatted(ACCOUNT));
  }

  @Test
  void aScanAndAStatusAssumeTheRoleForReads() {
    deny("writer");

    assertThat(run("scan").exitCode()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(run("status").exitCode()).isZero();
  }

  @Test
  void noReadGoesByTheRoleForChanges() {
    deny("reader");

    assertThat(run("scan").err())
        .contains("no account could be entered: 'prod' (%s): ".formatted(ACCOUNT));
    assertThat(run("status").err()).contains("no account could be entered");
  }

  @Test
  void aRetirementAssumesTheRoleForChanges() {
    deny("reader");

    Ran shown = run("retire", "web-01", "--why", "old");

    assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();
    assertThat(shown.out()).contains("web-01");
  }

  @Test
  void nothingIsChangedWithoutTheRoleForChanges() {
    String phrase = run("protect").found(CommandRunner.PHRASE);
    deny("writer");

    Ran refused = run("protect", "--apply", "--confirm", phrase);

    assertThat(refused.exitCode())
        .as(refused.out() + refused.err())
        .isEqualTo(ExitCode.REFUSED.code());
    assertThat(refused.oneLine()).contains("could not be entered for changes");
  }

  /// Nothing has been read when they begin: what keeps molly out is in no gap.
  @Test
  void anApplyAndAnUndoSayWhyNoAccountCanBeEntered() {
    String plan = folder.resolve("plan.json").toString();
    String phrase = run("protect", "--out", plan).found(CommandRunner.PHRASE);
    Ran done = run("protect", "--apply", "--confirm", phrase);
    String id = done.found(Pattern.compile("Undo +molly undo (\\S+)"));
    deny("writer");

    Ran apply = anywhere("apply", plan, "--confirm", phrase);
    Ran undo = anywhere("undo", id);

    for (Ran each : List.of(apply, undo)) {
      assertThat(each.exitCode()).isEqualTo(ExitCode.USAGE.code());
      assertThat(each.err())
          .contains("no account could be entered: 'prod' (%s): ".formatted(ACCOUNT))
          .contains("Check the role's trust policy");
    }
  }

  private void deny(String role) {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud ->
            cloud.faults().deny("sts:AssumeRole").on("arn:aws:iam::" + ACCOUNT + ":role/" + role));
  }

  private Ran run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--region", "eu-west-1"));
    return anywhere(all.toArray(String[]::new));
  }

  private Ran anywhere(String... words) {
    var all = new ArrayList<>(List.of(words));
    String config = folder.resolve("molly.yaml").toString();
    all.addAll(List.of("--sandbox", "--config", config));
    return typed.molly(all.toArray(String[]::new));
  }
}
