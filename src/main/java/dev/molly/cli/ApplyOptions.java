package dev.molly.cli;

import dev.molly.model.UserError;
import picocli.CommandLine.Option;

/// Whether a plan is carried out, or shown.
final class ApplyOptions {
  @Option(names = "--apply", description = "Carry the plan out, after a confirmation.")
  private boolean apply;

  @Option(
      names = "--dry-run",
      description = "Show the plan and write nothing: that is the default.")
  private boolean dryRun;

  /// Whether nothing is to be written, whatever the command does by itself.
  boolean isDryRun() {
    return dryRun;
  }

  /// Whether the plan is to be carried out.
  ///
  /// @throws UserError when both are asked for: nobody knows what is meant
  boolean wanted() {
    if (apply && dryRun) {
      throw new UserError("--dry-run only shows the plan, and --apply carries it out: choose one.");
    }
    return apply;
  }
}
