package dev.molly.cli;

import dev.molly.model.UserError;
import dev.molly.report.scan.ReportFormat;
import picocli.CommandLine.Option;

/// The output format of a command that supports text and JSON.
final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.TextOrJson.class,
      description = "text or json. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  /// Returns whether the format is JSON.
  ///
  /// @throws UserError when the format is neither text nor JSON
  boolean isJson() {
    return is(format);
  }

  /// Returns whether the format is JSON, for a command that can wait and print progress
  /// meanwhile.
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
      case NDJSON, CSV, SARIF, JUNIT, HTML, OCSF ->
          throw new UserError("--format " + format.word() + ": here it is text or json.");
    };
  }
}
