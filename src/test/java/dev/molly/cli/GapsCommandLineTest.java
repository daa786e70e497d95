package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ExitCode;
import dev.molly.sim.SimAws;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What could not be looked at, and how much a run may touch, in the commands of staged deletion:
/// on the sandbox, with one instance.
class GapsCommandLineTest {
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");
  private static final String NOT_THERE = "i-0123456789abcdef0";

  @TempDir private Path folder;
  private CommandRunner typed = new CommandRunner(Path.of(""));
  private String web = "";

  @BeforeEach
  void launch() {
    typed = new CommandRunner(folder);
    typed.inCloud(
        cloud ->
            web =
                cloud
                    .account(SimAws.OWN_ACCOUNT)
                    .launch(
                        "eu-west-1", one -> one.named("web-01").launchedAgo(Duration.ofDays(30)))
                    .id());
  }

  @Test
  void aLimitOfNoneRetiresAndPurgesNothing() {
    assertThat(retire("--limit", "0").exitCode()).isEqualTo(ExitCode.REFUSED.code());
    retired();
    for (String length : new String[] {"12d", "4d"}) {
      typed.molly("sandbox", "advance", length);
      typed.molly("sweep", "--sandbox", "--told", "web-01");
    }

    Ran none = typed.molly("purge", "--sandbox", "--limit", "0");

    assertThat(none.exitCode()).as(none.out()).isEqualTo(ExitCode.REFUSED.code());
    assertThat(typed.molly("purge", "--sandbox", "--limit", "1").exitCode()).isZero();
  }

  @Test
  void whatARunRetiredAndNobodyCanSeeIsNotSaidToBeGone() {
    String run = retired();
    typed.inCloud(cloud -> cloud.faults().deny("ec2:DescribeInstances"));

    Ran restored = typed.molly("restore", "--sandbox", "--run", run);

    assertThat(restored.exitCode()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(restored.err())
        .contains(web + " was not found, and not everywhere could be looked")
        .contains("ec2:DescribeInstances")
        .doesNotContain("gone");
  }

  @Test
  void whatIsNotThereIsUnknownWhereNotEverywhereCouldBeLooked() {
    assertThat(typed.molly("protect", "--sandbox", "--id", NOT_THERE).exitCode())
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(retireTagged().exitCode()).isEqualTo(ExitCode.USAGE.code());
    typed.inCloud(cloud -> cloud.faults().deny("ec2:DescribeInstances"));

    assertThat(typed.molly("protect", "--sandbox", "--id", NOT_THERE).exitCode())
        .isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(retireTagged().exitCode()).isEqualTo(ExitCode.INCOMPLETE.code());
  }

  @Test
  void aFindingThatIsNotWhereTheCommandLooksIsNamed() {
    String report = folder.resolve("findings.json").toString();
    typed.molly("scan", "--sandbox", "--format", "json", "--output", report);
    typed.inCloud(
        cloud ->
            cloud
                .account(SimAws.OWN_ACCOUNT)
                .ec2("eu-west-1")
                .terminateInstances(r -> r.instanceIds(web)));
    typed.molly("sandbox", "advance", "2d");

    Ran ran =
        typed.molly(
            "retire",
            "--sandbox",
            "--findings",
            report,
            "--rule",
            "ec2-termination-protection",
            "--why",
            "old");

    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains(web, SimAws.OWN_ACCOUNT, "eu-west-1", "molly scan");
  }

  @Test
  void anAccountThatIsNamedWithoutAConfigMustBeTheCallersOwn() {
    assertThat(retire("--account", SimAws.OWN_ACCOUNT).exitCode()).isZero();

    Ran other = retire("--account", "999988887777");

    assertThat(other.exitCode()).isNotZero();
    assertThat(other.err()).contains("999988887777").doesNotContain("not in the config");
  }

  /// @return the run that did it
  private String retired() {
    String phrase = retire().found(CommandRunner.PHRASE);
    return retire("--apply", "--wait", "--confirm", phrase).found(RUN);
  }

  private Ran retire(String... more) {
    var words = new ArrayList<>(List.of("retire", web, "--sandbox", "--why", "old"));
    words.addAll(List.of(more));
    return typed.molly(words.toArray(String[]::new));
  }

  private Ran retireTagged() {
    return typed.molly("retire", "--sandbox", "--tag", "team=nobody", "--why", "old");
  }
}
