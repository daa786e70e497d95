package dev.molly.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.molly.cli.CommandRunner.Ran;
import dev.molly.intercept.ShimScript;
import dev.molly.report.scan.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole command line, in this process, on the sandbox.
class CommandLineTest {
  private final Path folder;
  private final CommandRunner typed;

  CommandLineTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  /// What `molly iam scan` grants is explained by the page of the kind that it is for.
  @Test
  void eachPermissionOfAScanIsOnThePageOfAKind() {
    String policy = typed.molly("iam", "scan").out();
    String pages =
        typed
            .molly("explain")
            .out()
            .lines()
            .map(page -> typed.molly("explain", page).out())
            .filter(page -> page.contains("\n## Permissions\n"))
            .collect(joining());

    List<String> actions =
        Pattern.compile("\"([a-z0-9-]+:[A-Z][A-Za-z]+)\"")
            .matcher(policy)
            .results()
            .map(action -> action.group(1))
            .toList();
    assertThat(actions).isNotEmpty().allMatch(pages::contains);
  }

  @Test
  void aScanOfTheSandboxFindsWhatIsNotProtected() {
    Ran ran = scan("--region", "eu-west-1");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("ec2-termination-protection", "web-staging-02");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void theSameScanTwiceGivesTheSameBytes() {
    assertThat(scan("--format", "json").out()).isEqualTo(scan("--format", "json").out());
  }

  @ParameterizedTest
  @EnumSource(ReportFormat.class)
  void writesEveryFormatToAFile(ReportFormat format) throws IOException {
    Path file = folder.resolve("report");

    Ran ran = scan("--format", format.word(), "--output", file.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(Files.readString(file)).contains("ec2-termination-protection");
  }

  @Test
  void writesSeveralReportsInOneRun() throws IOException {
    scan(
        "--report",
        "html=" + folder.resolve("r.html"),
        "--report",
        "csv=" + folder.resolve("r.csv"));

    assertThat(Files.readString(folder.resolve("r.html"))).startsWith("<!DOCTYPE html>");
    assertThat(Files.readString(folder.resolve("r.csv"))).startsWith("status,");
  }

  @Test
  void scansOnlyTheKindsThatAreNamed() throws IOException {
    JsonNode report = json(scan("--kind", "s3-bucket", "--format", "json"));

    assertThat(report.get("findings")).isNotEmpty();
    assertThat(report.get("findings").findValuesAsText("kind")).containsOnly("s3-bucket");
  }

  @Test
  void failOnLeavesMilderFindingsOutOfTheExitCode() {
    Ran mild = scan("--kind", "s3-bucket", "--policy", policy("low"), "--fail-on", "high");
    Ran bad = scan("--kind", "s3-bucket", "--policy", policy("high"), "--fail-on", "high");

    assertThat(mild.exitCode()).isZero();
    assertThat(bad.exitCode()).isEqualTo(1);
  }

  @Test
  void anAccountOfTheConfigIsScannedByName() throws IOException {
    Path config = folder.resolve("molly.yaml");
    Files.writeString(
        config,
        """
        version: 1
        accounts:
          - { id: "111122223333", name: prod, role: molly-scan }
          - { id: "444455556666", name: dev, role: molly-scan }
        environments: { production: [prod] }
        """);

    JsonNode report =
        json(
            scan("--config", config.toString(), "--environment", "production", "--format", "json"));

    assertThat(report.get("targets").findValuesAsText("account")).containsOnly("111122223333");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scan --sandbox --kind ec2-instnce | no such kind; did you mean 'ec2-instance'?",
        "scan --sandbox --region mars | a region looks like eu-west-1",
        "scan --sandbox --region eu-west-9 | there is no region 'eu-west-9'",
        "scan --sandbox --region all,eu-west-1 | name no other region beside it",
        "scan --sandbox --region cn-north-1 | is in partition aws-cn",
        "scan --sandbox --format jsn | did you mean 'json'?",
        "scan --sandbox --fail-on hihg | did you mean 'high'?",
        "scan --sandbox --fail-on low,critical | two severities",
        "trend --sandbox --list --format json | leave out --format",
        "trend --sandbox --list --output scopes.txt | leave out --format, --output",
        "lease web --end --for 2h --sandbox | leave out one of them",
        "scan --sandbox --policy no/such.yaml | no/such.yaml",
        "scan --sandbox --config no/such.yaml | no/such.yaml",
        "scan --sandbox --account prod | not in the config",
        "scan --sandbox --output no/such/folder/x | mkdir -p",
        "scan --sandbox --colour | Unknown option",
        "scna | Did you mean: molly scan",
        "scna --help | Did you mean: molly scan",
        "journal shwo --help | Unmatched argument",
        "help scna | did you mean 'scan'?",
        "help iam scna | did you mean 'scan'?",
        "freeze on --sandbox --why x --until 2h30 | neither a length of time such as 30m, 2h or 3d",
        "freeze on --sandbox --why x --until 2026-11-24 | nor a time such as 2026-11-24T08:00:00Z",
        "freeze on --sandbox --why x --until 2020-01-01T00:00:00Z | No freeze was put on",
        "explain s3-versoning | did you mean 's3-versioning'?",
        "policy check no/such.yaml | no/such.yaml",
        "freeze on --why x --state= | --state is empty: give it a value, or leave it out",
        "freeze on --sandbox --why= | --why is empty",
        "scan --sandbox --owner= | --owner is empty",
        "scan --sandbox --region= | --region is empty",
        "undo 20260101T000000Z-000000 --sandbox | there is no run 20260101T000000Z-000000 in",
        "restore --run 20260101T000000Z-000000 --sandbox | there is no run 20260101T000000Z-000000",
        "journal show --run 20260101T000000Z-000000 | there is no run 20260101T000000Z-000000 in",
        "journal show --format json | --format json: here it is text or ndjson",
        "lease --end --sandbox | name what is on a lease: molly lease ID... --end --sandbox",
        "scan --sandbox --tag nonsense | Value for option '--tag' (KEY=VALUE) should be",
        "sandbox advance 14 | is not a length of time such as 30m, 36h, 14d or 2w",
      })
  void wrongUsageIsSaidInOneMessageAndIsExitCodeTwo(String command, String message) {
    Ran ran = typed.molly(command.strip().split(" "));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(message.strip()).doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void aReasonThatNoPrintedCommandCouldRepeatIsRefused() {
    Ran ran = typed.molly("freeze", "on", "--sandbox", "--why", "a migration\nof orders");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--why has a line break").contains("say it in one line");
  }

  @Test
  void aSandboxFileThatIsNoSandboxIsLeftAsItIs() throws IOException {
    Path file = folder.resolve("sandbox.json");
    Files.writeString(file, "precious");

    Ran ran = scan();

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains(file.toString());
    assertThat(Files.readString(file)).isEqualTo("precious");
  }

  @Test
  void timePassesInTheSandbox() {
    typed.molly("sandbox", "seed");
    String before = typed.molly("sandbox", "status").out();

    Ran advanced = typed.molly("sandbox", "advance", "14d");

    assertThat(advanced.out()).contains("in the sandbox, 14 days later.");
    assertThat(typed.molly("sandbox", "status").out()).isNotEqualTo(before);
  }

  @Test
  void anEmptySandboxIsClean() {
    typed.molly("sandbox", "reset");

    assertThat(scan().exitCode()).isZero();
  }

  @Test
  void theDemoTellsItsStory() {
    Ran ran = typed.molly("demo");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "may not be terminated",
            "shutting-down",
            "molly protect, run ",
            "molly retire, run ",
            "FALLS DUE: orders-db-deleted-20261122",
            "molly restore, run ",
            "delete the instance (irreversible)",
            "Nothing is retired in ",
            "Next: molly");
  }

  @Test
  void everyFindingNamesAPageThatExists() throws IOException {
    JsonNode report = json(scan("--format", "json", "--policy", "strict"));
    List<String> pages =
        report.get("findings").findValuesAsText("explain").stream().distinct().toList();

    assertThat(pages).isNotEmpty();
    assertThat(pages)
        .allSatisfy(page -> assertThat(typed.molly("explain", page).exitCode()).isZero());
  }

  @Test
  void aPolicySchemaIsJson() throws IOException {
    assertThat(json(typed.molly("policy", "schema")).get("$schema").asText())
        .contains("json-schema.org");
  }

  @Test
  void theShippedPoliciesAreGood() {
    Ran ran = typed.molly("policy", "check", "policies");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("policy 'baseline' is good")
        .contains("policy of plans 'terraform' is good: 0 allowances");
  }

  @Test
  void theCompletionScriptKnowsTheCommands() {
    assertThat(typed.molly("completion").out()).contains("_complete_molly", "sandbox");
  }

  @Test
  void nothingAtAllShowsTheHelp() {
    assertThat(typed.molly().out()).contains("Usage: molly", "demo", "scan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void theVersionIsThereUnderEachNameThatPeopleTry(String word) {
    Ran ran = typed.molly(word);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("molly ").contains("(Java 2");
  }

  @Test
  void helpShowsTheHelpOfTheCommandThatIsNamed() {
    assertThat(typed.molly("help", "policy", "check").out())
        .isEqualTo(typed.molly("policy", "check", "--help").out())
        .contains("Usage: molly policy check");
    assertThat(typed.molly("help").out()).isEqualTo(typed.molly("--help").out());
  }

  @Test
  void theJournalOfTheSandboxGoesByTheSandboxsClock() {
    typed.molly("sandbox", "seed");
    String phrase =
        typed.molly("protect", "--sandbox", "--kind", "rds-cluster").found(CommandRunner.PHRASE);
    typed.molly("protect", "--sandbox", "--kind", "rds-cluster", "--apply", "--confirm", phrase);
    typed.molly("sandbox", "advance", "14d");

    assertThat(typed.molly("journal", "show", "--sandbox", "--since", "7d").out())
        .isEqualTo("Nothing was written.\n");
    assertThat(typed.molly("journal", "show", "--sandbox", "--since", "15d").out())
        .contains("protect");
  }

  @Test
  void whatFollowsAStatusIsForTheSameFolder() {
    Path shims = folder.resolve("it's $HOME");

    Ran none = typed.molly("shim", "status", "--dir", shims + "");
    new ShimScript(shims).install(Path.of("/opt/bin/molly"));
    Ran installed = typed.molly("shim", "status", "--dir", shims + "");
    Ran hook = typed.molly("hook", "status", "--agent", "cursor", "--project");

    String quoted = "'" + folder + "/it'\\''s $HOME";
    assertThat(none.out()).endsWith("Next: molly shim install --dir " + quoted + "'\n");
    assertThat(installed.out()).endsWith("export PATH=" + quoted + ":'\"$PATH\"\n");
    assertThat(hook.out()).endsWith("Next: molly hook install --agent cursor --project\n");
  }

  @Test
  void aFreezeThatCannotBeReadHasNoBeginning() throws IOException {
    Files.createDirectories(folder.resolve("sandbox/freeze.json"));

    assertThat(typed.molly("freeze", "status", "--sandbox").out())
        .startsWith("Frozen: ")
        .contains("freeze.json cannot be read, which counts as one");
  }

  @Test
  void aFreezeIsForALengthFromNowAndSaysWhenItEnds() {
    typed.molly("sandbox", "seed");
    typed.molly("sandbox", "advance", "30d");

    Ran on = typed.molly("freeze", "on", "--sandbox", "--why", "INC-4711", "--until", "90m");
    Ran during = typed.molly("freeze", "status", "--sandbox");
    typed.molly("sandbox", "advance", "2h");
    Ran after = typed.molly("freeze", "status", "--sandbox");

    assertThat(on.exitCode()).as(on.err()).isZero();
    assertThat(on.out()).contains("Frozen until 20", "To end it: molly freeze off --sandbox");
    assertThat(during.out()).contains("Frozen since", "INC-4711");
    assertThat(after.out()).contains("Not frozen");
  }

  @ParameterizedTest
  @CsvSource({
    "version, No space left on device",
    "--help, cut off",
    "help, cut off",
    "scan --help, cut off",
    "-V, cut off"
  })
  void anOutputThatTakesNoMoreIsSaidAndIsNotSuccess(String words, String said) {
    var err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };

    int exitCode = typed.molly(full, err, words.split(" ", -1));

    assertThat(exitCode).isEqualTo(5);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(said);
  }

  private Ran scan(String... more) {
    return typed.molly(
        Stream.concat(Stream.of("scan", "--sandbox"), Stream.of(more)).toArray(String[]::new));
  }

  private String policy(String severity) {
    Path file = folder.resolve(severity + ".yaml");
    try {
      Files.writeString(
          file,
          """
          version: 1
          name: test
          rules:
            - { id: v, kind: s3-bucket, require: versioning, severity: %s }
          """
              .formatted(severity));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  private static JsonNode json(Ran ran) throws IOException {
    return new ObjectMapper().readTree(ran.out());
  }
}
