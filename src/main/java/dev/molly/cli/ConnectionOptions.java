package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.aws.AwsRegions;
import dev.molly.config.Config;
import dev.molly.model.RegionId;
import dev.molly.model.RegionSelection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin ConfigOptions config = new ConfigOptions();
  @Mixin StateOptions state = new StateOptions();

  /// Returns the config named on the command line, or else the one that is found; prints its
  /// path to stderr.
  Config config(Terminal terminal) {
    return config.load(terminal);
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
  ///     caller identity. A mistyped region has no endpoint that could report the mistake
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
