package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An organization that is scanned in parts.
class ShardsCommandLineTest {
  private final Path folder;
  private final FleetInParts fleet;

  ShardsCommandLineTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    fleet = new FleetInParts(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "csv", "sarif", "junit", "html", "ocsf", "text"})
  void thePartsTogetherAreTheReportOfTheWhole(String format) {
    fleet.same(format, fleet.parts());
  }

  @Test
  void aPartThatDiedIsAGapOfEachOfItsAccounts() throws IOException {
    List<String> parts = fleet.parts();
    Path second = Path.of(parts.get(1));
    String text = Files.readString(second);
    Files.writeString(second, text.substring(0, text.length() / 2));

    Ran merged = fleet.merge(parts, "--format", "text");

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
    List<String> parts = fleet.parts();
    String other = folder.resolve("other.json").toString();
    fleet.scan("--shard", "2/" + FleetInParts.PARTS, "--format", "json", "--output", other, option);

    Ran merged = fleet.merge(List.of(parts.get(0), other));

    assertThat(merged.exitCode()).as(merged.out()).isEqualTo(2);
    assertThat(merged.err()).contains("are not parts of one scan: they differ in ");
  }

  @Test
  void theNextCommandEntersTheAccountOfTheWorstFinding() {
    String next = "Next molly protect --id arn:aws:";

    assertThat(fleet.scan().oneLine()).contains(next);
    assertThat(fleet.merge(fleet.parts()).oneLine()).contains(next);
    assertThat(fleet.scan("--kind", "s3-bucket").oneLine())
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
        fleet
            .typed()
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
    Ran text = fleet.scan("--tag", "a=b", "--owner", "x");
    Ran json = fleet.scan("--tag", "a=b", "--format", "json");

    assertThat(text.oneLine()).contains("against baseline, only --tag a=b --owner x.");
    assertThat(json.out()).contains("\"narrowed\": [", "\"--tag a=b\"");
    assertThat(fleet.scan("--format", "html", "--owner", "x", "--tag", "a=b").out())
        .contains("baseline, only --tag a=b --owner x<");
  }

  @Test
  void theConfigThatIsFoundSaysWhatFails() throws IOException {
    List<String> parts = fleet.parts();
    Path found = Files.createDirectories(folder.resolve("settings/molly")).resolve("molly.yaml");
    Files.writeString(found, "version: 1\nfail-on: critical\n");
    fleet
        .typed()
        .with("MOLLY_NO_CONFIG", "")
        .with("XDG_CONFIG_HOME", folder.resolve("settings").toString());
    var words = new ArrayList<>(List.of("report", "merge"));
    words.addAll(parts);

    Ran merged = fleet.typed().molly(words.toArray(String[]::new));
    words.add("--no-config");
    Ran without = fleet.typed().molly(words.toArray(String[]::new));

    assertThat(merged.err()).contains("config: " + found);
    assertThat(merged.exitCode()).as(merged.out()).isZero();
    assertThat(without.err()).doesNotContain("config: ");
    assertThat(without.exitCode()).isEqualTo(1);
  }

  @Test
  void nothingThatCanBeReadIsAnErrorWithTheCommandThatMakesIt() {
    Ran merged = fleet.merge(List.of(folder.resolve("nowhere.json").toString()));

    assertThat(merged.exitCode()).isEqualTo(2);
    assertThat(merged.err())
        .contains("nowhere.json: there is no such file", "molly scan --shard 1/2 --format json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1", "1/0", "a/b", "-1/3", "1/9999999"})
  void whatIsNoPartIsRefused(String shard) {
    Ran ran = fleet.scan("--shard", shard);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("not a part such as 2/10, the second of ten");
  }

  @Test
  void oneAccountIsNotDivided() {
    Ran ran = fleet.typed().molly("scan", "--sandbox", "--region", "eu-west-1", "--shard", "1/2");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--shard divides a scan by accounts");
  }

  @Test
  void anEstimateOfAPartIsOfItsAccountsOnly() {
    String whole = fleet.scan("--estimate", "--format", "json").out();
    String part = fleet.scan("--estimate", "--format", "json", "--shard", "2/4").out();

    assertThat(whole).contains("200000000001", "200000000008");
    assertThat(part.lines().filter(line -> line.contains("\"account\"")).distinct().count())
        .isBetween(1L, FleetInParts.ACCOUNTS - 1L);
  }

  @Test
  void aPartWithoutAccountsIsAnEmptyReport() {
    Ran ran = fleet.scan("--shard", "90/100", "--format", "json");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("\"targets\": [],");
    assertThat(fleet.scan("--shard", "90/100", "--estimate").exitCode()).isZero();
  }
}
