package dev.molly.report.scan;

import dev.molly.model.Severity;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.TextDisplay;

/// The renderer of each format.
public final class ReportRenderers {
  private ReportRenderers() {}

  /// Returns the renderer of a format.
  ///
  /// @param display the display for text; the other formats use only its invocation
  public static ReportRenderer of(ReportFormat format, TextDisplay display) {
    return of(format, display, Severity.LOW);
  }

  /// Returns the renderer of a format.
  ///
  /// @param failOn the mildest severity that makes a CI job fail, for the format of CI servers
  public static ReportRenderer of(ReportFormat format, TextDisplay display, Severity failOn) {
    Invocation typed = display.invocation();
    return switch (format) {
      case TEXT -> new TextReport(display);
      case JSON -> new JsonReport(typed);
      case NDJSON -> new NdjsonReport(typed);
      case CSV -> new CsvReport(typed);
      case SARIF -> new SarifReport(typed);
      case JUNIT -> new JunitReport(typed, failOn);
      case HTML -> new HtmlReport(typed);
    };
  }
}
