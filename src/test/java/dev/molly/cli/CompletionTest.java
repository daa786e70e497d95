package dev.molly.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.molly.SupportedKinds;
import dev.molly.app.App;
import dev.molly.model.KindId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// What a shell offers is what molly takes.
class CompletionTest {
  private static final CommandLine MOLLY =
      App.commandLine(
              new Terminal(
                  new ByteArrayOutputStream(),
                  new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                  false,
                  false,
                  0,
                  Map.of()),
              () -> false)
          .whole();

  @TempDir private Path folder;

  /// picocli by itself offers the names of Java's constants.
  @Test
  void nothingIsOfferedThatIsSpelledAsNoWordOfMollyIs() {
    List<String> offered =
        commands(MOLLY)
            .flatMap(command -> command.getCommandSpec().args().stream())
            .map(ArgSpec::completionCandidates)
            .filter(candidates -> candidates != null)
            .flatMap(CompletionTest::words)
            .toList();

    assertThat(offered).contains("rds-cluster", "production", "eu-west-1", "exit-codes", "sarif");
    assertThat(offered).allMatch(word -> word.matches("[a-z0-9-]+(=molly\\.[a-z]+)?"));
  }

  @Test
  void everyCommandIsFoundByItsOwnName() {
    assertThat(MOLLY.getSubcommands())
        .allSatisfy((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scan --format|text json ndjson csv sarif junit html ocsf",
        "scan --fail-on|low medium high critical new",
        "scan --since|last",
        "trend --by|severity kind account",
        "trend --format|text json csv",
        "scan --policy|baseline strict production",
        "status --format|text json",
        "retire --format|text json",
        "journal show --format|text ndjson",
      })
  void bashOffersTheValuesOfAnOption(String typed, String offered) throws Exception {
    assertThat(offers(typed, "")).containsExactlyInAnyOrderElementsOf(split(offered));
  }

  @Test
  void bashOffersEveryKind() throws Exception {
    List<String> kinds =
        SupportedKinds.aws().catalog().kinds().stream().map(KindId::value).toList();

    assertThat(offers("scan --kind", "")).containsExactlyInAnyOrderElementsOf(kinds);
    assertThat(kinds).contains("ec2-instance", "ec2-image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retire --why old --tag team=ada",
        "restore web",
        "extend web --by 7d",
        "lease --list",
        "status",
        "sweep",
        "purge",
        "protect",
        "scan"
      })
  void everyKindThatIsOfferedIsTaken(String command) {
    var typed = new CommandRunner(folder);
    typed.molly("sandbox", "reset");
    var words = new ArrayList<>(split(command));
    CommandLine parsed = Objects.requireNonNull(MOLLY.getSubcommands().get(words.getFirst()));
    List<String> kinds =
        words(parsed.getCommandSpec().findOption("--kind").completionCandidates()).toList();
    words.addAll(List.of("--sandbox", "--kind", String.join(",", kinds)));

    assertThat(kinds).isNotEmpty();
    assertThat(typed.molly(words.toArray(String[]::new)).err()).doesNotContain("no such kind");
  }

  @Test
  void bashOffersCommandsAndPages() throws Exception {
    assertThat(offers("", "re")).contains("retire", "restore");
    assertThat(offers("explain", "exit")).containsExactly("exit-codes");
    assertThat(offers("help", "pur")).containsExactly("purge");
    assertThat(offers("scan --report", "html")).containsExactly("html=molly.html");
  }

  private static List<String> split(String words) {
    return List.of(words.split(" "));
  }

  private List<String> offers(String typed, String begun) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not there");
    Path script = folder.resolve("completion");
    Files.writeString(script, new CommandRunner(folder).molly("completion").out());
    var words = new ArrayList<>(List.of("molly"));
    words.addAll(typed.isEmpty() ? List.of() : List.of(typed.split(" ")));
    words.add(begun);
    String ask =
        "compopt() { :; }; source %s; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_molly; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(
                script,
                String.join(" ", words.stream().map(word -> "'" + word + "'").toList()),
                words.size() - 1);
    Process bash = new ProcessBuilder("/bin/bash", "-c", ask).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static Stream<CommandLine> commands(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(CompletionTest::commands));
  }

  private static Stream<String> words(Iterable<String> candidates) {
    var words = new ArrayList<String>();
    candidates.forEach(words::add);
    return words.stream();
  }
}
