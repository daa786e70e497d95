package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.scan.GroupBy;
import dev.molly.report.scan.ReportContext;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.scan.ReportRenderers;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The destinations and formats of reports, and the severity from which they set the exit code.
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.Formats.class,
      description = "text, json, ndjson, csv, sarif, junit, html or ocsf. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there and not to stdout: a file, or s3://BUCKET/KEY.")
  @Nullable ReportTarget output;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      completionCandidates = CompletionCandidates.Reports.class,
      description =
          "One more report, as in html=report.html or html=s3://BUCKET/KEY. May be given several"
              + " times.")
  Map<ReportFormat, ReportTarget> reports = new LinkedHashMap<>();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY|new",
      completionCandidates = CompletionCandidates.FailOns.class,
      description =
          "The mildest severity whose findings set exit code 1, and are failures in junit: low,"
              + " medium, high or critical; or only findings that are new since the last scan: new"
              + " or new,high. Default: low.")
  FailOnWords failOn = FailOnWords.NONE;

  @Option(
      names = "--group-by",
      paramLabel = "GROUP",
      completionCandidates = CompletionCandidates.GroupBys.class,
      description =
          "How the text report groups its findings, and the HTML report at first: place (account"
              + " and region; not in HTML), rule, owner or account. owner reads tags where that"
              + " costs a call for each resource, too. Default: place.")
  GroupBy groupBy = GroupBy.PLACE;

  private ReportWriter writer = ReportWriter.ofFiles();

  /// Checks that all files can be written, before a scan that may take an hour.
  ///
  /// @throws dev.molly.model.UserError when a file cannot be written
  void check() {
    ReportWriter.checkFiles(targets());
  }

  /// Returns whether a report goes into a bucket, which takes a connection.
  boolean isForBucket() {
    return targets().stream().anyMatch(ReportTarget.BucketObject.class::isInstance);
  }

  /// Connects to the buckets, and checks them before a scan that may take an hour.
  ///
  /// @throws dev.molly.model.UserError when one certainly cannot be written
  void connect(Molly molly, Terminal terminal) {
    writer = new ReportWriter(molly::objects);
    writer.checkBuckets(targets(), terminal);
  }

  private List<ReportTarget> targets() {
    return Stream.concat(Stream.ofNullable(output), reports.values().stream()).toList();
  }

  /// Writes all reports: the files first, so that they are complete even if the reader of stdout
  /// closes it early.
  ///
  /// @throws OutputException when one could not be written; the others were
  void write(ScanReport report, ReportContext context, Terminal terminal) {
    reports.forEach(
        (each, target) ->
            writer.write(
                target,
                each,
                out -> ReportRenderers.of(each, terminal.plain(), context).render(report, out)));
    write(
        terminal,
        (display, out) -> ReportRenderers.of(format, display, context).render(report, out));
  }

  /// Writes to the file, or else to stdout.
  private void write(Terminal terminal, DisplayOutput content) {
    if (output == null) {
      terminal.print(out -> content.to(terminal.display(), out));
    } else {
      writer.writeOrPrint(output, format, out -> content.to(terminal.plain(), out), terminal);
    }
    writer.end();
  }

  /// Checks that text or json is asked for, and nothing else.
  ///
  /// @param option the option that has no other format
  void checkTextOrJson(String option) {
    boolean other =
        switch (format) {
          case TEXT, JSON -> false;
          case NDJSON, CSV, SARIF, JUNIT, HTML, OCSF -> true;
        };
    if (other || !reports.isEmpty()) {
      throw new UserError(
          "%s is text or json: leave out --report, and say --format text or --format json."
              .formatted(option));
    }
  }

  /// Writes text or json, to the file or to stdout.
  void writeTextOrJson(Terminal terminal, DisplayOutput text, Terminal.Output json) {
    write(terminal, format == ReportFormat.JSON ? (_, out) -> json.to(out) : text);
  }

  /// Something that is written for a display.
  interface DisplayOutput {
    void to(TextDisplay display, Writer out) throws IOException;
  }
}
