package dev.molly.cli;

import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.report.format.AtomicReportFile;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.scan.ReportRenderers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The destinations and formats of reports, and the severity from which they set the exit code.
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.Formats.class,
      description = "text, json, ndjson, csv, sarif, junit or html. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there and not to stdout.")
  @Nullable Path output;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      completionCandidates = CompletionCandidates.Reports.class,
      description = "One more report, as in html=report.html. May be given several times.")
  Map<ReportFormat, Path> reports = new LinkedHashMap<>();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      completionCandidates = CompletionCandidates.Severities.class,
      description =
          "The mildest severity whose findings set exit code 1, and are failures in junit: low,"
              + " medium, high or critical. Default: low.")
  @Nullable Severity failOn;

  Optional<Severity> failOn() {
    return Optional.ofNullable(failOn);
  }

  /// Checks that all files can be written, before a scan that may take an hour.
  ///
  /// @throws dev.molly.model.UserError when a file cannot be written
  void check() {
    if (output != null) {
      AtomicReportFile.check(output);
    }
    reports.values().forEach(AtomicReportFile::check);
  }

  /// Writes all reports: the files first, so that they are complete even if the reader of stdout
  /// closes it early.
  ///
  /// @param mildest the mildest severity that sets the exit code
  /// @throws ClosedPipe when the reader of stdout has closed it
  /// @throws dev.molly.model.UserError when a file cannot be written
  void write(ScanReport report, Severity mildest, Terminal terminal) {
    reports.forEach(
        (each, file) ->
            AtomicReportFile.write(
                file,
                out -> ReportRenderers.of(each, terminal.plain(), mildest).render(report, out)));
    if (output != null) {
      AtomicReportFile.write(
          output, out -> ReportRenderers.of(format, terminal.plain(), mildest).render(report, out));
      return;
    }
    terminal.print(
        out -> ReportRenderers.of(format, terminal.display(), mildest).render(report, out));
  }
}
