package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.SupportedKinds;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRegion;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a scan says, on a small account: two databases and an instance.
class ScanCommandLineTest {
  private static final KindId KIND = new KindId("rds-instance");
  private static final AccountRegion PLACE =
      new AccountRegion(new AccountId(SimAws.OWN_ACCOUNT), new RegionId("eu-west-1"));

  private final Path folder;
  private final CommandRunner typed;

  ScanCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.createDb(
              "eu-west-1", "orders", db -> db.protectedFromDeletion().tagged("team", "ada"));
          account.createDb("eu-west-1", "stock", db -> db.tagged("owner", "bob"));
          account.launch("eu-west-1", one -> one.named("web").tagged("env", "test"));
          account.createBucket("eu-west-1", "acme-invoices", bucket -> {});
          return cloud;
        });
  }

  @Test
  void aJobThatPassesShowsNoFailures() {
    Ran mild = scan("--fail-on", "critical", "--format", "junit", "--kind", "ec2-instance");
    Ran strict = scan("--fail-on", "high", "--format", "junit", "--kind", "ec2-instance");

    assertThat(mild.exitCode()).isZero();
    assertThat(mild.out())
        .contains("failures=\"0\"", "below --fail-on critical")
        .doesNotContain("<failure");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.out()).contains("<failure");
  }

  @Test
  void aScanSaysHowManyThereAreOfEachSeverity() {
    assertThat(scan("--kind", "ec2-instance").out())
        .containsPattern("\nSeverity +[0-9]+ high(, [0-9]+ medium)?");
    assertThat(scan("--format", "html").out())
        .containsPattern("violations \\([0-9]+ [a-z]+, [0-9]+ [a-z]+");
  }

  @Test
  void aScanShowsWhoseLeaseTakesProtectionOffAndUntilWhen() {
    String[] lease = {
      "lease",
      "orders",
      "--sandbox",
      "--region",
      "eu-west-1",
      "--for",
      "2h",
      "--why",
      "patch",
      "--apply"
    };
    typed.answers("1 in " + SimAws.OWN_ACCOUNT);
    Ran leased = typed.molly(lease);

    Ran ran = scan("--kind", "rds-instance");

    assertThat(leased.exitCode()).as(leased.out()).isZero();
    assertThat(leased.oneLine())
        .contains(
            "Undone by: molly lease arn:aws:rds:eu-west-1:111122223333:db:orders --end --sandbox")
        .doesNotContain("molly undo");
    assertThat(ran.oneLine())
        .contains("== on a lease", "orders deletion-protection: on a lease of arn:aws:")
        .contains("until 20", ": patch", "molly lease --list --sandbox");
  }

  @Test
  void thereIsOnePolicyForAScan() {
    String page = typed.molly("explain", "permissions").out();

    assertThat(page.indent(-4)).contains(SupportedKinds.aws().policyToScan().strip());
    assertThat(page).doesNotContain("{{");
    assertThat(typed.molly("iam", "scan").out().strip())
        .isEqualTo(SupportedKinds.aws().policyToScan().strip());
  }

  @Test
  void progressSaysHowManyThereAreWhenThatIsKnownAndNotBefore() {
    var err = new ByteArrayOutputStream();
    var terminal =
        new Terminal(
            new ByteArrayOutputStream(),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            0,
            Map.of());
    try (var progress = new ScanProgress(terminal, () -> 7)) {
      progress.listings(2);
      progress.seen();
      progress.judged();
      progress.listed(PLACE, KIND);
      progress.show();
      progress.seen();
      progress.listed(PLACE, KIND);
      progress.show();
    }

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            early -> assertThat(early).startsWith("molly: 1 resources read; "),
            late -> assertThat(late).startsWith("molly: 1 of 2 resources read; all listed"));
  }

  @Test
  void aScanAndAProtectAreAboutTheTagsAndTheOwnersThatAreAskedFor() {
    Ran ada = scan("--owner", "ada", "--policy", "strict");
    Ran bob = protect("--owner", "bob");
    Ran tests = scan("--tag", "env=te*");
    Ran nobody = scan("--tag", "env=test", "--owner", "ada");

    assertThat(ada.out()).contains("orders").doesNotContain("stock", "web", "acme-invoices");
    assertThat(bob.out()).contains("stock").doesNotContain("orders", "web", "acme-invoices");
    assertThat(tests.out()).contains("web").doesNotContain("orders", "acme-invoices");
    assertThat(nobody.out()).contains("Findings  none: no rule applied to anything that was read");
    assertThat(ada.out()).contains("molly protect --owner ada --policy strict");
  }

  @Test
  void aResourceWhoseTagsCannotBeReadIsNotLeftOutInSilence() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud.faults().deny("s3:GetBucketTagging");
          return cloud;
        });

    Ran scan = scan("--tag", "env=test");
    Ran protect = protect("--tag", "env=test");

    assertThat(scan.exitCode()).isEqualTo(4);
    assertThat(scan.out()).contains("acme-invoices", "s3:GetBucketTagging");
    assertThat(protect.out()).contains("acme-invoices").doesNotContain("s3-bucket versioning:");
  }

  @Test
  void aScanGroupsByOwnerAndReadsTheTagsOfBucketsOnlyThen() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          cloud.faults().deny("s3:GetBucketTagging");
          return cloud;
        });

    Ran plain = scan("--policy", "strict");
    Ran grouped = scan("--policy", "strict", "--group-by", "owner");

    assertThat(plain.out())
        .contains(
            "owner: bob",
            "1 resource whose tags were not read",
            "(s3-bucket)",
            "molly scan --policy strict --sandbox --region eu-west-1 --state "
                + folder
                + " --group-by owner\n")
        .doesNotContain("unknown tags");
    assertThat(grouped.out())
        .contains("== owner bob ==", "== owner ada ==", "== no owner ==", "== unknown owner ==")
        .contains("1 resource with unknown tags")
        .doesNotContain("tags were not read");
  }

  @Test
  void theCommandThatReadsTheOwnersIsTheSameScan() {
    String html = scan("--policy", "strict", "--format", "html").out();
    String text = scan("--policy", "strict", "--kind", "s3-bucket", "--group-by=rule").out();

    assertThat(html)
        .contains("molly scan --policy strict --format html --sandbox --region eu-west-1")
        .contains(folder + " --group-by owner<");
    assertThat(text)
        .contains("molly scan --policy strict --kind s3-bucket --sandbox --region eu-west-1")
        .contains(folder + " --group-by owner\n");
  }

  @Test
  void anOwnerIsTheFirstTagOfTheConfigThatIsThere() throws IOException {
    Path config = folder.resolve("molly.yaml");
    Files.writeString(config, "version: 1\nowners: { tags: [Env, team] }\n");

    Ran test = scan("--owner", "te*", "--config", config.toString());
    Ran bob = scan("--owner", "bob", "--config", config.toString());

    assertThat(test.out()).contains("owner: test", "web").doesNotContain("stock");
    assertThat(bob.out()).contains("Findings  none");
  }

  @Test
  void aScanIsAboutTheSeverityThatIsAskedFor() {
    Ran all = scan("--policy", "strict");
    Ran high = scan("--policy", "strict", "--severity", "high");

    assertThat(all.out()).contains("LOW ", "HIGH ");
    assertThat(high.out()).contains("HIGH ").doesNotContain("LOW ", "MEDIUM ");
  }

  private Ran protect(String... more) {
    return run("protect", more);
  }

  private Ran scan(String... more) {
    return run("scan", more);
  }

  private Ran run(String command, String... more) {
    var words = new ArrayList<>(List.of(command));
    words.addAll(List.of(more));
    words.addAll(List.of("--sandbox", "--region", "eu-west-1"));
    return typed.molly(words.toArray(String[]::new));
  }
}
