package dev.molly.report.scan;

import java.util.Locale;

/// The formats a report can be written in.
public enum ReportFormat {
  TEXT,
  JSON,
  NDJSON,
  CSV,
  SARIF,
  JUNIT,
  HTML;

  /// The word people type: `sarif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
