package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.aws.AwsRegions;
import dev.molly.config.Config;
import dev.molly.config.ConfigLoader;
import dev.molly.config.ConfigSearch;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import dev.molly.model.UserError;
import dev.molly.report.format.PrintableText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Options for the AWS account and credentials that a command uses.
final class ConnectionOptions {
  /// The region of the STS endpoint that returns the caller identity when no region is
  /// configured: every account of the main AWS partition has it.
  private static final RegionId FIRST = new RegionId("us-east-1");

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Profile of the AWS config files; else the standard credential chain decides.")
  @Nullable String profile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Accounts, roles, regions, limits (molly explain config). Default: ./molly.yaml, else"
              + " $XDG_CONFIG_HOME/molly/molly.yaml, else ~/.config/molly/molly.yaml.")
  @Nullable Path config;

  @Option(names = "--no-config", description = "Use no molly.yaml, wherever there is one.")
  boolean noConfig;

  @Mixin StateOptions state = new StateOptions();

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  /// Returns the config named on the command line, or else the one that is found; prints its
  /// path to stderr.
  ///
  /// @throws UserError when it cannot be read, is not valid, or was found in a place where it
  ///     may     belong to another user
  Config config(Terminal terminal) {
    Optional<Path> file = configFile(terminal);
    if (file.isEmpty()) {
      return Config.empty();
    }
    terminal.err().println("config: " + PrintableText.of(ConfigSearch.shown(file.get())));
    return ConfigLoader.load(file.get());
  }

  private Optional<Path> configFile(Terminal terminal) {
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
        ? ConfigSearch.find(Path.of(""), XdgFolder.CONFIG.of(terminal.environment()))
        : Optional.of(config);
  }

  /// Returns the region of the environment or the profile; in the sandbox, all enabled regions.
  Optional<RegionSelection> defaultRegions() {
    return state.sandbox
        ? Optional.of(new RegionSelection.Enabled())
        : home().map(region -> new RegionSelection.Named(List.of(region)));
  }

  /// Returns the regions for a command that is not about any: they only determine the endpoint
  /// for the caller identity.
  RegionSelection anyRegion(Config config) {
    return config
        .regions()
        .or(this::defaultRegions)
        .orElse(new RegionSelection.Named(List.of(FIRST)));
  }

  private Optional<RegionId> home() {
    return AwsRegions.configured(profile == null ? "" : profile);
  }

  /// Runs some work with a Molly that is connected to the selected AWS account or to the
  /// sandbox.
  ///
  /// @param regions the selected regions: the first that the SDK knows is used to look up the
  ///     caller     identity. A mistyped region has no endpoint that could report the mistake
  <T> T with(MollyFactory mollys, Config config, RegionSelection regions, Function<Molly, T> work) {
    if (state.sandbox) {
      return mollys.inSandbox(state.account(), state.folder(), config, work);
    }
    Optional<RegionId> known =
        switch (regions) {
          case RegionSelection.Named(var named) ->
              named.stream().filter(region -> AwsRegions.partition(region).isPresent()).findFirst();
          case RegionSelection.Enabled all -> home();
        };
    var connection = new AwsConnection(Optional.ofNullable(profile), known.orElse(FIRST));
    return mollys.onAws(connection, config, state.folder(), work);
  }
}
