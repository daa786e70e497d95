package dev.molly.report.scan;

import java.util.Locale;

/// The formats of a scan report.
public enum ReportFormat {
  TEXT,
  JSON,
  NDJSON,
  CSV,
  SARIF,
  JUNIT,
  HTML;

  /// Returns the format's name on the command line: `sarif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
