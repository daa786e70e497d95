package dev.molly.cli;

import dev.molly.config.Config;
import dev.molly.history.ScanHistory;
import dev.molly.history.ScanStore;
import dev.molly.history.ScanTotals;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.history.StateFolder;
import dev.molly.history.Trend;
import dev.molly.model.ExitCode;
import dev.molly.model.UserError;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.trend.TrendCsv;
import dev.molly.report.trend.TrendJson;
import dev.molly.report.trend.TrendText;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly trend` command. It reads the scan history, and no resources.
@Command(
    name = "trend",
    description =
        "Show what earlier scans found, by day. Reads the scan history, and no resources.",
    footer = {"", "Exit codes: 0 done, 2 there is no history, 4 some of it could not be read."})
final class TrendCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin ScanStoreOptions stores = new ScanStoreOptions();

  @Option(
      names = "--by",
      paramLabel = "GROUP",
      completionCandidates = CompletionCandidates.Groupings.class,
      description = "severity, kind or account. Default: severity.")
  Grouping by = Grouping.SEVERITY;

  @Option(
      names = "--scope",
      paramLabel = "ID",
      description = "The history of these scans, by an id of --list. Default: of the last scan.")
  @Nullable String scope;

  @Option(names = "--list", description = "List the scopes that have a history.")
  boolean list;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = CompletionCandidates.TextJsonOrCsv.class,
      description = "text, json or csv. Default: text.")
  ReportFormat format = ReportFormat.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write it there and not to stdout: a file, or s3://BUCKET/KEY.")
  @Nullable ReportTarget output;

  private final MollyFactory mollys;
  private final Terminal terminal;

  TrendCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    checkFormat();
    List<ReportTarget> targets = Stream.ofNullable(output).toList();
    ReportWriter.checkFiles(targets);
    Config config = connection.config(terminal);
    if (stores.address(config).isEmpty() && !(output instanceof ReportTarget.BucketObject)) {
      return show(new StateFolder(connection.state.folder()), ReportWriter.ofFiles());
    }
    return connection.with(
        mollys,
        config,
        connection.anyRegion(config),
        molly -> {
          var writer = new ReportWriter(molly::objects);
          writer.checkBuckets(targets, terminal);
          return show(stores.open(molly, config, connection.state), writer);
        });
  }

  private int show(ScanStore store, ReportWriter writer) {
    SortedMap<String, ScanHistory.Scans> scopes = new ScanHistory(store).all();
    List<String> unreadable =
        scopes.values().stream().flatMap(each -> each.unreadable().stream()).toList();
    unreadable.forEach(terminal::warn);
    scopes.values().removeIf(each -> each.totals().isEmpty());
    if (list) {
      scopes.forEach(this::line);
    } else {
      print(chosen(scopes, store), scopes.size() - 1, writer);
    }
    return (unreadable.isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE).code();
  }

  private void checkFormat() {
    if (list && (format != ReportFormat.TEXT || output != null || scope != null)) {
      throw new UserError(
          "--list is a list of all scopes, as text: leave out --format, --output and --scope.");
    }
    switch (format) {
      case TEXT, JSON, CSV -> {}
      case NDJSON, SARIF, JUNIT, HTML, OCSF ->
          throw new UserError("--format " + format.word() + ": here it is text, json or csv.");
    }
  }

  private void line(String id, ScanHistory.Scans scans) {
    ScanTotals last = scans.totals().getLast();
    terminal.say(
        "%s  %s, last %s: %s"
            .formatted(
                id,
                ReportPhrases.count(scans.totals().size(), "scan"),
                last.startedAt(),
                last.scope().words()));
  }

  /// Returns the history that is asked for, or else that of the last scan.
  private ScanHistory.Scans chosen(Map<String, ScanHistory.Scans> scopes, ScanStore store) {
    String wanted = scope;
    if (wanted == null) {
      return scopes.values().stream()
          .max(Comparator.comparing(each -> each.totals().getLast().startedAt()))
          .orElseThrow(
              () ->
                  new UserError(
                      "there is no history in %s that can be read; every scan adds to it: molly scan"
                          .formatted(store.shown("history"))));
    }
    List<String> found = scopes.keySet().stream().filter(id -> id.startsWith(wanted)).toList();
    if (found.size() != 1 || wanted.isEmpty()) {
      throw new UserError(
          "--scope '%s': %d scopes have an id that begins so. To see all: molly trend --list"
              .formatted(wanted, found.size()));
    }
    return scopes.getOrDefault(found.getFirst(), ScanHistory.Scans.NONE);
  }

  private void print(ScanHistory.Scans scans, int others, ReportWriter writer) {
    var trend = Trend.of(scans.totals(), by);
    if (output == null) {
      terminal.print(out -> write(trend, scans, others, terminal.display(), out));
    } else {
      writer.writeOrPrint(
          output, format, out -> write(trend, scans, others, terminal.plain(), out), terminal);
    }
    writer.end();
  }

  private void write(
      Trend trend, ScanHistory.Scans scans, int others, TextDisplay display, Writer out)
      throws IOException {
    switch (format) {
      case JSON -> TrendJson.write(trend, scans.unreadable(), out);
      case CSV -> TrendCsv.write(trend, out);
      case TEXT, NDJSON, SARIF, JUNIT, HTML, OCSF ->
          new TrendText(display).render(trend, others, out);
    }
  }
}
