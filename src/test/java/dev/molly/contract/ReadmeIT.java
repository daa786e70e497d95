package dev.molly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README tells people to type works as it stands there, one command after another,
/// against moto and the sandbox.
@Order(1)
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

  /// This build is that command.
  private static final String THIS_BUILD = "mvn verify";

  /// The first command of each name is a process as a user starts it, and so is all that is about
  /// `aws` or reads a pipe; the others are carried out by a molly that stays. A scan that finds
  /// something is a scan that works.
  private static final String RUN =
      """
      known=' '
      molly() {
        case "$known" in
          *" $1 "*) resident "$@" ;;
          *)
            case "$1" in aws|hook|shim) ;; *) known="$known$1 " ;; esac
            command molly "$@" ;;
        esac
      }
      run() {
        eval "$1"
        code=$?
        case "$code $1" in
          0\\ *|1\\ *molly\\ scan*) ;;
          *) echo "exit code $code: $1" >&2; exit 1 ;;
        esac
      }
      """;

  @TempDir private Path folder;

  @Test
  void everyCommandOfTheReadmeWorks() throws IOException, InterruptedException {
    String readme = Files.readString(Path.of("README.md"));
    for (String yaml : blocks(readme, "yaml")) {
      Files.writeString(folder.resolve(fileName(yaml)), yaml);
    }
    for (String name : List.of("bin", "target", "policies")) {
      Files.createSymbolicLink(folder.resolve(name), Path.of(name).toAbsolutePath());
    }
    List<String> commands =
        blocks(readme, "sh").stream()
            .flatMap(String::lines)
            .filter(line -> !line.equals(THIS_BUILD))
            .toList();

    int exitCode = runAll(commands);

    assertThat(exitCode).as(Files.readString(folder.resolve("log"))).isZero();
    assertThat(commands).hasSizeGreaterThan(8).contains("bin/molly demo");
    assertThat(readme).contains("```sh\n" + THIS_BUILD + "\n```");
    assertThat(folder.resolve("molly.sarif")).isNotEmptyFile();
    assertThat(folder.resolve("findings.ndjson")).isNotEmptyFile();
  }

  @Test
  void theExamplesInJavaAreCodeThatCompiles() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Path tests = Path.of("src/test/java/dev/molly/contract");
    String code =
        Files.readString(tests.resolve("LibraryExampleTest.java"))
            + Files.readString(tests.resolve("GuardExampleIT.java"));

    for (String block : blocks(readme, "java")) {
      assertThat(code.lines().map(String::strip)).containsSequence(stripped(block));
    }
  }

  private static String[] stripped(String block) {
    return block.lines().map(String::strip).toArray(String[]::new);
  }

  private int runAll(List<String> commands) throws IOException, InterruptedException {
    var script = new StringBuilder(ResidentMolly.script(Path.of("target/molly.jar")));
    script.append(RUN);
    commands.forEach(
        command -> script.append("run '").append(command.replace("'", "'\\''")).append("'\n"));
    Files.writeString(folder.resolve("script"), script);
    var builder =
        new ProcessBuilder("bash", "script")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("AWS_"));
    environment.put("HOME", folder.toString());
    environment.put("AWS_ENDPOINT_URL", MotoServer.orSkip().uri().toString());
    environment.put("AWS_ACCESS_KEY_ID", "test");
    environment.put("AWS_SECRET_ACCESS_KEY", "test");
    Process process = builder.start();
    assertThat(Patience.ends(process)).isTrue();
    return process.exitValue();
  }

  private static List<String> blocks(String readme, String language) {
    return BLOCK
        .matcher(readme)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2))
        .toList();
  }

  /// The first line of a file that people are to write says what it is called: `# molly.yaml`.
  private static String fileName(String yaml) {
    return yaml.lines().findFirst().orElseThrow().replace("# ", "");
  }
}
