package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.history.CallHistory;
import dev.molly.history.CheckedRule;
import dev.molly.history.HistoryScope;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountRef;
import dev.molly.model.CallBudget;
import dev.molly.model.ExitCode;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanEstimate.PastScan;
import dev.molly.policy.ScanRequest;
import dev.molly.report.scan.EstimateJson;
import dev.molly.report.scan.EstimateText;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The option that estimates a scan's AWS calls in place of scanning.
final class EstimateOptions {
  @Option(
      names = "--estimate",
      description =
          "Do not scan: print how many AWS calls the scan would make, by service, account and"
              + " region, and how long the quotas make it. Text or json. See: molly explain budget")
  boolean estimate;

  /// Estimates the scan of a request: by the last scan with the same scope and rules, or else by
  /// the listings.
  ///
  /// @return the exit code
  int run(
      Molly molly,
      ScanRequest request,
      Config config,
      SelectionOptions selection,
      CallHistory history,
      ReportOptions reporting,
      Terminal terminal) {
    // The id of the caller's account is the first call of the scan, too.
    CallBudget before = molly.budget();
    HistoryScope scope = selection.historyScope(request, own(molly, request));
    List<CheckedRule> rules = HistoryOptions.rules(selection, request);
    CallBudget own = molly.budget();
    Optional<ScanEstimate> last =
        request.readsOwners()
            ? Optional.empty()
            : history.ofLastScan(scope, rules, config.limits(), molly.now());
    ScanEstimate result =
        last.map(each -> each.spending(molly.calls()))
            .orElseGet(
                () -> {
                  // The reads of a scan store are no calls of the scan.
                  CallBudget read = before.plus(molly.budget().since(own).made());
                  return list(molly, request, read, terminal);
                });
    AccountDirectory accounts =
        AccountDirectory.of(request.accounts(), request.organization().unscanned());
    reporting.writeTextOrJson(
        terminal,
        (display, out) -> new EstimateText(display).render(result, accounts, out),
        out -> EstimateJson.write(result, accounts, out));
    history.keep(scope, rules, result);
    boolean complete =
        result.gaps().isEmpty() && result.basis().map(PastScan::complete).orElse(true);
    return (complete ? ExitCode.CLEAN : ExitCode.INCOMPLETE).code();
  }

  /// The caller's own account has no id in the request.
  private static List<AccountId> own(Molly molly, ScanRequest request) {
    return request.accounts().stream().anyMatch(AccountRef.Own.class::isInstance)
        ? List.of(molly.caller())
        : List.of();
  }

  private static ScanEstimate list(
      Molly molly, ScanRequest request, CallBudget before, Terminal terminal) {
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      return molly.estimate(request, before, progress);
    }
  }
}
