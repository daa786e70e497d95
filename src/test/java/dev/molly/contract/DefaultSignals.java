package dev.molly.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/// Starts processes that heed SIGINT and SIGHUP, whatever this build was started from.
///
/// A signal that is ignored stays ignored in all that a process starts, and a shell may not take it
/// up again (POSIX, `trap`): so under `nohup` (HUP) and in a script's background job (INT), what is
/// sent to a process of a test would never arrive.
final class DefaultSignals {
  private static final List<String> ENV = List.of("env", "--default-signal=INT,HUP");
  private static final boolean ENV_CAN = heeds(ENV, "INT") && heeds(ENV, "HUP");

  private DefaultSignals() {}

  /// A command that starts another one with the default signals, where `env` can (coreutils 8.31);
  /// the command itself elsewhere.
  static List<String> starting(List<String> command) {
    return ENV_CAN ? Stream.concat(ENV.stream(), command.stream()).toList() : command;
  }

  /// Skips the test where a process that is started would ignore a signal.
  static void orSkip(String signal) {
    if (!heeds(starting(List.of()), signal)) {
      throw new TestAbortedException(
          "SIG%s is ignored by what started this build, and this system's env has no --default-signal"
              .formatted(signal));
    }
  }

  /// Whether a shell that is started like this is ended by a signal that it sends to itself.
  private static boolean heeds(List<String> prefix, String signal) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("sh", "-c", "kill -" + signal + " $$"));
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          > 128;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
