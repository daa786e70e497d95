package dev.molly.intercept;

import dev.molly.aws.AwsRegions;
import dev.molly.model.RegionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The inputs of the AWS CLI other than its arguments.
///
/// @param environment the environment variables of the process
/// @param file the text of a file; empty if there is no such file, or it cannot be read
/// @param regionOf the region that the AWS config file sets for a profile, or for the one in the
///     environment if the name is empty
public record CliEnvironment(
    Map<String, String> environment,
    CliAliases cliAliases,
    Function<Path, Optional<String>> file,
    Function<String, Optional<RegionId>> regionOf) {
  public CliEnvironment {
    environment = Map.copyOf(environment);
  }

  /// Returns the environment of this process.
  public static CliEnvironment ofProcess() {
    Map<String, String> environment = System.getenv();
    String home = environment.getOrDefault("HOME", "");
    Path aliases = Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    return new CliEnvironment(
        environment,
        text(aliases.resolve(".aws/cli/alias")).map(CliAliases::parse).orElseGet(CliAliases::none),
        CliEnvironment::text,
        AwsRegions::ofProfile);
  }

  /// Returns the value of an environment variable; empty if it is unset or set to an empty
  /// string.
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
