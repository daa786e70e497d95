package dev.molly.cli;

import dev.molly.cli.ReportTarget.BucketObject;
import dev.molly.config.Config;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.report.scan.FailOn;
import dev.molly.report.scan.ReportContext;
import dev.molly.report.scan.ShardMerge;
import dev.molly.report.scan.ShardMerge.Part;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The `molly report` command.
@Command(name = "report", description = "Put the reports of the parts of a scan together.")
final class ReportCommand {
  private final MollyFactory mollys;
  private final Terminal terminal;

  ReportCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Command(
      name = "merge",
      description =
          "Make one report of the parts of a scan (molly scan --shard). Reads files, and no"
              + " resources.",
      footer = {
        "",
        "Exit codes: as of molly scan. A part that is missing or damaged is a gap: 4.",
        "See: molly explain shards"
      })
  int merge(
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "The JSON reports of the parts: files, or s3://BUCKET/KEY.")
          List<ReportTarget> files,
      @Mixin ReportOptions reporting,
      @Mixin ConnectionOptions connection) {
    reporting.check();
    Config config = connection.config(terminal);
    boolean fromBucket = files.stream().anyMatch(BucketObject.class::isInstance);
    if (!fromBucket && !reporting.isForBucket()) {
      return merge(files, ReportReader.ofFiles(), reporting, config);
    }
    return connection.with(
        mollys,
        config,
        connection.anyRegion(config),
        molly -> {
          reporting.connect(molly, terminal);
          return merge(files, new ReportReader(molly::objects), reporting, config);
        });
  }

  private int merge(
      List<ReportTarget> files, ReportReader reader, ReportOptions reporting, Config config) {
    FailOn failOn = reporting.failOn.with(config);
    ScanReport report = ShardMerge.of(read(files, reader));
    // What a part says does not show whether its accounts are those of an organization.
    var context =
        new ReportContext(
            failOn, reporting.groupBy, ScanComparison.none(), ScanHistory.Scans.NONE, true);
    reporting.write(report, context, terminal);
    return report.exitCode(failOn.counts(ScanComparison.none())).code();
  }

  /// Reads what can be read: the accounts of the rest are gaps.
  private List<Part> read(List<ReportTarget> files, ReportReader reader) {
    var parts = new ArrayList<Part>();
    var problems = new ArrayList<String>();
    for (ReportTarget file : files) {
      try {
        parts.add(ShardMerge.read(file.shown(), reader.read(file)));
      } catch (UserError e) {
        problems.add(e.getMessage());
      }
    }
    if (parts.isEmpty()) {
      throw new UserError(
          String.join("\n", problems)
              + "\nMake them so: molly scan --shard 1/2 --format json --output part-1.json");
    }
    problems.forEach(terminal::warn);
    return parts;
  }
}
