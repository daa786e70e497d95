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
  HTML,
  OCSF;

  /// Returns the media type of a report.
  public String contentType() {
    return switch (this) {
      case TEXT -> "text/plain; charset=utf-8";
      case JSON -> "application/json";
      case NDJSON, OCSF -> "application/x-ndjson";
      case CSV -> "text/csv; charset=utf-8";
      case SARIF -> "application/sarif+json";
      case JUNIT -> "application/xml";
      case HTML -> "text/html; charset=utf-8";
    };
  }

  /// Returns the format's name on the command line: `sarif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
