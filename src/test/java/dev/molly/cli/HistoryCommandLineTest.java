package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import dev.molly.sim.SimAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans one after another, on an account of two databases and an instance.
class HistoryCommandLineTest {
  private final Path folder;
  private final CommandRunner typed;

  HistoryCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    typed.inCloud(
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.createDb("eu-west-1", "orders", db -> db.tagged("team", "ada"));
          account.createDb("eu-west-1", "stock", db -> {});
          account.createDb("us-east-1", "leads", db -> {});
        });
  }

  @Test
  void theFirstScanSaysThatItIsTheFirst() {
    Ran first = scan("--since", "last");

    assertThat(first.exitCode()).as(first.err()).isEqualTo(1);
    assertThat(first.oneLine()).contains("This is the first scan of this scope");
    assertThat(first.err()).doesNotContain("history");
  }

  @Test
  void theNextScanSaysWhatIsNewWhatStillFailsAndWhatIsGone() {
    scan();
    typed.molly("sandbox", "advance", "12d");
    typed.inAccount(account -> account.createDb("eu-west-1", "returns", db -> {}));

    Ran next = scan("--since", "last");

    assertThat(next.oneLine())
        .contains("Since the last scan of this scope, 20", " new, ", " still failing, 0 fixed.")
        .contains("returns new ")
        .contains("failing for at least 12 days, since 20", "or earlier");
    assertThat(scan("--since", "last").oneLine()).contains(": 0 new, ");
  }

  @Test
  void aScanOfAnotherRegionFixesNothing() {
    scan();

    Ran other = run("scan", "--region", "us-east-1", "--since", "last");
    Ran kind = scan("--kind", "ec2-instance", "--since", "last");
    Ran owner = scan("--owner", "ada", "--since", "last");
    Ran same = scan("--since", "last");

    for (Ran each : List.of(other, kind, owner)) {
      assertThat(each.oneLine()).contains("This is the first scan").doesNotContain("fixed (");
    }
    assertThat(same.oneLine()).contains(" 0 new, ", " 0 fixed.");
  }

  @Test
  void whatCouldNotBeReadIsNeitherFixedNorGone() {
    scan();
    typed.inCloud(cloud -> cloud.faults().deny("rds:DescribeDBInstances"));

    Ran blind = scan("--since", "last", "--fail-on", "new");

    assertThat(blind.exitCode()).isEqualTo(4);
    assertThat(blind.oneLine())
        .contains(" 0 still failing, 0 fixed, ", " not seen this time")
        .doesNotContain("gone");
  }

  @Test
  void onlyNewFindingsFailAJobThatAsksForNewOnes() {
    Ran first = scan("--fail-on", "new");
    Ran second = scan("--fail-on", "new");
    Ran all = scan();
    typed.inAccount(account -> account.createDb("eu-west-1", "returns", db -> {}));
    Ran severe = scan("--fail-on", "critical,new", "--severity", "low");
    Ran third = scan("--fail-on", "new");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(second.exitCode()).as(second.out()).isZero();
    assertThat(second.oneLine()).contains(": 0 new, ");
    assertThat(all.exitCode()).isEqualTo(1);
    assertThat(severe.oneLine()).contains("This is the first scan");
    assertThat(third.exitCode()).as(third.out()).isEqualTo(1);
  }

  @Test
  void aHistoryThatIsDamagedIsSaidAndTheScanGoesOn() throws IOException {
    scan();
    Path last = file("last.jsonl");
    Files.writeString(last, Files.readString(last).substring(0, 200));

    Ran asked = scan("--since", "last", "--format", "json");
    Ran after = scan("--since", "last");

    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.err()).contains("last.jsonl is not used: it is damaged");
    assertThat(asked.out()).contains("is damaged").doesNotContain("still-failing", "\"age\"");
    assertThat(after.oneLine()).contains(" still failing, 0 fixed.");
  }

  @Test
  void aHistoryThatCannotBeWrittenStopsNoScan() throws IOException {
    Path state = folder.resolve("sandbox");
    Files.deleteIfExists(state);
    Files.writeString(state, "not a folder");

    Ran ran = scan("--since", "last");

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("was not kept");
  }

  @Test
  void aPolicyThatAsksForLessFixesNothing() throws IOException {
    Path policy = folder.resolve("ours.yaml");
    Files.writeString(policy, policy("14d"));
    Ran was = scan("--policy", policy.toString());
    Files.writeString(policy, policy("1d"));

    Ran now = scan("--policy", policy.toString(), "--since", "last");

    assertThat(was.exitCode()).isEqualTo(1);
    assertThat(now.oneLine()).contains("0 fixed, 2 the rule has changed");
  }

  @Test
  void theTrendOfTheLastScanIsShownWithoutAWS() throws IOException {
    scan();
    typed.molly("sandbox", "advance", "2d");
    typed.inAccount(account -> account.createDb("eu-west-1", "returns", db -> {}));
    scan();
    typed.molly("sandbox", "advance", "1d");
    run("scan", "--region", "us-east-1");
    Files.delete(folder.resolve("sandbox.json"));

    Ran last = run("trend");
    Ran list = run("trend", "--list");
    String ireland =
        list.out()
            .lines()
            .filter(line -> line.contains("eu-west-1"))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .findFirst()
            .orElseThrow();
    Ran chosen = run("trend", "--scope", ireland.substring(0, 6), "--by", "kind");
    Ran json = run("trend", "--scope", ireland, "--format", "json");

    assertThat(last.exitCode()).as(last.err()).isZero();
    assertThat(last.oneLine()).contains("us-east-1", "1 other scope: molly trend --list");
    assertThat(chosen.out()).contains("rds-instance\n").containsPattern("(?m)#$");
    assertThat(json.out()).contains("\"new\": ", "\"id\": \"" + ireland + "\"");
  }

  @Test
  void aTrendSaysWhatItCouldNotRead() throws IOException {
    scan();
    scan();
    Path one = file("totals.jsonl");
    Files.writeString(one, "{}");

    Ran ran = run("trend");

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.err()).contains("is damaged");
    assertThat(ran.out()).contains("20");
  }

  @Test
  void withoutAHistoryThereIsNoTrend() {
    Ran none = run("trend");
    scan();

    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no history", "molly scan");
    assertThat(run("trend", "--scope", "zz").err()).contains("molly trend --list");
    assertThat(run("trend", "--format", "sarif").err()).contains("text, json or csv");
  }

  @Test
  void thereIsNothingButTheLastScanToCompareWith() {
    Ran ran = scan("--since", "yesterday");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--since last");
  }

  private static String policy(String atLeast) {
    return """
    version: 1
    name: ours
    rules:
      - id: backups
        kind: rds-instance
        require: { backup-retention: { at-least: %s } }
        severity: high
    """
        .formatted(atLeast);
  }

  private Path file(String end) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("sandbox").resolve("history"))) {
      return files.filter(file -> file.toString().endsWith(end)).findFirst().orElseThrow();
    }
  }

  private Ran scan(String... more) {
    var words = new ArrayList<>(List.of("scan", "--region", "eu-west-1"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  private Ran run(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--sandbox");
    return typed.molly(all.toArray(String[]::new));
  }
}
