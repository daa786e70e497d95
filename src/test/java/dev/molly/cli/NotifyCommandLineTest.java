package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans whose owners are told, by a program that writes down what it is given.
class NotifyCommandLineTest {
  private final Path folder;
  private final Path told;
  private final CommandRunner typed;

  NotifyCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    this.told = folder.resolve("told.jsonl");
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() throws IOException {
    config("notify: { command: [tee, -a, %s], about: scan }".formatted(told));
    typed.inAccount(
        account -> {
          account.createDb("eu-west-1", "orders", db -> db.tagged("team", "ada"));
          account.createDb("eu-west-1", "stock", db -> db.tagged("owner", "bob"));
          account.createDb("eu-west-1", "leads", db -> {});
        });
  }

  @Test
  void eachOwnerGetsOneNoticeAndTheNextDayOnlyWhatHasChanged() throws IOException {
    Ran first = scan("--notify");
    Ran same = scan("--notify");
    List<JsonNode> before = told();
    typed.molly("sandbox", "advance", "1d");
    typed.inAccount(
        account -> account.createDb("eu-west-1", "returns", db -> db.tagged("owner", "bob")));
    Ran next = scan("--notify");
    List<JsonNode> after = told();

    assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
    assertThat(first.err()).contains("3 notices for 3 owners delivered.");
    assertThat(same.err()).contains("0 notices for 0 owners delivered.");
    assertThat(before)
        .extracting(each -> each.path("owner").asText("-"))
        .containsExactly("ada", "bob", "-");
    assertThat(next.exitCode()).isEqualTo(1);
    assertThat(after).hasSize(4);
    assertThat(after.getLast().path("text").asText())
        .startsWith("[sandbox] bob: ")
        .contains("New:", "rds-instance returns", "molly scan", "--sandbox", "--owner bob");
    assertThat(scan("--notify-always").err()).contains("3 notices for 3 owners delivered.");
  }

  /// The listing of databases has their tags; once one is gone, only the last scan knows its owner.
  @Test
  void theOwnerOfWhatIsGoneIsTold() throws IOException {
    scan("--notify");
    typed.molly("sandbox", "advance", "1d");
    typed.inAccount(
        account ->
            account
                .rds("eu-west-1")
                .deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true)));
    typed.molly("sandbox", "advance", "1d");

    scan("--notify");

    assertThat(told()).hasSize(4);
    assertThat(told().getLast().path("owner").asText()).isEqualTo("ada");
    assertThat(told().getLast().path("text").asText()).contains("Gone:", "rds-instance orders");
  }

  @Test
  void tagsThatCostACallAreReadForTheirOwners() throws IOException {
    typed.inAccount(
        account ->
            account.createBucket(
                "eu-west-1", "acme-invoices", bucket -> bucket.tagged("owner", "cy")));

    typed.molly(
        "scan",
        "--sandbox",
        "--kind",
        "s3-bucket",
        "--policy",
        "strict",
        "--config",
        folder.resolve("own.yaml").toString(),
        "--notify");

    assertThat(told()).extracting(each -> each.path("owner").asText("-")).containsExactly("cy");
  }

  @Test
  void aDryRunSaysWhatWouldGoWhereAndSendsNothing() throws IOException {
    Ran ran = scan("--notify-dry-run", "--format", "json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(new JsonMapper().readTree(ran.out()).path("findings").isArray()).isTrue();
    assertThat(ran.err())
        .contains(" to command tee\n  [sandbox] ada: ", "{\"schemaVersion\":1,\"type\":\"scan\"");
    assertThat(told).doesNotExist();
  }

  /// It was the last scan for the next one otherwise, for which nothing had changed.
  @Test
  void whatADryRunShowedIsSentByTheScanAfterIt() {
    scan("--notify-dry-run");

    assertThat(scan("--notify").err()).contains("3 notices for 3 owners delivered.");
  }

  @Test
  void aChannelThatFailsIsAWarningAfterTheReport() throws IOException {
    config(
        "notify: [{ command: [/none], about: scan }, { slack: { url-env: NO_URL }, about: scan }]");

    Ran ran = scan("--notify");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("orders");
    assertThat(ran.err())
        .contains(
            "0 notices for 3 owners delivered.",
            "Notice not delivered to ada, bob, no owner (command /none): the command /none cannot"
                + " be run",
            "(slack by the URL in NO_URL): the variable NO_URL with Slack's URL is not set.");
  }

  @Test
  void anOwnerWithoutAChannelIsAWarning() throws IOException {
    config("notify: { command: [tee, -a, %s], about: scan, owners: ada }".formatted(told));

    Ran ran = scan("--notify");

    assertThat(ran.err())
        .contains(
            "Notice not delivered, since no channel of the config is about scans for bob, no"
                + " owner.");
    assertThat(told()).hasSize(1);
  }

  @Test
  void withoutAChannelForScansNothingIsScanned() throws IOException {
    config("notify: { command: [tee, -a, %s] }".formatted(told));

    Ran ran = scan("--notify");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("no channel of the config is about scans", "about: [falls-due, scan]");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void thePolicyForAScanHasItsTopicsAndBuses() throws IOException {
    config(
        """
        notify:
          - { sns: { topic: "arn:aws:sns:eu-west-1:111122223333:scans" }, about: scan }
          - { sns: { topic: "arn:aws:sns:eu-west-1:111122223333:due" } }
          - { events: { bus: "arn:aws:events:eu-west-1:111122223333:event-bus/molly" }, about: scan }
        """);

    Ran with =
        typed.molly("iam", "scan", "--notify", "--config", folder.resolve("own.yaml").toString());

    assertThat(with.out())
        .contains("sns:Publish", ":scans\"", "events:PutEvents", ":event-bus/molly\"")
        .doesNotContain(":due");
    assertThat(typed.molly("iam", "scan").out()).doesNotContain("sns:", "events:");
  }

  @Test
  void thePolicyForASweepHasTheChannelsByWhichItTells() throws IOException {
    config(
        """
        notify:
          - { sns: { topic: "arn:aws:sns:eu-west-1:111122223333:scans" }, about: scan }
          - { sns: { topic: "arn:aws:sns:eu-west-1:111122223333:due" } }
        """);

    Ran with =
        typed.molly("iam", "sweep", "--notify", "--config", folder.resolve("own.yaml").toString());

    assertThat(with.out()).contains("sns:Publish", ":due\"").doesNotContain(":scans");
    assertThat(typed.molly("iam", "sweep").out()).doesNotContain("sns:");
    assertThat(typed.molly("iam", "sweep", "--notify").exitCode()).isZero();
  }

  @Test
  void withoutAChannelForScansThereIsNoPolicyToNotifyEither() throws IOException {
    config("notify: { sns: { topic: \"arn:aws:sns:eu-west-1:111122223333:due\" } }");

    Ran ran =
        typed.molly("iam", "scan", "--notify", "--config", folder.resolve("own.yaml").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("no channel of the config is about scans");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void theSandboxHasNoSecurityHub() {
    Ran ran = scan("--security-hub");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("the sandbox has no Security Hub");
  }

  @Test
  void thePolicyForAScanHasTheImportOnlyIfItIsAskedFor() {
    assertThat(typed.molly("iam", "scan", "--security-hub").out())
        .contains("securityhub:BatchImportFindings");
    assertThat(typed.molly("iam", "scan").out()).doesNotContain("securityhub");
  }

  private void config(String notify) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), "version: 1\n" + notify);
  }

  private List<JsonNode> told() throws IOException {
    var json = new ArrayList<JsonNode>();
    for (String line : Files.readAllLines(told)) {
      json.add(new JsonMapper().readTree(line));
    }
    return json;
  }

  private Ran scan(String... options) {
    var words =
        new ArrayList<>(
            List.of("scan", "--sandbox", "--region", "eu-west-1", "--kind", "rds-instance"));
    words.addAll(List.of("--config", folder.resolve("own.yaml").toString()));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }
}
