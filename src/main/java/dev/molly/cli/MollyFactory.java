package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.model.RegionId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// Makes a Molly for the length of one command.
public interface MollyFactory {
  /// Against AWS.
  ///
  /// @param home the region in which to ask who we are
  /// @param state the folder of molly's state
  <T> T onAws(
      Optional<String> profile, RegionId home, Config config, Path state, Function<Molly, T> work);

  /// Against the simulated account in a file, which is made if it is not there.
  <T> T inSandbox(Path account, Path state, Config config, Function<Molly, T> work);
}
