package dev.molly.contract;

import dev.molly.app.App;
import dev.molly.cli.Terminal;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The main class of a molly that is a process of its own, on a machine whose clock is ahead. All
/// else is as [dev.molly.app.Main] has it, except that Ctrl-C just ends it.
final class LaterMolly {
  private LaterMolly() {}

  /// Runs one command.
  ///
  /// @param arguments how much later it is, as in `PT3H`, and what was typed
  public static void main(String[] arguments) {
    Clock clock = Clock.offset(Clock.systemUTC(), Duration.parse(arguments[0]));
    var terminal = Terminal.ofProcess(new FileOutputStream(FileDescriptor.out), System.err);
    String[] typed = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(App.commandLine(terminal, () -> false, clock).execute(typed));
  }

  /// What starts it.
  static List<String> command(Path jar, Duration later) {
    var command = new ArrayList<>(java(jar, LaterMolly.class));
    command.add(later.toString());
    return command;
  }

  /// What starts a main class of the tests as `bin/molly` would start molly: from the same cache,
  /// which wants the jar first.
  static List<String> java(Path jar, Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:AOTCache=" + jar.resolveSibling("molly.aot"),
        "-Xlog:aot=off",
        "-Xlog:cds=off",
        "-cp",
        jar + File.pathSeparator + jar.resolveSibling("test-classes"),
        main.getName());
  }
}
