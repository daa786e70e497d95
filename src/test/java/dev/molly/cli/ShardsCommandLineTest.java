package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.report.ReportText;
import dev.molly.report.Schemas;
import dev.molly.sim.SimAws;
import dev.molly.sim.SimFile;
import dev.molly.sim.services.SimOrganizations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An organization of nine accounts, scanned in parts.
class ShardsCommandLineTest {
  private static final int ACCOUNTS = 9;
  private static final int PARTS = 4;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final CommandRunner typed;

  ShardsCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void found() throws IOException {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          var members =
              cloud.account(SimAws.OWN_ACCOUNT).state(SimOrganizations.State.class, "us-east-1");
          members.member(SimAws.OWN_ACCOUNT, "main");
          for (int n = 1; n < ACCOUNTS; n++) {
            String id = "20000000000" + n;
            members.member(id, "team-" + n);
            cloud.account(id).launch("eu-west-1", one -> one.tagged("owner", "ada"));
            cloud.account(id).createDb("eu-west-1", "orders", db -> {});
          }
          members.member("300000000000", "old").in("SUSPENDED");
          return cloud;
        });
    Files.writeString(
        folder.resolve("molly.yaml"), "version: 1\norganization: { role: molly-scan }\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "sarif", "junit", "html", "ocsf", "text"})
  void thePartsTogetherAreTheReportOfTheWhole(String format) {
    same(format, parts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "sarif", "junit", "html", "ocsf", "text"})
  void thePartsOfAListTogetherAreTheReportOfTheWhole(String format) {
    same(format, parts("--accounts-from", list("accounts.json")));
  }

  private void same(String format, List<String> parts) {
    Ran whole = scan("--format", format);
    Ran merged = merge(parts, "--format", format);

    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(whole.exitCode()).isEqualTo(1);
    assertThat(ReportText.butForTimes(merged.out())).isEqualTo(ReportText.butForTimes(whole.out()));
    assertThat(merged.out()).contains("team-8");
  }

  @Test
  void aPartThatDiedIsAGapOfEachOfItsAccounts() throws IOException {
    List<String> parts = parts();
    Path second = Path.of(parts.get(1));
    String text = Files.readString(second);
    Files.writeString(second, text.substring(0, text.length() / 2));

    Ran merged = merge(parts, "--format", "text");

    assertThat(merged.exitCode()).isEqualTo(4);
    assertThat(merged.err()).contains(second + " is damaged: it is not JSON, or cut off");
    assertThat(merged.oneLine()).contains("there is no result of shard 2/4, to which it belongs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--tag=a=b",
        "--owner=x",
        "--severity=high",
        "--region=us-east-1",
        "--kind=s3-bucket"
      })
  void partsThatWereNarrowedDifferentlyAreRefused(String option) {
    List<String> parts = parts();
    String other = folder.resolve("other.json").toString();
    scan("--shard", "2/" + PARTS, "--format", "json", "--output", other, option);

    Ran merged = merge(List.of(parts.get(0), other));

    assertThat(merged.exitCode()).as(merged.out()).isEqualTo(2);
    assertThat(merged.err()).contains("are not parts of one scan: they differ in ");
  }

  @Test
  void theNextCommandEntersTheAccountOfTheWorstFinding() {
    String next = "Next molly protect --id arn:aws:";

    assertThat(scan().oneLine()).contains(next);
    assertThat(merge(parts()).oneLine()).contains(next);
    assertThat(scan("--kind", "s3-bucket").oneLine())
        .contains(
            "Next molly scan --sandbox --organization --config",
            "--kind s3-bucket",
            "--report html=molly.html");
  }

  @Test
  void theNextCommandEntersTheAccountOfAnOrganizationThatTheEnvironmentAsksFor()
      throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        "version: 1\norganization: { role: molly-scan, include: [{ id: \"200000000001\" }] }\n");

    Ran ran =
        typed
            .with("MOLLY_ORGANIZATION", "true")
            .molly(
                "scan",
                "--sandbox",
                "--config",
                folder.resolve("molly.yaml").toString(),
                "--region",
                "eu-west-1");

    assertThat(ran.oneLine()).contains("1 target ", "Next molly protect --id arn:aws:");
  }

  @Test
  void aNarrowedReportSaysByWhat() {
    Ran text = scan("--tag", "a=b", "--owner", "x");
    Ran json = scan("--tag", "a=b", "--format", "json");

    assertThat(text.oneLine()).contains("against baseline, only --tag a=b --owner x.");
    assertThat(json.out()).contains("\"narrowed\": [", "\"--tag a=b\"");
    assertThat(scan("--format", "html", "--owner", "x", "--tag", "a=b").out())
        .contains("baseline, only --tag a=b --owner x<");
  }

  @Test
  void theConfigThatIsFoundSaysWhatFails() throws IOException {
    List<String> parts = parts();
    Path found = Files.createDirectories(folder.resolve("settings/molly")).resolve("molly.yaml");
    Files.writeString(found, "version: 1\nfail-on: critical\n");
    typed
        .with("MOLLY_NO_CONFIG", "")
        .with("XDG_CONFIG_HOME", folder.resolve("settings").toString());
    var words = new ArrayList<>(List.of("report", "merge"));
    words.addAll(parts);

    Ran merged = typed.molly(words.toArray(String[]::new));
    words.add("--no-config");
    Ran without = typed.molly(words.toArray(String[]::new));

    assertThat(merged.err()).contains("config: " + found);
    assertThat(merged.exitCode()).as(merged.out()).isZero();
    assertThat(without.err()).doesNotContain("config: ");
    assertThat(without.exitCode()).isEqualTo(1);
  }

  @Test
  void nothingThatCanBeReadIsAnErrorWithTheCommandThatMakesIt() {
    Ran merged = merge(List.of(folder.resolve("nowhere.json").toString()));

    assertThat(merged.exitCode()).isEqualTo(2);
    assertThat(merged.err())
        .contains("nowhere.json: there is no such file", "molly scan --shard 1/2 --format json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/9999999"})
  void whatIsNoPartIsRefused(String shard) {
    Ran ran = scan("--shard", shard);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("not a part such as 2/10, the second of ten");
  }

  @Test
  void oneAccountIsNotDivided() {
    Ran ran = typed.molly("scan", "--sandbox", "--region", "eu-west-1", "--shard", "1/2");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--shard divides a scan by accounts");
  }

  @Test
  void anEstimateOfAPartIsOfItsAccountsOnly() {
    String whole = scan("--estimate", "--format", "json").out();
    String part = scan("--estimate", "--format", "json", "--shard", "2/4").out();

    assertThat(whole).contains("200000000001", "200000000008");
    assertThat(part.lines().filter(line -> line.contains("\"account\"")).distinct().count())
        .isBetween(1L, ACCOUNTS - 1L);
  }

  @Test
  void aPartWithoutAccountsIsAnEmptyReport() {
    Ran ran = scan("--shard", "90/100", "--format", "json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("\"targets\": [],");
    assertThat(scan("--shard", "90/100", "--estimate").exitCode()).isZero();
  }

  @Test
  void aListHasTheCallsOfTheLastScanOfEachAccount() throws IOException {
    JsonNode first = json(list("first.json"));
    parts();
    scan("--kind", "s3-bucket");
    JsonNode listed = json(list("accounts.json"));
    JsonNode report = JSON.readTree(scan("--format", "json").out());

    assertThat(Schemas.inJar("schema/accounts-1.schema.json").errors(listed)).isEmpty();
    assertThat(first.path("accounts")).hasSize(ACCOUNTS + 1).noneMatch(each -> each.has("calls"));
    Map<String, Long> listedCalls = calls(listed);
    Map<String, Long> made = calls(report.at("/budget/places"));
    // Roles are assumed from the caller's own account: for fewer accounts in a part.
    assertThat(listedCalls.remove(SimAws.OWN_ACCOUNT))
        .isBetween(10L, made.remove(SimAws.OWN_ACCOUNT));
    assertThat(listedCalls).containsExactlyInAnyOrderEntriesOf(made).hasSize(ACCOUNTS - 1);
    assertThat(listed.at("/accounts/" + ACCOUNTS + "/notScanned").asText()).isEqualTo("suspended");
  }

  @Test
  void aListMayHaveTheCallsOfTheMergedReportOfAnEarlierNight() throws IOException {
    String report = folder.resolve("merged.json").toString();
    merge(parts(), "--format", "json", "--output", report);
    Map<String, Long> kept = calls(json(list("kept.json")));

    Map<String, Long> listed = calls(json(list("accounts.json", "--calls-from", report)));
    Ran none = scan("--list-accounts", "--calls-from", folder.resolve("no.json").toString());

    assertThat(listed).hasSize(ACCOUNTS).isNotEmpty();
    assertThat(kept.keySet()).isEqualTo(listed.keySet());
    // Two calls of each member are to assume its role and to ask who one is.
    assertThat(listed.get("200000000001")).isBetween(10L, kept.get("200000000001"));
    assertThat(listed.get(SimAws.OWN_ACCOUNT)).isLessThan(kept.get("200000000001"));
    assertThat(none.exitCode()).isZero();
    assertThat(none.err()).contains("The list has no calls: ", "no.json: there is no such file");
    assertThat(scan("--calls-from", report).err()).contains("belongs to --list-accounts");
  }

  @Test
  void aListedOrganizationIsNotAskedForAgain() {
    String list = list("accounts.json");
    Ran before = scan("--format", "json");
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> {
          var own = cloud.account(SimAws.OWN_ACCOUNT);
          own.state(SimOrganizations.State.class, "us-east-1").member("200000000009", "new");
          cloud.faults().deny("organizations:ListAccounts");
          return cloud;
        });

    Ran merged = merge(parts("--accounts-from", list), "--format", "json");

    assertThat(ReportText.butForTimes(merged.out()))
        .isEqualTo(ReportText.butForTimes(before.out()));
    assertThat(scan().exitCode()).isEqualTo(4);
  }

  @Test
  void theListAndThePartsMayBeInABucketAndOneThatIsNotThereIsAGap() {
    SimFile.with(
        folder.resolve("sandbox.json"),
        cloud -> cloud.account(SimAws.OWN_ACCOUNT).createBucket("eu-west-1", "runs", _ -> {}));
    String list = "s3://runs/1/accounts.json";
    scan("--list-accounts", "--format", "json", "--output", list);
    var parts = new ArrayList<String>();
    for (int n = 1; n <= PARTS; n++) {
      parts.add("s3://runs/1/part-" + n + ".json");
      String shard = n + "/" + PARTS;
      scan(
          "--accounts-from",
          list,
          "--shard",
          shard,
          "--format",
          "json",
          "--output",
          parts.getLast());
    }

    Ran merged = merge(parts, "--sandbox", "--format", "json");
    parts.set(1, "s3://runs/2/part-2.json");
    Ran missing = merge(parts, "--sandbox", "--format", "json");

    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(1);
    assertThat(ReportText.butForTimes(merged.out()))
        .isEqualTo(ReportText.butForTimes(scan("--format", "json").out()));
    assertThat(missing.exitCode()).isEqualTo(4);
    assertThat(missing.err()).contains("s3://runs/2/part-2.json");
    assertThat(missing.out()).contains("there is no result of shard 2/4, to which it belongs");
    assertThat(scan("--accounts-from", "s3://runs/none.json").exitCode()).isEqualTo(2);
  }

  @Test
  void partsOfDifferentListsAreRefused() throws IOException {
    String list = list("accounts.json");
    List<String> parts = parts("--accounts-from", list);
    String other = folder.resolve("other.json").toString();
    Files.writeString(Path.of(list), Files.readString(Path.of(list)) + "\n");
    scan("--shard", "2/4", "--accounts-from", list, "--format", "json", "--output", other);

    Ran merged = merge(List.of(parts.get(0), other));

    assertThat(merged.exitCode()).isEqualTo(2);
    assertThat(merged.err()).contains("they differ in the list of the accounts");
  }

  @Test
  void aPartOfAListThatDiedIsAGapOfEachOfItsAccounts() {
    List<String> parts = parts("--accounts-from", list("accounts.json"));

    Ran merged = merge(parts.subList(1, PARTS), "--format", "text");

    assertThat(merged.exitCode()).isEqualTo(4);
    assertThat(merged.oneLine()).contains("there is no result of shard 1/4, to which it belongs");
  }

  @Test
  void theAccountsOfTheConfigAreListedAndDividedAsWell() throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { name: one, id: "200000000001", role: "arn:aws:iam::200000000001:role/scan" }
          - { name: two, id: "200000000002", role: "arn:aws:iam::200000000002:role/scan" }
        """);
    String list = folder.resolve("accounts.json").toString();
    configured("--list-accounts", "--format", "json", "--output", list);

    Ran first = configured("--accounts-from", list, "--shard", "1/2", "--format", "json");
    Files.writeString(
        Path.of(list), Files.readString(Path.of(list)).replace("200000000002", "200000000003"));
    Ran strange = configured("--accounts-from", list);

    assertThat(first.out()).contains("\"accountName\": \"one\"").doesNotContain("\"two\"");
    assertThat(strange.exitCode()).isEqualTo(2);
    assertThat(strange.err()).contains("account 200000000003 is not in the config");
  }

  @Test
  void aListIsNoScan() {
    assertThat(scan("--list-accounts").oneLine())
        .contains("The scan would be of 9 accounts.", "300000000000: old, not scanned: suspended");
    assertThat(scan("--list-accounts", "--format", "html").exitCode()).isEqualTo(2);
    assertThat(scan("--list-accounts", "--shard", "1/2").err())
        .contains("leave out --shard, --accounts-from and --estimate");
    assertThat(configured("--accounts-from", "a.json", "--account", "one").err())
        .contains("leave out --account and --environment");
    assertThat(configured("--accounts-from", folder.resolve("a.json").toString()).err())
        .contains("a.json: there is no such file");
    assertThat(configured("--list-accounts").err()).contains("divides a scan by accounts");
  }

  private String list(String name, String... options) {
    String file = folder.resolve(name).toString();
    var words = new ArrayList<>(List.of("--list-accounts", "--format", "json", "--output", file));
    words.addAll(List.of(options));
    Ran ran = scan(words.toArray(String[]::new));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return file;
  }

  private static JsonNode json(String file) throws IOException {
    return JSON.readTree(Path.of(file).toFile());
  }

  /// Returns the calls by account, of a list or of the places of a report.
  private static Map<String, Long> calls(JsonNode report) {
    var calls = new TreeMap<String, Long>();
    for (JsonNode each : report.isArray() ? report : report.path("accounts")) {
      if (each.has("calls")) {
        calls.put(each.path("account").asText(), each.path("calls").asLong());
      }
      for (JsonNode service : each.path("services")) {
        calls.merge(each.path("account").asText(), service.asLong(), Long::sum);
      }
    }
    return calls;
  }

  private List<String> parts(String... options) {
    var parts = new ArrayList<String>();
    for (int n = 1; n <= PARTS; n++) {
      String file = folder.resolve("part-" + n + ".json").toString();
      var words = new ArrayList<>(List.of("--shard", n + "/" + PARTS));
      words.addAll(List.of("--format", "json", "--output", file));
      words.addAll(List.of(options));
      scan(words.toArray(String[]::new));
      parts.add(file);
    }
    return parts;
  }

  private Ran scan(String... options) {
    return run(List.of("scan", "--sandbox", "--organization", "--config"), options);
  }

  private Ran configured(String... options) {
    return run(List.of("scan", "--sandbox", "--config"), options);
  }

  private Ran run(List<String> command, String... options) {
    var words = new ArrayList<>(command);
    words.add(folder.resolve("molly.yaml").toString());
    words.addAll(List.of("--region", "eu-west-1"));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }

  private Ran merge(List<String> parts, String... options) {
    var words = new ArrayList<>(List.of("report", "merge"));
    words.addAll(parts);
    words.addAll(List.of("--config", folder.resolve("molly.yaml").toString()));
    words.addAll(List.of(options));
    return typed.molly(words.toArray(String[]::new));
  }
}
