package dev.molly.cli;

import picocli.CommandLine.Option;

/// For a command that writes without being asked to: getting something back, and going on.
final class DryRunOption {
  @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
  boolean wanted;
}
