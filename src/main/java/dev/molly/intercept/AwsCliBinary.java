package dev.molly.intercept;

import dev.molly.model.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The real AWS CLI: the first `aws` on the `PATH` that is not molly's shim.
public final class AwsCliBinary {
  /// The environment variable that counts how often in a row molly has handed over to `aws`. A
  /// program called `aws` that only starts the next `aws` on the `PATH` leads back to the shim.
  public static final String DEPTH = "MOLLY_AWS_DEPTH";

  /// The limit for [#DEPTH]. A script run by `aws` may run `aws` again, but not this often.
  private static final int DEEPEST = 8;

  /// Java decodes an argument that is not valid in the locale to this, and passes `?` on instead.
  private static final char UNREADABLE = '\uFFFD';

  private final Map<String, String> environment;

  public AwsCliBinary(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Returns the path of the real `aws`.
  ///
  /// @throws UserError if there is none, or if it leads back to molly
  public Path path() {
    if (depth() >= DEEPEST) {
      throw new UserError(
          "the aws on the PATH leads back to molly's shim, again and again; nothing was done.\n"
              + "To see all of them: which -a aws");
    }
    return candidates(environment)
        .filter(program -> !ShimMark.isIn(program))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "there is no AWS CLI on the PATH beside molly's shim; nothing was done.\n"
                        + "To see whether it is installed: which -a aws"));
  }

  /// Returns every program called `aws` on the `PATH`, in `PATH` order.
  static Stream<Path> candidates(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(folder -> program(folder).stream())
        .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program));
  }

  private static Optional<Path> program(String folder) {
    try {
      return Optional.of(Path.of(folder, "aws").toAbsolutePath());
    } catch (InvalidPathException notAFolder) {
      return Optional.empty();
    }
  }

  /// Runs `aws` as a child of this process, with the same terminal, stdin, stdout and stderr.
  /// Where the shell can replace molly with `aws`, as `bin/molly` does, prefer that.
  ///
  /// @return the exit code of `aws`; 128 plus the signal number if a signal ended it, as
  ///     reported by Java
  public int run(List<String> arguments) {
    if (arguments.stream().anyMatch(word -> word.indexOf(UNREADABLE) >= 0)) {
      throw new UserError(
          "an argument has letters that this locale does not know, and would name something else;"
              + " nothing was done.\nSay a locale that has them, as in: export LC_ALL=C.UTF-8");
    }
    var words = new ArrayList<>(List.of(path().toString()));
    words.addAll(arguments);
    var builder = new ProcessBuilder(words).inheritIO();
    builder.environment().put(DEPTH, Integer.toString(depth() + 1));
    try {
      Process process = builder.start();
      var end = new Thread(() -> end(process));
      Runtime.getRuntime().addShutdownHook(end);
      int code = process.waitFor();
      forget(end);
      return code;
    } catch (IOException e) {
      throw new UserError("aws cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while aws was running", e);
    }
  }

  /// Ends `aws` when a signal ends this process, and waits for it. A signal from the keyboard
  /// reaches both processes directly.
  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread end) {
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException shuttingDown) {
      // The hook is already running and finds no process to end.
      Thread.onSpinWait();
    }
  }

  private int depth() {
    String word = environment.getOrDefault(DEPTH, "0");
    return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : DEEPEST;
  }
}
