package dev.molly.contract;

import dev.molly.app.App;
import dev.molly.cli.Terminal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The main class of a molly that stays: it runs one command after another in the folder it was
/// started in, so that a script of many commands does not start a JVM for each.
final class ResidentMolly {
  private ResidentMolly() {}

  /// Runs commands until none comes.
  public static void main(String[] none) throws IOException {
    for (String[] words = typed(); words.length > 0; words = typed()) {
      int exitCode;
      try (var out = new FileOutputStream("resident.out");
          var err = new PrintStream("resident.err")) {
        var terminal = new Terminal(out, err, false, false, 0, System.getenv());
        exitCode = App.commandLine(terminal, () -> false).execute(words);
      }
      Files.writeString(Path.of("code"), exitCode + "\n");
    }
  }

  private static String[] typed() throws IOException {
    String words = Files.readString(Path.of("words"));
    return Arrays.stream(words.split("\0")).filter(word -> !words.isEmpty()).toArray(String[]::new);
  }

  /// Returns the start of a script in bash, with a function `resident` that carries out what was
  /// typed: the words go through one pipe, the exit code comes back through another.
  static String script(Path jar) {
    return """
    mkfifo words code
    %s &
    trap "kill $!; wait" EXIT
    resident() {
      printf '%%s\\0' "$@" >words
      read -r exit_code <code
      cat resident.out
      cat resident.err >&2
      return "$exit_code"
    }
    """
        .formatted(
            LaterMolly.java(jar.toAbsolutePath(), ResidentMolly.class).stream()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" ")));
  }
}
