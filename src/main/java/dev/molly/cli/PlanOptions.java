package dev.molly.cli;

import dev.molly.plan.Plan;
import dev.molly.report.change.PlanJson;
import dev.molly.report.format.AtomicReportFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for the plan of a command, in addition to showing it.
final class PlanOptions {
  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Save the plan there, for: molly apply FILE")
  @Nullable Path out;

  @Mixin ApplyOptions apply = new ApplyOptions();

  /// Saves the plan, if requested.
  ///
  /// @throws dev.molly.model.UserError when the file cannot be written
  void save(Plan made) {
    if (out != null) {
      AtomicReportFile.write(out, file -> PlanJson.write(made, file));
    }
  }
}
