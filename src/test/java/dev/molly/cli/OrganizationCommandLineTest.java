package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.ExitCode;
import dev.molly.sim.SimAws;
import dev.molly.sim.services.SimOrganizations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole organization, on the sandbox: its management account and four members, one instance in
/// each that can be entered.
class OrganizationCommandLineTest {
  private static final Pattern RUN = Pattern.compile("run ([0-9]{8}T[0-9]{6}Z-[0-9a-f]{6})");
  private static final Pattern FIX =
      Pattern.compile("(molly protect --id arn:aws:ec2:\\S*444455556666\\S*.*)");
  private static final String WEB = "444455556666";
  private static final String OTHER_WEB = "555566667777";
  private static final String SUSPENDED = "666677778888";
  private static final String EXCLUDED = "777788889999";

  @TempDir private Path folder;
  private CommandRunner typed = new CommandRunner(Path.of(""));

  @BeforeEach
  void found() throws IOException {
    typed = new CommandRunner(folder);
    typed.inCloud(
        cloud -> {
          var members =
              cloud.account(SimAws.OWN_ACCOUNT).state(SimOrganizations.State.class, "us-east-1");
          members.member(SimAws.OWN_ACCOUNT, "main");
          members.member(WEB, "web");
          members.member(OTHER_WEB, "web");
          members.member(SUSPENDED, "late").in("SUSPENDED");
          members.member(EXCLUDED, "play-1");
          for (String account : List.of(SimAws.OWN_ACCOUNT, WEB, OTHER_WEB)) {
            cloud.account(account).launch("eu-west-1", one -> one.named("web-01"));
          }
        });
    config("organization: { role: molly-scan, exclude: [{ name: play-* }] }");
  }

  @Test
  void scansEveryActiveAccountAndSaysWhichItLeftOut() {
    Ran ran = scan("--organization");

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.FINDINGS.code());
    assertThat(ran.out())
        .contains("account 111122223333 (main), eu-west-1")
        .contains("account 444455556666 (web), eu-west-1")
        .contains("account 555566667777 (web), eu-west-1");
    assertThat(ran.oneLine()).contains("1 suspended: 666677778888 (late); 1 excluded");
  }

  @Test
  void assumesTheRoleEverywhereButInTheCallersOwnAccount() {
    typed.inCloud(
        cloud ->
            cloud
                .faults()
                .deny("sts:AssumeRole")
                .on("arn:aws:iam::" + SimAws.OWN_ACCOUNT + ":role/molly-scan"));

    assertThat(scan("--organization").exitCode()).isEqualTo(ExitCode.FINDINGS.code());
  }

  @Test
  void anAccountThatCannotBeEnteredIsAGapAndNotTheEnd() throws IOException {
    typed.inCloud(
        cloud ->
            cloud
                .faults()
                .deny("sts:AssumeRole")
                .on("arn:aws:iam::" + OTHER_WEB + ":role/molly-scan"));

    Ran ran = scan("--organization", "--format", "json");
    JsonNode report = new ObjectMapper().readTree(ran.out());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(report.at("/gaps")).hasSize(1);
    assertThat(report.at("/gaps/0/account").asText()).isEqualTo(OTHER_WEB);
    assertThat(report.at("/gaps/0/accountName").asText()).isEqualTo("web");
    assertThat(report.at("/gaps/0/why").asText())
        .contains("could not be entered", "sts:AssumeRole");
    assertThat(report.at("/findings").findValuesAsText("account"))
        .contains(SimAws.OWN_ACCOUNT, WEB)
        .doesNotContain(OTHER_WEB);
    assertThat(report.at("/accounts").findValuesAsText("notScanned"))
        .containsExactly("suspended", "excluded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "ndjson", "csv", "sarif", "junit", "html", "ocsf"})
  void everyFormatNamesTheAccountsAndWhatWasLeftOut(String format) {
    Ran ran = scan("--organization", "--format", format);

    assertThat(ran.out()).contains("main", "late", SUSPENDED, "suspended");
  }

  @Test
  void aListThatCannotBeReadEndsWithoutAReport() {
    typed.inCloud(cloud -> cloud.faults().deny("organizations:ListAccounts"));

    Ran ran = scan("--organization");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.INCOMPLETE.code());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("organizations:ListAccounts", "molly iam scan --organization");
  }

  @Test
  void aFixThatItPrintsWorksAsTypedAndCanBeUndone() {
    Ran shown = typed.paste(scan("--organization").found(FIX));
    assertThat(shown.exitCode()).as(shown.out() + shown.err()).isZero();

    Ran done =
        typed.paste(shown.found(Pattern.compile("(molly protect .*--confirm \"[^\"]+\".*)")));
    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();

    String config = folder.resolve("molly.yaml").toString();
    Ran undone = typed.molly("undo", done.found(RUN), "--sandbox", "--config", config);
    assertThat(undone.exitCode()).as(undone.out() + undone.err()).isZero();
    assertThat(undone.out()).contains("1 done");
  }

  @Test
  void aPlanForAMemberIsAppliedByTheOrganizationsRole() {
    String plan = folder.resolve("plan.json").toString();
    String config = folder.resolve("molly.yaml").toString();
    typed.molly(
        "protect",
        "--sandbox",
        "--config",
        config,
        "--account",
        WEB,
        "--region",
        "eu-west-1",
        "--out",
        plan);

    Ran shown = typed.molly("apply", plan, "--sandbox", "--config", config, "--dry-run");
    Ran done =
        typed.molly(
            "apply",
            plan,
            "--sandbox",
            "--config",
            config,
            "--confirm",
            shown.found(CommandRunner.PHRASE));

    assertThat(shown.out()).contains(WEB).doesNotContain(OTHER_WEB);
    assertThat(done.exitCode()).as(done.out() + done.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--account", "--environment"})
  void isEveryAccountAndNoneThatIsNamed(String option) {
    Ran ran = scan("--organization", option, WEB);

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("leave out --account", "molly explain organization");
  }

  @Test
  void needsTheRoleFromAConfig() throws IOException {
    config("regions: all");

    Ran ran = scan("--organization");

    assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("organization: { role: molly-scan }");
  }

  @Test
  void itsPolicyIsThatOfTheFiltersAndTheRole() throws IOException {
    config("organization: { role: audit/scan, include: [{ tags: { stage: prod } }] }");

    Ran ran =
        typed.molly(
            "iam", "scan", "--organization", "--config", folder.resolve("molly.yaml").toString());

    assertThat(ran.out())
        .contains("organizations:ListAccounts\"", "organizations:ListTagsForResource")
        .contains("arn:aws:iam::*:role/audit/scan")
        .doesNotContain("organizations:ListRoots");
    assertThat(typed.molly("iam", "scan").out()).doesNotContain("organizations:");
  }

  private void config(String text) throws IOException {
    Files.writeString(folder.resolve("molly.yaml"), "version: 1\n" + text + "\n");
  }

  private Ran scan(String... more) {
    var words = new ArrayList<>(List.of("scan", "--sandbox", "--region", "eu-west-1"));
    words.addAll(List.of("--config", folder.resolve("molly.yaml").toString()));
    words.addAll(List.of(more));
    return typed.molly(words.toArray(String[]::new));
  }
}
