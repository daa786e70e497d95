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

/// The AWS CLI itself: the first `aws` on the `PATH` that is not molly's shim.
public final class AwsCliBinary {
  /// How often molly has handed on to `aws` in a row. A program called `aws` that is only a way to
  /// the next `aws` on the `PATH` leads back to the shim.
  public static final String DEPTH = "MOLLY_AWS_DEPTH";

  /// A script that `aws` runs may run `aws` again, and so on: but not this often.
  private static final int DEEPEST = 8;

  private final Map<String, String> environment;

  public AwsCliBinary(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// Where it is.
  ///
  /// @throws UserError when there is none, or when it leads back to molly
  public Path path() {
    if (depth() >= DEEPEST) {
      throw new UserError(
          "the aws on the PATH leads back to molly's shim, again and again; nothing was done.\n"
              + "To see all of them: which -a aws");
    }
    return candidates(environment)
        .filter(program -> !ShimScript.is(program))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "there is no AWS CLI on the PATH beside molly's shim; nothing was done.\n"
                        + "To see whether it is installed: which -a aws"));
  }

  /// Every program called `aws` on the `PATH`, in its order.
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

  /// Runs it as a part of this process: on its terminal, its stdin, stdout and stderr. Where the
  /// shell can put `aws` in molly's place, as `bin/molly` does, that is better.
  ///
  /// @return its exit code; 128 and the signal's number when a signal ended it, which is what Java
  ///     makes of it
  public int run(List<String> arguments) {
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

  /// A signal that ends this process ends `aws` too, and is waited for. One from the keyboard has
  /// reached both by itself.
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
      // It runs already, and finds nothing to end.
      Thread.onSpinWait();
    }
  }

  private int depth() {
    String word = environment.getOrDefault(DEPTH, "0");
    return word.matches("[0-9]{1,4}") ? Integer.parseInt(word) : DEEPEST;
  }
}
