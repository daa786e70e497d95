package dev.molly.cli;

import java.nio.file.Path;
import java.time.Duration;

/// What can be done with the simulated account in a file. Each answers with a sentence that says
/// what is there now.
public interface Sandbox {
  String seed(Path file);

  String reset(Path file);

  String advance(Path file, Duration by);

  String status(Path file);
}
