package dev.molly.report.scan;

import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;

/// What a report shows besides the scan itself, and how.
///
/// @param failOn what makes a CI job fail, for the format of CI servers
/// @param groupBy how the formats for users group the findings
/// @param comparison what has changed since the last scan
/// @param scans the scans of the same scope with this one, for a trend; empty for none
/// @param otherAccounts whether `molly protect` with the options of the scan may be about other
///     accounts: it enters none of an organization, and does not take `--shard`
public record ReportContext(
    FailOn failOn,
    GroupBy groupBy,
    ScanComparison comparison,
    ScanHistory.Scans scans,
    boolean otherAccounts) {
  /// A scan alone.
  public static final ReportContext PLAIN =
      new ReportContext(
          FailOn.ANY, GroupBy.PLACE, ScanComparison.none(), ScanHistory.Scans.NONE, false);
}
