package dev.molly.cli;

import dev.molly.config.Config;
import dev.molly.config.ConfigLoader;
import dev.molly.config.ConfigSearch;
import dev.molly.model.UserError;
import dev.molly.report.format.PrintableText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options for the config that a command uses.
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Accounts, roles, regions, limits (molly explain config). Default: ./molly.yaml, else"
              + " $XDG_CONFIG_HOME/molly/molly.yaml, else ~/.config/molly/molly.yaml.")
  @Nullable Path config;

  @Option(
      names = "--no-config",
      fallbackValue = "true",
      description = "Use no molly.yaml, wherever there is one.")
  boolean noConfig;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /// Whether the accounts and regions of the config are used.
  private boolean places = true;

  /// Leaves out the accounts and regions of the config, for a command in the place of `aws`.
  void leaveOutPlaces() {
    places = false;
  }

  /// Returns the options as words, for a command with the same config, in whatever folder it is
  /// typed.
  List<String> words(Map<String, String> environment) {
    return configFile(environment)
        .map(file -> List.of("--config=" + file.toAbsolutePath()))
        .orElse(noConfig ? List.of("--no-config") : List.of());
  }

  /// Returns the config named on the command line, or else the one that is found; prints its
  /// path to stderr.
  ///
  /// @throws UserError when it cannot be read, is not valid, or was found in a place where it
  ///     may belong to another user
  Config load(Terminal terminal) {
    Optional<Path> file = configFile(terminal.environment());
    if (file.isEmpty()) {
      return Config.empty();
    }
    terminal.err().println("config: " + PrintableText.of(ConfigSearch.shown(file.get())));
    Config config = ConfigLoader.load(file.get());
    return places ? config : config.withoutPlaces();
  }

  private Optional<Path> configFile(Map<String, String> environment) {
    if (noConfig && EnvironmentDefaults.isTyped(command, "--config")) {
      if (EnvironmentDefaults.isTyped(command, "--no-config")) {
        throw new UserError("--config names a config, and --no-config uses none: choose one.");
      }
      return Optional.ofNullable(config);
    }
    if (noConfig) {
      return Optional.empty();
    }
    return config == null
        ? ConfigSearch.find(Path.of(""), XdgFolder.CONFIG.of(environment))
        : Optional.of(config);
  }
}
