package dev.molly.cli;

import dev.molly.model.UserError;
import dev.molly.report.scan.ReportFormat;
import picocli.CommandLine.Option;

/// In which form a command answers that people and programs read.
final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.TextOrJson.class,
      description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  /// @throws UserError when it is neither
  boolean isJson() {
    return is(format);
  }

  /// The same for a command that can go on and wait, and says meanwhile how it goes.
  boolean isJson(WaitOptions waiting) {
    if (isJson() && waiting.wait) {
      throw new UserError("--format json is one document, and --wait tells a story: choose one.");
    }
    return isJson();
  }

  private static boolean is(ReportFormat format) {
    return switch (format) {
      case TEXT -> false;
      case JSON -> true;
      case NDJSON, CSV, SARIF, JUNIT, HTML ->
          throw new UserError("--format " + format.word() + ": here it is text or json.");
    };
  }
}
