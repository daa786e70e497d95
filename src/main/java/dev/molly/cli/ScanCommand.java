package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.history.CallHistory;
import dev.molly.history.ScanHistory;
import dev.molly.history.ScanStore;
import dev.molly.history.SettingsFiles;
import dev.molly.model.OrganizationScope;
import dev.molly.model.ScanReport;
import dev.molly.model.SettingsStore;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import dev.molly.report.digest.ComparedScan;
import dev.molly.report.digest.ScanDigests;
import dev.molly.report.scan.FailOn;
import dev.molly.report.scan.GroupBy;
import dev.molly.report.scan.HubFindings;
import dev.molly.report.scan.ReportContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The `molly scan` command.
@Command(
    name = "scan",
    description = "Find resources that can be deleted by accident. Changes no resource.",
    footer = {
      "",
      "Exit codes: 0 clean, 1 findings, 2 wrong usage, 4 something could not be read.",
      "What it needs to be allowed: molly explain permissions"
    })
final class ScanCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin HistoryOptions since = new HistoryOptions();
  @Mixin ScanStoreOptions stores = new ScanStoreOptions();
  @Mixin ReportOptions reporting = new ReportOptions();
  @Mixin NotifyOptions notifying = new NotifyOptions();
  @Mixin EstimateOptions estimating = new EstimateOptions();
  @Mixin AccountListOptions dividing = new AccountListOptions();

  @Option(
      names = "--organization",
      description =
          "All accounts of the organization, by the role that the config names for them (molly"
              + " explain organization).")
  boolean organization;

  @Option(
      names = "--cache",
      fallbackValue = "true",
      description =
          "Do not read an instance's protection again if the last scan with this option did, and"
              + " CloudTrail shows no change since (molly explain cache).")
  boolean cache;

  @Option(
      names = "--full",
      fallbackValue = "true",
      description = "With --cache: read everything, and renew the cache.")
  boolean full;

  private final MollyFactory mollys;
  private final Terminal terminal;

  ScanCommand(MollyFactory mollys, Terminal terminal) {
    this.mollys = mollys;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    reporting.check();
    since.check();
    dividing.check(selection, estimating.estimate);
    checkCache();
    Config config = connection.config(terminal);
    notifying.check(config, connection.state.sandbox);
    @Nullable OrganizationScope members = organization ? organization(config) : null;
    ScanRequest request =
        selection
            .request(mollys.kinds(), config, connection)
            .owners(config.owners(), reporting.groupBy == GroupBy.OWNER || notifying.given());
    if (dividing.list) {
      reporting.checkTextOrJson("--list-accounts");
    }
    if (estimating.estimate) {
      reporting.checkTextOrJson("--estimate");
    }
    return connection.with(
        mollys,
        config,
        request.regions(),
        molly -> {
          reporting.connect(molly, terminal);
          ScanStore kept = stores.open(molly, config, connection.state);
          var calls = new CallHistory(kept, terminal::warn);
          ScanRequest part = dividing.narrow(request, config, members, molly);
          if (dividing.list) {
            return dividing.list(molly, part, selection, calls, reporting, terminal);
          }
          return estimating.estimate
              ? estimating.run(molly, part, config, selection, calls, reporting, terminal)
              : scan(molly, part, config, kept, calls);
        });
  }

  private int scan(
      Molly molly, ScanRequest request, Config config, ScanStore kept, CallHistory calls) {
    ScanReport report = scan(molly, request, settings(kept));
    FailOn failOn = reporting.failOn.with(config);
    var history = new ScanHistory(kept);
    HistoryOptions.Compared compared =
        since.compare(history, selection, request, report, failOn.onlyNew(), terminal);
    ScanReport beside =
        calls
            .estimate(compared.scope(), compared.rules(), report.budget().limits())
            .map(report::beside)
            .orElse(report);
    reporting.write(
        beside,
        new ReportContext(
            failOn,
            reporting.groupBy,
            compared.shown(),
            compared.scans(),
            organization || dividing.divides()),
        terminal);
    if (notifying.given()) {
      notifyOwners(molly, beside, compared);
    }
    if (notifying.securityHub) {
      var findings =
          new HubFindings(report, compared.last(), compared.comparison(), terminal.invocation());
      notifying.importInto(molly, request, findings.stream(), terminal);
    }
    // Only after the report: what is new must be reported at least once. Not in a dry run: the next
    // scan is to send what it printed.
    if (!notifying.dryRun) {
      HistoryOptions.keep(history, compared, report, terminal);
    }
    // A scan with a cache, or of owners, makes other calls than those of its rules.
    if (report.cache().isEmpty() && !request.readsOwners()) {
      calls.keep(compared.scope(), compared.rules(), report);
    }
    return report.exitCode(failOn.counts(compared.comparison())).code();
  }

  /// Notifies owners after the report was written, so that no channel delays it, and before the
  /// scan is added to the history: if molly is killed in between, the next scan sends the same.
  private void notifyOwners(Molly molly, ScanReport report, HistoryOptions.Compared compared) {
    var scan =
        new ComparedScan(
            report,
            compared.comparison(),
            compared.scope().id(),
            terminal.invocation(),
            connection.state.sandbox);
    notifying.deliver(molly, ScanDigests.of(scan, notifying.always), terminal);
  }

  private void checkCache() {
    if (full && !cache) {
      throw new UserError(
          "--full belongs to --cache. Without --cache a scan reads everything: leave --full out.");
    }
  }

  private SettingsStore settings(ScanStore kept) {
    if (!cache) {
      return SettingsStore.NONE;
    }
    var settings = new SettingsFiles(kept, Molly.version());
    return full ? settings.renewed() : settings;
  }

  private OrganizationScope organization(Config config) {
    if (selection.places.namesAccounts()) {
      throw new UserError(
          "--organization is every account of the organization: leave out --account and"
              + " --environment, and choose by 'include' and 'exclude' in the config.\n"
              + "See: molly explain organization");
    }
    return ScopeOptions.organization(config);
  }

  private ScanReport scan(Molly molly, ScanRequest request, SettingsStore store) {
    try (var progress = new ScanProgress(terminal, molly::calls)) {
      return molly.scan(request, store, progress);
    }
  }
}
