package dev.molly.cli;

import dev.molly.plan.RunId;
import dev.molly.report.scan.ReportFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What of the journals is shown, and how. Not parameters: see [IamScanOptions].
final class JournalShowOptions {
  @Option(names = "--run", paramLabel = "RUN", description = "Only this run.")
  @Nullable RunId run;

  @Option(
      names = "--id",
      paramLabel = "ID|ARN",
      description = "Only this resource, also under the names that it had before or has now.")
  @Nullable String id;

  @Option(names = "--since", paramLabel = "WHEN", description = "As in 24h, 7d or an instant.")
  @Nullable String since;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.TextOrNdjson.class,
      description = "text or ndjson. Default: text.")
  ReportFormat format = ReportFormat.TEXT;
}
