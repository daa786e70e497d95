package dev.molly.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The reason and the length of a freeze. Not parameters: see [IamScanOptions].
final class FreezeOptions {
  @Option(names = "--why", required = true, paramLabel = "TEXT", description = "What goes on.")
  String why = "";

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      description = "When it ends by itself: 2h from now, or a time such as 2026-11-24T08:00:00Z.")
  @Nullable String until;
}
