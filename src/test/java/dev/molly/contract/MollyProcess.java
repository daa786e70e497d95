package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// Molly as a user runs it: `bin/molly`, from a folder with nothing in it, with nothing of this
/// process's AWS settings.
final class MollyProcess {
  private static final Path PROGRAM = Path.of("bin", "molly").toAbsolutePath();
  private static final Path JAR = Path.of("target", "molly.jar").toAbsolutePath();
  private static final Pattern PHRASE = Pattern.compile("--confirm \"([^\"]+)\"");
  private static final Pattern RUN = Pattern.compile(", run ([^: ]+): ");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private Duration later = Duration.ZERO;
  private ProcessBuilder.Redirect in = ProcessBuilder.Redirect.PIPE;

  /// What a run left behind.
  record Result(int exitCode, String out, String err) {
    /// What was said on stderr, without the progress that is shown to who waits for long.
    List<String> messages() {
      return err.lines().filter(line -> !line.contains(" resources read; ")).toList();
    }

    /// The phrase that confirms the plan it showed.
    String phrase() {
      return found(PHRASE);
    }

    /// The run that it began.
    String run() {
      return found(RUN);
    }

    private String found(Pattern what) {
      Matcher matcher = what.matcher(out);
      assertThat(matcher.find()).as(what + " in " + out + err).isTrue();
      return matcher.group(1);
    }

    /// What was said on stdout, without the breaks that its width asked for.
    String oneLine() {
      return out.replaceAll("\\s+", " ");
    }

    /// One message is what a person should see, and no stack trace.
    void assertSaysClearly(String... words) {
      assertThat(err).contains(words).doesNotContain("\tat ", "Exception");
      assertThat(out).doesNotContain("\tat ");
    }
  }

  MollyProcess(Path folder) {
    this.folder = folder;
    environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", folder.toString());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  MollyProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Against an AWS of one's own, with these keys.
  MollyProcess on(URI endpoint, AwsBasicCredentials keys) {
    return with("AWS_ENDPOINT_URL", endpoint.toString())
        .with("AWS_ACCESS_KEY_ID", keys.accessKeyId())
        .with("AWS_SECRET_ACCESS_KEY", keys.secretAccessKey());
  }

  /// On a machine whose clock is ahead by this much.
  MollyProcess later(Duration length) {
    later = length;
    return this;
  }

  /// With a file as its stdin.
  MollyProcess reading(Path file) {
    in = ProcessBuilder.Redirect.from(file.toFile());
    return this;
  }

  /// Runs it to its end.
  Result run(String... arguments) throws IOException, InterruptedException {
    return finish(start(arguments));
  }

  /// Starts it, with its stdout and stderr in files.
  Process start(String... arguments) throws IOException {
    return prepare(arguments).redirectOutput(folder.resolve("stdout").toFile()).start();
  }

  /// Starts it, with its stdout in a pipe.
  Process startPiped(String... arguments) throws IOException {
    return prepare(arguments).start();
  }

  private ProcessBuilder prepare(String... arguments) {
    assertThat(JAR).as("what `mvn package` builds, which bin/molly runs").exists();
    var command =
        new ArrayList<>(
            later.isZero() ? List.of(PROGRAM.toString()) : LaterMolly.command(JAR, later));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(DefaultSignals.starting(command))
            .directory(folder.toFile())
            .redirectInput(in)
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /// Waits for its end.
  Result finish(Process process) throws IOException, InterruptedException {
    try {
      assertThat(Patience.ends(process)).as("molly ended by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), read("stdout"), read("stderr"));
  }

  private String read(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.readString(file, UTF_8) : "";
  }
}
