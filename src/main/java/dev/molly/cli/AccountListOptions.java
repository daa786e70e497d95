package dev.molly.cli;

import dev.molly.Molly;
import dev.molly.config.Config;
import dev.molly.history.CallHistory;
import dev.molly.model.AccountId;
import dev.molly.model.AccountListing;
import dev.molly.model.AccountRef;
import dev.molly.model.ExitCode;
import dev.molly.model.OrganizationScope;
import dev.molly.model.ShardNumber;
import dev.molly.model.UserError;
import dev.molly.policy.ScanRequest;
import dev.molly.report.scan.AccountsFile;
import dev.molly.report.scan.AccountsText;
import dev.molly.report.scan.ReportCalls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that divide a scan by accounts, with or without a list of accounts that all parts
/// share.
final class AccountListOptions {
  @Option(
      names = "--shard",
      paramLabel = "PART/PARTS",
      description =
          "Scan one part of the accounts, as in 2/10, for several machines at once. Write it with"
              + " --format json, and put the parts together: molly report merge.")
  @Nullable ShardNumber shard;

  @Option(
      names = "--accounts-from",
      paramLabel = "FILE",
      description =
          "The accounts to scan: a file made by --list-accounts, or s3://BUCKET/KEY. With --shard,"
              + " all parts take about the same time (molly explain shards).")
  @Nullable ReportTarget from;

  @Option(
      names = "--list-accounts",
      description =
          "Do not scan: list the accounts that the scan would read, with the AWS calls that the"
              + " last scan made in each. Text or json.")
  boolean list;

  @Option(
      names = "--calls-from",
      paramLabel = "FILE",
      description =
          "With --list-accounts: take the calls from the JSON report of an earlier scan, a file or"
              + " s3://BUCKET/KEY, and not from the history.")
  @Nullable ReportTarget callsFrom;

  /// Returns whether only some of the accounts are scanned.
  boolean divides() {
    return shard != null || from != null;
  }

  /// Checks the options.
  void check(SelectionOptions selection, boolean estimate) {
    if (list && (divides() || estimate)) {
      throw new UserError(
          "--list-accounts makes the list that the scans of the parts read: leave out --shard,"
              + " --accounts-from and --estimate.\n"
              + "See: molly explain shards");
    }
    if (callsFrom != null && !list) {
      throw new UserError("--calls-from belongs to --list-accounts.\nSee: molly explain shards");
    }
    if (from != null && selection.places.namesAccounts()) {
      throw new UserError(
          "--accounts-from names the accounts: leave out --account and --environment, or give them"
              + " to --list-accounts.\n"
              + "See: molly explain shards");
    }
  }

  /// Returns the request, limited to the accounts to scan: those of the list, or of the
  /// organization, or else of the config; with `--shard`, one part of them.
  ///
  /// @param members the organization that is scanned; null for the accounts of the config
  ScanRequest narrow(
      ScanRequest request, Config config, @Nullable OrganizationScope members, Molly molly) {
    if (from == null) {
      ScanRequest whole = members == null ? request : request.in(molly.organization(members));
      return shard == null ? whole : part(whole, shard);
    }
    AccountsFile file =
        AccountsFile.read(
            from.shown(),
            new ReportReader(molly::objects).read(from),
            "molly scan%s --list-accounts --format json --output accounts.json"
                .formatted(members == null ? "" : " --organization"));
    ScanRequest whole =
        request.in(
            file.listing(
                (id, name) -> members == null ? of(config, id) : members.member(id, name)));
    return shard == null ? whole : whole.part(shard, file.weights());
  }

  private static ScanRequest part(ScanRequest whole, ShardNumber shard) {
    try {
      return whole.part(shard);
    } catch (IllegalArgumentException e) {
      throw new UserError(undivided("--shard"), e);
    }
  }

  private AccountRef.Configured of(Config config, AccountId id) {
    String named = from == null ? "" : from.shown();
    return config.accounts().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    """
                    --accounts-from %s: account %s is not in the config.
                    Add it to 'accounts' there, or scan the organization: --organization
                    See: molly explain shards\
                    """
                        .formatted(named, id)));
  }

  /// Lists the accounts of a request.
  ///
  /// @return the exit code
  int list(
      Molly molly,
      ScanRequest request,
      SelectionOptions selection,
      CallHistory history,
      ReportOptions reporting,
      Terminal terminal) {
    List<AccountRef.Configured> accounts =
        request.accounts().stream()
            .map(
                each ->
                    switch (each) {
                      case AccountRef.Configured account -> account;
                      case AccountRef.Own _ -> throw new UserError(undivided("--list-accounts"));
                    })
            .toList();
    AccountListing listed = request.organization();
    var listing = new AccountListing(accounts, listed.unscanned(), listed.gaps());
    Map<AccountId, Long> calls =
        callsFrom == null
            ? history.byAccount(selection.historyScope(request, List.of()))
            : callsOfReport(molly, callsFrom, terminal);
    reporting.writeTextOrJson(
        terminal,
        (display, out) -> new AccountsText(display).render(listing, calls, out),
        out -> AccountsFile.write(listing, calls, out));
    return (listing.gaps().isEmpty() ? ExitCode.CLEAN : ExitCode.INCOMPLETE).code();
  }

  /// Before the first night there is no report, and all accounts weigh the same.
  private static Map<AccountId, Long> callsOfReport(
      Molly molly, ReportTarget report, Terminal terminal) {
    try {
      return ReportCalls.read(report.shown(), new ReportReader(molly::objects).read(report));
    } catch (UserError e) {
      terminal.warn("The list has no calls: " + e.getMessage());
      return Map.of();
    }
  }

  private static String undivided(String option) {
    return option
        + " divides a scan by accounts: name them in the config, or scan --organization.\n"
        + "See: molly explain shards";
  }
}
