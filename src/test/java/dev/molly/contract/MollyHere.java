package dev.molly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.molly.app.App;
import dev.molly.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/// Molly's whole command line in this process, as if it had been typed in a folder: for tests that
/// are not about a process of its own, which costs two seconds of CPU each time. [MollyProcess] is
/// for those that are.
///
/// The folder that a JVM was started in is its own for ever: so file names are made to be in the
/// folder, and the state is `state/molly` in it, as it would be with `XDG_STATE_HOME`.
final class MollyHere {
  private static final Pattern FILE =
      Pattern.compile("(\\w+=)?([\\w-]+\\.(?:yaml|json|ndjson|csv|text|sarif|junit|html))");

  /// Commands that know nothing from an earlier run.
  private static final List<String> WITHOUT_STATE = List.of("iam", "explain", "version", "report");

  private final Path folder;
  private final Map<String, String> settings = new TreeMap<>();
  private Clock clock = Clock.systemUTC();

  MollyHere(Path folder) {
    this.folder = folder;
    settings.put("aws.disableEc2Metadata", "true");
  }

  /// Against an AWS of one's own, with these keys.
  MollyHere on(URI endpoint, AwsCredentials keys) {
    settings.put("aws.endpointUrl", endpoint.toString());
    settings.put("aws.accessKeyId", keys.accessKeyId());
    settings.put("aws.secretAccessKey", keys.secretAccessKey());
    if (keys instanceof AwsSessionCredentials session) {
      settings.put("aws.sessionToken", session.sessionToken());
    }
    return this;
  }

  /// On a machine whose clock is ahead by this much.
  MollyHere ahead(Duration length) {
    clock = Clock.offset(Clock.systemUTC(), length);
    return this;
  }

  /// Runs it to its end.
  MollyProcess.Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var said = new PrintStream(err, true, UTF_8);
    var terminal = new Terminal(out, said, false, false, 0, Map.of());
    ThreadProperties.set(settings);
    try {
      int exitCode = App.commandLine(terminal, () -> false, clock).execute(inFolder(arguments));
      return new MollyProcess.Result(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      ThreadProperties.clear();
    }
  }

  private String[] inFolder(String... arguments) {
    Stream<String> state =
        WITHOUT_STATE.contains(arguments[0]) || List.of(arguments).contains("--state")
            ? Stream.of()
            : Stream.of("--state", folder.resolve("state").resolve("molly").toString());
    return Stream.concat(Stream.of(arguments).map(this::inFolder), state).toArray(String[]::new);
  }

  private String inFolder(String argument) {
    var file = FILE.matcher(argument);
    return file.matches()
        ? Optional.ofNullable(file.group(1)).orElse("") + folder.resolve(file.group(2))
        : argument;
  }
}
