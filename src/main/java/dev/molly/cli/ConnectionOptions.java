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

/// Which AWS a command talks to.
final class ConnectionOptions {
  /// Where AWS is asked who we are when nobody names a region: the one that every account of AWS's
  /// main partition has.
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

  /// The config that is named, else the one that is found; says on stderr which one that is.
  ///
  /// @throws UserError when it cannot be read, is not valid, or was found where it may be
  ///     somebody else's
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

  /// The region that the environment or the profile names; in the sandbox all there are.
  Optional<RegionSelection> defaultRegions() {
    return state.sandbox
        ? Optional.of(new RegionSelection.Enabled())
        : home().map(region -> new RegionSelection.Named(List.of(region)));
  }

  /// Regions for a command that is about none: only where to ask who we are hangs on it.
  RegionSelection anyRegion(Config config) {
    return config
        .regions()
        .or(this::defaultRegions)
        .orElse(new RegionSelection.Named(List.of(FIRST)));
  }

  private Optional<RegionId> home() {
    return AwsRegions.configured(Optional.ofNullable(profile));
  }

  /// Does something with a Molly that talks to the AWS that is meant.
  ///
  /// @param regions what was chosen: the first that the SDK knows is where AWS is asked who we are.
  ///     A mistyped one has no endpoint that could say so
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
    return mollys.onAws(
        Optional.ofNullable(profile), known.orElse(FIRST), config, state.folder(), work);
  }
}
