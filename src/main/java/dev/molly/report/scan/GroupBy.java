package dev.molly.report.scan;

import dev.molly.model.Finding;
import dev.molly.model.ScanReport;
import java.util.Locale;

/// How the report for users groups its findings.
public enum GroupBy {
  /// By account and region.
  PLACE,
  RULE,
  OWNER,
  ACCOUNT;

  /// Returns the name on the command line: `owner`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Returns the heading of the group that a finding belongs to.
  String label(Finding finding, ScanReport report) {
    return switch (this) {
      case PLACE -> account(finding, report) + ", " + finding.resource().id().region();
      case RULE -> "rule " + finding.rule();
      // No tag can make a label that is one of the other three.
      case OWNER -> finding.owner().name().map("owner "::concat).orElseGet(finding.owner()::label);
      case ACCOUNT -> account(finding, report);
    };
  }

  private static String account(Finding finding, ScanReport report) {
    return "account " + report.accounts().label(finding.resource().id().account());
  }
}
