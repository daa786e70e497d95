package dev.molly.cli;

import picocli.CommandLine.Option;

/// The option for a dry run of commands that write by default, such as a restore or a sweep.
final class DryRunOption {
  @Option(names = "--dry-run", description = "Show what would be written, and write nothing.")
  boolean wanted;
}
