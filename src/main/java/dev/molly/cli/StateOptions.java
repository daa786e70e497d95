package dev.molly.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where molly keeps what it must remember.
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "Folder for molly's state. Default: $XDG_STATE_HOME/molly, or ~/.local/state/molly.")
  Path state = standard(System.getenv(), System.getProperty("user.home", ""));

  @Option(
      names = "--sandbox",
      description = "Use the simulated account of 'molly sandbox', not AWS.")
  boolean sandbox;

  /// The folder when none is named. A variable that is empty or not a full path counts as not set.
  ///
  /// Source: XDG Base Directory Specification 0.8.
  ///
  /// @param account the home directory by the system's list of users, which a service, a container
  ///     or `sudo` may have moved elsewhere by `HOME`
  static Path standard(Map<String, String> environment, String account) {
    return full(environment, "XDG_STATE_HOME")
        .orElseGet(() -> full(environment, "HOME").orElse(Path.of(account)).resolve(".local/state"))
        .resolve("molly");
  }

  private static Optional<Path> full(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /// The folder of journals and freezes: the sandbox has its own.
  Path folder() {
    return sandbox ? state.resolve("sandbox") : state;
  }

  /// The file of the simulated account.
  Path account() {
    return state.resolve("sandbox.json");
  }
}
