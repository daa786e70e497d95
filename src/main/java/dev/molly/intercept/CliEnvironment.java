package dev.molly.intercept;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the AWS CLI reads beside its arguments.
///
/// @param environment the process's
/// @param file the text of a file; empty when there is no such file to be read
public record CliEnvironment(
    Map<String, String> environment, CliAliases cliAliases, Function<Path, Optional<String>> file) {
  public CliEnvironment {
    environment = Map.copyOf(environment);
  }

  /// This process's.
  public static CliEnvironment ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", "");
    Path aliases = Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    return new CliEnvironment(
        environment,
        text(aliases.resolve(".aws/cli/alias")).map(CliAliases::parse).orElseGet(CliAliases::none),
        CliEnvironment::text);
  }

  /// What the environment sets a variable to; empty when it is not set, or to nothing.
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
