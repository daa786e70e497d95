package dev.molly.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// A folder in which the programs of one person keep their files of one sort.
///
/// Source: XDG Base Directory Specification 0.8.
enum XdgFolder {
  /// What must be remembered from one run to the next.
  STATE("XDG_STATE_HOME", ".local/state"),
  /// What is installed for one person.
  DATA("XDG_DATA_HOME", ".local/share"),
  /// What a person has decided, such as a `molly.yaml`.
  CONFIG("XDG_CONFIG_HOME", ".config");

  private final String variable;
  private final String inHome;

  XdgFolder(String variable, String inHome) {
    this.variable = variable;
    this.inHome = inHome;
  }

  /// Molly's folder in it, in the surroundings of this process.
  Path ofProcess() {
    return of(System.getenv(), System.getProperty("user.home", ""));
  }

  /// Molly's folder in it, in these surroundings of a person's.
  Path of(Map<String, String> environment) {
    return of(environment, System.getProperty("user.home", ""));
  }

  /// Molly's folder in it. A variable that is empty or not a full path counts as not set.
  ///
  /// @param account the home directory by the system's list of users, which a service, a container
  ///     or `sudo` may have moved elsewhere by `HOME`
  Path of(Map<String, String> environment, String account) {
    return full(environment, variable)
        .orElseGet(() -> full(environment, "HOME").orElse(Path.of(account)).resolve(inHome))
        .resolve("molly");
  }

  private static Optional<Path> full(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
