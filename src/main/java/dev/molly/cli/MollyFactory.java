package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.SupportedKinds;
import dev.molly.config.Config;
import java.nio.file.Path;
import java.util.function.Function;

/// Creates a Molly for the duration of one command.
public interface MollyFactory {
  /// Returns the kinds of resources that it supports.
  SupportedKinds kinds();

  /// Runs some work against AWS.
  ///
  /// @param state the folder of molly's state
  <T> T onAws(AwsConnection connection, Config config, Path state, Function<Molly, T> work);

  /// Runs some work against the simulated account in a file, which is created if it does not
  /// exist.
  <T> T inSandbox(Path account, Path state, Config config, Function<Molly, T> work);
}
