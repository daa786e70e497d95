package dev.molly.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A folder in which the programs of one user keep their files of one type.
///
/// Source: XDG Base Directory Specification 0.8.
enum XdgFolder {
  /// Data that must persist between runs.
  STATE("XDG_STATE_HOME", ".local/state"),
  /// Programs and data installed for one user.
  DATA("XDG_DATA_HOME", ".local/share"),
  /// A user's settings, such as a `molly.yaml`.
  CONFIG("XDG_CONFIG_HOME", ".config");

  private final String variable;
  private final String inHome;

  XdgFolder(String variable, String inHome) {
    this.variable = variable;
    this.inHome = inHome;
  }

  /// Returns molly's folder in it, for the environment of this process.
  Path ofProcess() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  /// Returns molly's folder in it, for the given environment variables.
  Path of(Map<String, String> environment) {
    return of(environment, System.getProperty("user.home", ""));
  }

  /// Returns molly's folder in it. A variable that is empty or not an absolute path counts as
  /// unset.
  ///
  /// @param account the home directory in the system's user database; `HOME` may differ from it
  ///     for a service, in a container or under `sudo`. Java's `?` for a user without one is no
  ///     folder: the state would be another one in each current folder
  Path of(Map<String, String> environment, String account) {
    return full(environment, variable)
        .orElseGet(() -> full(environment, "HOME").orElse(home(account)).resolve(inHome))
        .resolve("molly");
  }

  private static Path home(String account) {
    Path home = Path.of(account);
    return home.isAbsolute() ? home : Path.of("/nonexistent");
  }

  private static Optional<Path> full(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
