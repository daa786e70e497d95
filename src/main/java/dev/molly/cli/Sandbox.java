package dev.molly.cli;

import java.nio.file.Path;
import java.time.Duration;

/// The operations on the simulated account in a file. Each returns a sentence that describes the
/// resulting state.
public interface Sandbox {
  String seed(Path file);

  String reset(Path file);

  String advance(Path file, Duration by);

  String status(Path file);
}
