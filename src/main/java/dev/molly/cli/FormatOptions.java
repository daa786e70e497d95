package dev.molly.cli;

import dev.molly.model.UserError;
import dev.molly.report.Format;
import picocli.CommandLine.Option;

/// In which form a command answers that people and programs read.
final class FormatOptions {
  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json. Default: text.")
  Format format = Format.TEXT;

  /// @throws UserError when it is neither
  boolean isJson() {
    return switch (format) {
      case TEXT -> false;
      case JSON -> true;
      case NDJSON, CSV, SARIF, JUNIT, HTML ->
          throw new UserError("--format " + format.word() + ": here it is text or json.");
    };
  }
}
