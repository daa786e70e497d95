package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.report.Schemas;
import dev.molly.sim.SimAws;
import dev.molly.sim.core.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateCommandLineTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ESTIMATE = "--estimate";

  private final Path folder;
  private final CommandRunner typed;

  EstimateCommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  @BeforeEach
  void populate() {
    typed.inCloud(
        cloud -> {
          var account = cloud.account(SimAws.OWN_ACCOUNT);
          account.launch("eu-west-1", one -> one.named("web-01"));
          account.createDb("eu-west-1", "orders", db -> {});
        });
  }

  @Test
  void aScanShowsBesideItsCallsWhatWasEstimated() throws IOException {
    JsonNode estimate = json(scan(ESTIMATE, "--format", "json"));
    JsonNode report = json(scan("--format", "json"));

    assertThat(Schemas.inJar("schema/estimate-1.schema.json").errors(estimate)).isEmpty();
    assertThat(Schemas.inJar("schema/scan-report-1.schema.json").errors(report)).isEmpty();
    assertThat(report.at("/budget/estimate/calls")).isEqualTo(estimate.path("calls"));
    assertThat(report.at("/summary/calls")).isEqualTo(estimate.path("calls"));
    assertThat(estimate.path("places")).isEqualTo(report.at("/budget/places"));
  }

  @Test
  void anEstimateIsShownOnce() {
    scan(ESTIMATE);
    Ran first = scan();
    typed.molly("sandbox", "advance", "1d");
    Ran second = scan();

    assertThat(first.out()).contains("Estimate  ");
    assertThat(second.out()).doesNotContain("Estimate  ");
  }

  @Test
  void afterAScanItIsTheCallsOfThatScanAndTakesOneCall() throws IOException {
    JsonNode report = json(scan("--format", "json"));

    JsonNode estimate = json(scan(ESTIMATE, "--format", "json"));

    assertThat(Schemas.inJar("schema/estimate-1.schema.json").errors(estimate)).isEmpty();
    assertThat(estimate.at("/lastScan/startedAt")).isEqualTo(report.path("startedAt"));
    assertThat(estimate.path("spent").asLong()).isEqualTo(1);
    assertThat(estimate.path("places")).isEqualTo(report.at("/budget/places"));
  }

  @Test
  void anEstimateThatCouldNotListEverythingIsIncompleteAndNotShownBesideAScan() {
    faults(faults -> faults.deny("rds:DescribeDBInstances"));
    Ran estimate = scan(ESTIMATE);
    faults(Faults::clear);

    assertThat(estimate.exitCode()).isEqualTo(4);
    assertThat(scan().out()).doesNotContain("Estimate  ");
  }

  @Test
  void anEstimateByAScanThatCouldNotReadEverythingIsIncomplete() {
    faults(faults -> faults.deny("rds:DescribeDBInstances"));
    scan();
    faults(Faults::clear);

    Ran estimate = scan(ESTIMATE);

    assertThat(estimate.oneLine()).contains("could not read everything");
    assertThat(estimate.exitCode()).isEqualTo(4);
  }

  @Test
  void callsOfAnotherScopeOrOfOtherRulesAreNotUsed() throws IOException {
    Path policy = folder.resolve("own.yaml");
    Files.writeString(policy, policy("rds-instance", "deletion-protection"));
    run("scan", "--region", "eu-west-1", "--policy", policy.toString());

    Ran same = run("scan", "--region", "eu-west-1", "--policy", policy.toString(), ESTIMATE);
    Files.writeString(policy, policy("rds-instance", "copy-tags-to-snapshot"));
    Ran other = run("scan", "--region", "eu-west-1", "--policy", policy.toString(), ESTIMATE);
    Ran elsewhere = run("scan", "--region", "us-east-1", "--policy", policy.toString(), ESTIMATE);

    assertThat(same.oneLine()).contains("as many as the last scan of this scope made");
    assertThat(other.oneLine()).contains("by the listings, just now");
    assertThat(elsewhere.oneLine()).contains("by the listings, just now");
  }

  @Test
  void callsThatAreNotAsTheyWereWrittenAreNotUsed() throws IOException {
    scan();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.endsWith("calls.jsonl")).toList()) {
        Files.writeString(file, Files.readString(file).replace("ec2:", "ec3:"));
      }
    }

    Ran estimate = scan(ESTIMATE);

    assertThat(estimate.err()).contains("calls.jsonl is not used: it is damaged");
    assertThat(estimate.oneLine()).contains("by the listings, just now");
    assertThat(estimate.exitCode()).isZero();
  }

  @Test
  void saysTheNextCommandAndRefusesOtherFormats() {
    Ran text = scan(ESTIMATE);
    Ran csv = scan(ESTIMATE, "--format", "csv");

    assertThat(text.exitCode()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("Next      molly scan --region eu-west-1 --sandbox")
        .doesNotContain("molly scan --estimate");
    assertThat(csv.exitCode()).isEqualTo(2);
    assertThat(csv.err()).contains("--estimate is text or json");
  }

  private static String policy(String kind, String control) {
    return """
    version: 1
    name: own
    rules:
      - id: own-rule
        kind: %s
        severity: high
        require: %s
        why: It is the rule of this test.
    """
        .formatted(kind, control);
  }

  private Ran scan(String... words) {
    return run(
        Stream.concat(Stream.of("scan", "--region", "eu-west-1"), Stream.of(words))
            .toArray(String[]::new));
  }

  private Ran run(String... words) {
    List<String> all = Stream.concat(Stream.of(words), Stream.of("--sandbox")).toList();
    return typed.molly(all.toArray(String[]::new));
  }

  private void faults(Consumer<Faults> change) {
    typed.inCloud(cloud -> change.accept(cloud.faults()));
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isBetween(0, 1);
    return JSON.readTree(ran.out());
  }
}
