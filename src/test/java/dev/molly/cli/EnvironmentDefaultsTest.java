package dev.molly.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.molly.app.App;
import dev.molly.cli.CommandRunner.Ran;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Variables that stand for options.
class EnvironmentDefaultsTest {
  private static final String ALREADY_ON_A_LEASE = "i-010369f5e35d96921";

  private final Path folder;
  private final CommandRunner typed;

  EnvironmentDefaultsTest(@TempDir Path folder) {
    this.folder = folder;
    typed = new CommandRunner(folder);
  }

  /// A variable that was exported once would empty every bucket that is retired later.
  @Test
  void noVariableAcceptsThatSomethingIsLost() {
    assertThat(EnvironmentDefaults.TYPED_EACH_TIME).contains("--empty", "--without-grants");
    assertThat(typed.with("MOLLY_EMPTY", "true").molly("explain", "environment").out())
        .doesNotContain("MOLLY_EMPTY", "MOLLY_WITHOUT_GRANTS");
  }

  @Test
  void everyLongOptionHasAVariableThatThePageNamesOrIsTypedEachTimeAsThePageSays() {
    String page = typed.molly("explain", "environment").out();

    for (String option : longOptions()) {
      String variable = "MOLLY_" + option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
      if (EnvironmentDefaults.TYPED_EACH_TIME.contains(option)) {
        assertThat(page).contains(option).doesNotContain(variable + " ");
      } else {
        assertThat(page).containsPattern("(?m)^    " + variable + " +" + option + "$");
      }
    }
    assertThat(longOptions()).hasSizeGreaterThan(30).contains("--apply", "--fail-on");
  }

  @Test
  void aFlagThatIsTypedIsOnWhateverItsVariableSays() {
    for (OptionSpec option : options().toList()) {
      if (option.arity().max() == 0 && EnvironmentDefaults.variable(option).isPresent()) {
        assertThat(option.fallbackValue()).as(option.longestName()).isEqualTo("true");
      }
    }

    Ran ran =
        typed
            .with("MOLLY_SANDBOX", "true")
            .molly("scan", "--sandbox", "--kind", "s3-bucket", "--region", "eu-west-1");

    assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
  }

  @Test
  void aVariableStandsForTheOptionOfACommandInACommandToo() {
    typed.with("MOLLY_SANDBOX", "true").with("MOLLY_WHY", "the fair");

    typed.molly("freeze", "on", "--sandbox");

    assertThat(typed.molly("freeze", "status", "--sandbox").out()).contains("the fair");
  }

  @Test
  void aVariableStandsForItsOption() throws IOException {
    typed.with("MOLLY_FORMAT", "csv").with("MOLLY_KIND", "s3-bucket,rds-cluster");

    Ran ran = scan();

    assertThat(ran.out()).startsWith("status,").contains("rds-cluster").doesNotContain("ec2-");
  }

  /// Pasted in another shell, it would plan for the real account.
  @Test
  void aPrintedCommandWorksInAShellWithoutTheVariables() {
    Ran scan =
        typed
            .with("MOLLY_SANDBOX", "true")
            .with("MOLLY_REGION", "eu-west-1")
            .molly("scan", "--kind", "rds-cluster");
    Ran plan = typed.molly("protect", "--kind", "rds-cluster", "--limit", "1");
    typed.with("MOLLY_SANDBOX", "").with("MOLLY_REGION", "");

    for (Ran ran : List.of(scan, plan)) {
      String next = ran.found(Pattern.compile("(?m)^Next +(molly .*)$"));
      Ran pasted = typed.paste(next);

      assertThat(next).contains(" --sandbox", " --region eu-west-1");
      assertThat(pasted.exitCode()).as(next + pasted.out() + pasted.err()).isZero();
      assertThat(pasted.out()).contains("nothing was written", "rds-cluster");
    }
  }

  /// Together they are refused, or the file would count.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConfigThatIsNotUsedIsNotPrinted(boolean flag) throws IOException {
    typed.with("MOLLY_CONFIG", config("version: 1\nblast-radius: { resources: 0 }\n") + "");
    typed.with("MOLLY_NO_CONFIG", flag ? "" : "true");

    Ran scan = flag ? scan("--kind", "rds-cluster", "--no-config") : scan("--kind", "rds-cluster");
    String next = scan.found(Pattern.compile("(?m)^Next +(molly .*)$"));

    assertThat(next).doesNotContain("--config");
    assertThat(typed.paste(next).exitCode()).isZero();
  }

  @Test
  void aVariableThatIsTypedOverIsNotPrinted() {
    typed.with("MOLLY_REGION", "us-east-1");

    assertThat(scan("--kind", "rds-cluster", "--region", "eu-west-1").out())
        .contains("--region eu-west-1")
        .doesNotContain("us-east-1");
  }

  @Test
  void theCommandLineCountsForMoreThanAVariable() {
    typed.with("MOLLY_FORMAT", "nonsense").with("MOLLY_KIND", "ec2-instance");

    Ran ran = scan("--format", "csv", "--kind", "s3-bucket");

    assertThat(ran.out()).startsWith("status,").contains("s3-").doesNotContain("ec2-");
  }

  @Test
  void aVariableCountsForMoreThanTheConfig() throws IOException {
    Path config = config("version: 1\nfail-on: critical\n");
    assertThat(scan("--config", config.toString(), "--kind", "s3-bucket").exitCode()).isZero();

    typed.with("MOLLY_FAIL_ON", "low");

    assertThat(scan("--config", config.toString(), "--kind", "s3-bucket").exitCode()).isEqualTo(1);
  }

  @Test
  void anEmptyVariableIsNotSet() {
    assertThat(typed.with("MOLLY_FORMAT", "").with("MOLLY_SANDBOX", "").molly("version").exitCode())
        .isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MOLLY_FAIL_ON | hihg | did you mean 'high'?",
        "MOLLY_FORMAT | jsn | did you mean 'json'?",
        "MOLLY_SANDBOX | maybe | 'maybe' is not a boolean",
        "MOLLY_KIND | ec2-instnce | no such kind; did you mean 'ec2-instance'?",
        "MOLLY_REGION | mars | a region looks like eu-west-1",
        "MOLLY_ACCOUNT | prod | not in the config",
      })
  void aBadValueIsSaidLikeThatOfTheOptionAndNamesTheVariable(
      String variable, String value, String message) {
    Ran ran = typed.with(variable, value).molly("scan", "--sandbox");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains(message, "It is set in the environment: " + variable)
        .doesNotContain("\tat ");
  }

  @Test
  void aBadValueThatIsTypedIsNotTheVariables() {
    Ran ran = typed.with("MOLLY_FAIL_ON", "high").molly("scan", "--sandbox", "--fail-on", "hihg");

    assertThat(ran.err()).contains("did you mean 'high'?").doesNotContain("environment");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MOLLY_APPLY", "MOLLY_UNATTENDED", "MOLLY_TOLD"})
  void noVariableCarriesAnythingOut(String variable) throws IOException {
    typed.molly("sandbox", "seed");
    typed.with(variable, "true").with("MOLLY_WHY", "cleaning up");

    Ran retire = typed.molly("retire", ALREADY_ON_A_LEASE, "--sandbox");

    assertThat(retire.oneLine()).contains("This is a plan: nothing was written", "--confirm");
    assertThat(typed.molly("journal", "show").out()).doesNotContain("retire");
  }

  @Test
  void whatStandsInThePlaceOfAwsTakesFromTheEnvironmentOnlyWhereMollysFilesAre() {
    var environment =
        Map.of(
            "MOLLY_REGION", "eu-west-1",
            "MOLLY_PROFILE", "other",
            "MOLLY_SANDBOX", "true",
            "MOLLY_STATE", "/state/of/molly");

    CommandLine molly = commands(environment).inPlaceOfAws();
    molly.parseArgs("retire", "i-0123456789abcdef0", "--why", "a test");

    var spec = requireNonNull(molly.getSubcommands().get("retire")).getCommandSpec();
    List<String> regions = spec.findOption("--region").getValue();
    String profile = spec.findOption("--profile").getValue();
    boolean sandbox = spec.findOption("--sandbox").getValue();
    Path state = spec.findOption("--state").getValue();
    assertThat(regions).isEmpty();
    assertThat(profile).isNull();
    assertThat(sandbox).isFalse();
    assertThat(state).isEqualTo(Path.of("/state/of/molly"));
  }

  private Ran scan(String... more) {
    return typed.molly(
        Stream.concat(Stream.of("scan", "--sandbox"), Stream.of(more)).toArray(String[]::new));
  }

  private Path config(String text) throws IOException {
    return Files.writeString(folder.resolve("molly.yaml"), text);
  }

  private static Set<String> longOptions() {
    return options()
        .flatMap(option -> Stream.of(option.names()))
        .filter(name -> name.startsWith("--"))
        .filter(name -> !Set.of("--help", "--version").contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<OptionSpec> options() {
    return all(commands(Map.of()).whole())
        .flatMap(each -> each.getCommandSpec().options().stream());
  }

  private static Stream<CommandLine> all(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            .filter(Objects::nonNull)
            .flatMap(EnvironmentDefaultsTest::all));
  }

  private static MollyCommandLine commands(Map<String, String> environment) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(OutputStream.nullOutputStream(), nowhere, false, false, 0, environment);

    return App.commandLine(terminal, () -> false);
  }
}
