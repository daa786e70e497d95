package dev.molly.cli;

import dev.molly.model.UserError;
import picocli.CommandLine.Option;

/// Options that choose between the dry run and carrying out the plan.
final class ApplyOptions {
  @Option(names = "--apply", description = "Carry the plan out, after a confirmation.")
  private boolean apply;

  @Option(
      names = "--dry-run",
      description = "Show the plan and write nothing: that is the default.")
  private boolean dryRun;

  /// Returns whether nothing may be written, even by a command that writes by default.
  boolean isDryRun() {
    return dryRun;
  }

  /// Returns whether the plan is to be carried out.
  ///
  /// @throws UserError when both options are given, which contradict each other
  boolean wanted() {
    if (apply && dryRun) {
      throw new UserError("--dry-run only shows the plan, and --apply carries it out: choose one.");
    }
    return apply;
  }
}
