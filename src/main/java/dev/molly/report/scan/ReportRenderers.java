package dev.molly.report.scan;

import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.TextDisplay;

/// The renderer of each format.
public final class ReportRenderers {
  private ReportRenderers() {}

  /// Returns the renderer of a format.
  ///
  /// @param display the display for text; the other formats use only its invocation
  public static ReportRenderer of(ReportFormat format, TextDisplay display) {
    return of(format, display, FailOn.ANY, ScanComparison.none());
  }

  /// Returns the renderer of a format.
  ///
  /// @param failOn what makes a CI job fail, for the format of CI servers
  /// @param comparison what has changed since the last scan
  public static ReportRenderer of(
      ReportFormat format, TextDisplay display, FailOn failOn, ScanComparison comparison) {
    return of(format, display, failOn, comparison, ScanHistory.Scans.NONE);
  }

  /// Returns the renderer of a format.
  ///
  /// @param scans the scans of the same scope with this one, for a trend
  public static ReportRenderer of(
      ReportFormat format,
      TextDisplay display,
      FailOn failOn,
      ScanComparison comparison,
      ScanHistory.Scans scans) {
    Invocation typed = display.invocation();
    return switch (format) {
      case TEXT -> new TextReport(display, comparison);
      case JSON -> new JsonReport(typed, comparison);
      case NDJSON -> new NdjsonReport(typed, comparison);
      case CSV -> new CsvReport(typed, comparison);
      case SARIF -> new SarifReport(typed, comparison);
      case JUNIT -> new JunitReport(typed, failOn, comparison);
      case HTML -> new HtmlReport(typed, comparison, scans);
    };
  }
}
