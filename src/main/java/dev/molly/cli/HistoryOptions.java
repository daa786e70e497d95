package dev.molly.cli;

import dev.molly.history.CheckedRule;
import dev.molly.history.HistoryScope;
import dev.molly.history.LastScan;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.history.ScanTotals;
import dev.molly.model.ScanReport;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import dev.molly.report.format.StatusCounts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that compares a scan with the last one of its scope. Every scan is kept for the
/// next, with this option or without.
final class HistoryOptions {
  static final String LAST = "last";

  @Option(
      names = "--since",
      paramLabel = "last",
      completionCandidates = CompletionCandidates.Sinces.class,
      description =
          "Say what is new, what still fails and since when, and what is fixed since the last scan"
              + " of the same accounts, regions, kinds and policies. See: molly explain history")
  @Nullable String since;

  /// A scan beside the last one of its scope.
  ///
  /// @param shown what the reports say of it; nothing if it is not asked for
  /// @param scans the scans of the scope with this one, if they are asked for
  record Compared(
      HistoryScope scope,
      List<CheckedRule> rules,
      LastScan last,
      ScanComparison comparison,
      ScanComparison shown,
      ScanHistory.Scans scans) {}

  /// Checks the option, before a scan that may take an hour.
  void check() {
    if (since != null && !since.equals(LAST)) {
      throw new UserError(
          "--since '%s': a scan is compared with the last one of its scope: --since %s"
              .formatted(since, LAST));
    }
  }

  /// Returns the rules of a scan.
  static List<CheckedRule> rules(SelectionOptions selection, ScanRequest request) {
    return request.kinds().stream()
        .flatMap(kind -> request.policies().rules(kind).stream())
        .map(CheckedRule::of)
        .map(rule -> selection.isByTag() ? rule.selectingSome() : rule)
        .toList();
  }

  /// Compares a scan with the last one of its scope.
  ///
  /// @param asked whether another option needs the comparison
  Compared compare(
      ScanHistory history,
      SelectionOptions selection,
      ScanRequest request,
      ScanReport report,
      boolean asked,
      Terminal terminal) {
    HistoryScope scope = selection.historyScope(request, report);
    List<CheckedRule> rules = rules(selection, request);
    LastScan last = history.last(scope);
    if (last instanceof LastScan.Unusable(String why)) {
      terminal.warn(why);
    }
    ScanComparison comparison = ScanComparison.of(report, rules, last);
    boolean shown = since != null || asked;
    return new Compared(
        scope,
        rules,
        last,
        comparison,
        shown ? comparison : ScanComparison.none(),
        shown && last instanceof LastScan.Known
            ? history.scans(scope.id()).with(ScanTotals.of(scope, report, comparison))
            : ScanHistory.Scans.NONE);
  }

  /// Keeps a scan for the next one of its scope.
  static void keep(ScanHistory history, Compared now, ScanReport report, Terminal terminal) {
    Optional<String> tooMany =
        tooMany(StatusCounts.of(report.findings()).violations(), Runtime.getRuntime().maxMemory());
    if (tooMany.isPresent()) {
      terminal.warn(tooMany.get());
      return;
    }
    history
        .keep(
            now.comparison().snapshot(now.scope(), report, now.rules()),
            ScanTotals.of(now.scope(), report, now.comparison()),
            now.last())
        .ifPresent(terminal::warn);
  }

  /// Returns why a history would not fit into memory, as a sentence without a full stop; empty if
  /// it does.
  ///
  /// @param open the number of open findings
  /// @param heap the maximum size of the heap, in bytes
  static Optional<String> tooMany(long open, long heap) {
    long most = ScanHistory.mostOpen(heap);
    return open <= most
        ? Optional.empty()
        : Optional.of(
            "The history of this scan was not kept: it has %d open findings, and there is memory for %d. To keep it, give Java more: JAVA_TOOL_OPTIONS=-Xmx%dm"
                .formatted(open, most, ScanHistory.heapFor(open) / 1_048_576 + 1));
  }
}
