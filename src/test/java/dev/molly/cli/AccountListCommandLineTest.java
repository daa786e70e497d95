package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.report.ReportText;
import dev.molly.report.Schemas;
import dev.molly.sim.SimAws;
import dev.molly.sim.services.SimOrganizations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An organization that is scanned in parts of a list of its accounts.
class AccountListCommandLineTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final FleetInParts fleet;

  AccountListCommandLineTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    fleet = new FleetInParts(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "sarif", "junit", "html", "ocsf", "text"})
  void thePartsOfAListTogetherAreTheReportOfTheWhole(String format) {
    fleet.same(format, fleet.parts("--accounts-from", fleet.list("accounts.json")));
  }

  @Test
  void aListHasTheCallsOfTheLastScanOfEachAccount() throws IOException {
    JsonNode first = json(fleet.list("first.json"));
    fleet.parts();
    fleet.scan("--kind", "s3-bucket");
    JsonNode listed = json(fleet.list("accounts.json"));
    JsonNode report = JSON.readTree(fleet.scan("--format", "json").out());

    assertThat(Schemas.inJar("schema/accounts-1.schema.json").errors(listed)).isEmpty();
    assertThat(first.path("accounts"))
        .hasSize(FleetInParts.ACCOUNTS + 1)
        .noneMatch(each -> each.has("calls"));
    Map<String, Long> listedCalls = calls(listed);
    Map<String, Long> made = calls(report.at("/budget/places"));
    // Roles are assumed from the caller's own account: for fewer accounts in a part.
    assertThat(listedCalls.remove(SimAws.OWN_ACCOUNT))
        .isBetween(10L, made.remove(SimAws.OWN_ACCOUNT));
    assertThat(listedCalls)
        .containsExactlyInAnyOrderEntriesOf(made)
        .hasSize(FleetInParts.ACCOUNTS - 1);
    assertThat(listed.at("/accounts/" + FleetInParts.ACCOUNTS + "/notScanned").asText())
        .isEqualTo("suspended");
  }

  @Test
  void theLastScanOfAnAccountCountsWholeOrInParts() throws IOException {
    fleet.scan();
    long first = calls(json(fleet.list("1.json"))).getOrDefault("200000000001", 0L);
    aDayLater();
    fleet.parts();
    long second = calls(json(fleet.list("2.json"))).getOrDefault("200000000001", 0L);
    aDayLater();
    fleet.scan();
    long third = calls(json(fleet.list("3.json"))).getOrDefault("200000000001", 0L);

    assertThat(first).isLessThan(second);
    assertThat(second).isLessThan(third);
  }

  /// An account has another instance, whose flags take calls.
  private void aDayLater() {
    fleet.typed().molly("sandbox", "advance", "1d");
    fleet.typed().inCloud(cloud -> cloud.account("200000000001").launch("eu-west-1", one -> {}));
  }

  @Test
  void aListMayHaveTheCallsOfTheMergedReportOfAnEarlierNight() throws IOException {
    String report = folder.resolve("merged.json").toString();
    fleet.merge(fleet.parts(), "--format", "json", "--output", report);
    Map<String, Long> kept = calls(json(fleet.list("kept.json")));

    Map<String, Long> listed = calls(json(fleet.list("accounts.json", "--calls-from", report)));
    Ran none = fleet.scan("--list-accounts", "--calls-from", folder.resolve("no.json").toString());

    assertThat(listed).hasSize(FleetInParts.ACCOUNTS).isNotEmpty();
    assertThat(kept.keySet()).isEqualTo(listed.keySet());
    // Two calls of each member are to assume its role and to ask who one is.
    assertThat(listed.get("200000000001")).isBetween(10L, kept.get("200000000001"));
    assertThat(listed.get(SimAws.OWN_ACCOUNT)).isLessThan(kept.get("200000000001"));
    assertThat(none.exitCode()).isZero();
    assertThat(none.err()).contains("The list has no calls: ", "no.json: there is no such file");
    assertThat(fleet.scan("--calls-from", report).err()).contains("belongs to --list-accounts");
  }

  @Test
  void aListedOrganizationIsNotAskedForAgain() {
    String list = fleet.list("accounts.json");
    Ran before = fleet.scan("--format", "json");
    fleet
        .typed()
        .inCloud(
            cloud -> {
              var own = cloud.account(SimAws.OWN_ACCOUNT);
              own.state(SimOrganizations.State.class, "us-east-1").member("200000000009", "new");
              cloud.faults().deny("organizations:ListAccounts");
            });

    Ran merged = fleet.merge(fleet.parts("--accounts-from", list), "--format", "json");

    assertThat(ReportText.butForTimes(merged.out()))
        .isEqualTo(ReportText.butForTimes(before.out()));
    assertThat(fleet.scan().exitCode()).isEqualTo(4);
  }

  @Test
  void theListAndThePartsMayBeInABucketAndOneThatIsNotThereIsAGap() {
    fleet
        .typed()
        .inCloud(
            cloud -> cloud.account(SimAws.OWN_ACCOUNT).createBucket("eu-west-1", "runs", _ -> {}));
    String list = "s3://runs/1/accounts.json";
    fleet.scan("--list-accounts", "--format", "json", "--output", list);
    var parts = new ArrayList<String>();
    for (int n = 1; n <= FleetInParts.PARTS; n++) {
      parts.add("s3://runs/1/part-" + n + ".json");
      String shard = n + "/" + FleetInParts.PARTS;
      fleet.scan(
          "--accounts-from",
          list,
          "--shard",
          shard,
          "--format",
          "json",
          "--output",
          parts.getLast());
    }

    Ran merged = fleet.merge(parts, "--sandbox", "--format", "json");
    parts.set(1, "s3://runs/2/part-2.json");
    Ran missing = fleet.merge(parts, "--sandbox", "--format", "json");

    assertThat(merged.exitCode()).as(merged.err()).isEqualTo(1);
    assertThat(ReportText.butForTimes(merged.out()))
        .isEqualTo(ReportText.butForTimes(fleet.scan("--format", "json").out()));
    assertThat(missing.exitCode()).isEqualTo(4);
    assertThat(missing.err()).contains("s3://runs/2/part-2.json");
    assertThat(missing.out()).contains("there is no result of shard 2/4, to which it belongs");
    assertThat(fleet.scan("--accounts-from", "s3://runs/none.json").exitCode()).isEqualTo(2);
  }

  @Test
  void partsOfDifferentListsAreRefused() throws IOException {
    String list = fleet.list("accounts.json");
    List<String> parts = fleet.parts("--accounts-from", list);
    String other = folder.resolve("other.json").toString();
    Files.writeString(Path.of(list), Files.readString(Path.of(list)) + "\n");
    fleet.scan("--shard", "2/4", "--accounts-from", list, "--format", "json", "--output", other);

    Ran merged = fleet.merge(List.of(parts.get(0), other));

    assertThat(merged.exitCode()).isEqualTo(2);
    assertThat(merged.err()).contains("they differ in the list of the accounts");
  }

  @Test
  void aPartOfAListThatDiedIsAGapOfEachOfItsAccounts() {
    List<String> parts = fleet.parts("--accounts-from", fleet.list("accounts.json"));

    Ran merged = fleet.merge(parts.subList(1, FleetInParts.PARTS), "--format", "text");

    assertThat(merged.exitCode()).isEqualTo(4);
    assertThat(merged.oneLine()).contains("there is no result of shard 1/4, to which it belongs");
  }

  @Test
  void theAccountsOfTheConfigAreListedAndDividedAsWell() throws IOException {
    configureTwoAccounts();
    String list = folder.resolve("accounts.json").toString();
    fleet.configured("--list-accounts", "--format", "json", "--output", list);

    Ran first = fleet.configured("--accounts-from", list, "--shard", "1/2", "--format", "json");
    Files.writeString(
        Path.of(list), Files.readString(Path.of(list)).replace("200000000002", "200000000003"));
    Ran strange = fleet.configured("--accounts-from", list);

    assertThat(first.out()).contains("\"accountName\": \"one\"").doesNotContain("\"two\"");
    assertThat(strange.exitCode()).isEqualTo(2);
    assertThat(strange.err()).contains("account 200000000003 is not in the config");
  }

  /// Without an id it is about all accounts of the config: more than were scanned.
  @Test
  void theNextCommandAfterAPartProtectsOneResource() throws IOException {
    configureTwoAccounts();
    String list = folder.resolve("accounts.json").toString();
    fleet.configured("--list-accounts", "--format", "json", "--output", list);

    for (String part : List.of("1/2", "2/2")) {
      assertThat(fleet.configured("--accounts-from", list, "--shard", part).out())
          .containsPattern("Next +molly protect --id arn:aws:[a-z0-9]+:eu-west-1:20000000000[12]:");
    }
  }

  /// Without an organization in the config, --organization is refused.
  @Test
  void theListIsMadeByTheOptionsOfTheScan() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged.json"), "{");

    assertThat(fleet.scan("--accounts-from", damaged.toString()).err())
        .contains("Make one: molly scan --organization --list-accounts --format json");
    configureTwoAccounts();
    assertThat(fleet.configured("--accounts-from", damaged.toString()).err())
        .contains("is no list of accounts: it is not JSON, or cut off")
        .contains("Make one: molly scan --list-accounts --format json");
  }

  private void configureTwoAccounts() throws IOException {
    Files.writeString(
        folder.resolve("molly.yaml"),
        """
        version: 1
        accounts:
          - { name: one, id: "200000000001", role: "arn:aws:iam::200000000001:role/scan" }
          - { name: two, id: "200000000002", role: "arn:aws:iam::200000000002:role/scan" }
        """);
  }

  @Test
  void aListIsNoScan() {
    assertThat(fleet.scan("--list-accounts").oneLine())
        .contains("The scan would read 9 accounts.", "300000000000: old, not scanned: suspended");
    assertThat(fleet.scan("--list-accounts", "--format", "html").exitCode()).isEqualTo(2);
    assertThat(fleet.scan("--list-accounts", "--shard", "1/2").err())
        .contains("leave out --shard, --accounts-from and --estimate");
    assertThat(fleet.configured("--accounts-from", "a.json", "--account", "one").err())
        .contains("leave out --account and --environment");
    assertThat(fleet.configured("--accounts-from", folder.resolve("a.json").toString()).err())
        .contains("a.json: there is no such file");
    assertThat(fleet.configured("--list-accounts").err()).contains("divides a scan by accounts");
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
}
