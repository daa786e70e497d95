package dev.molly.report.scan;

import dev.molly.report.format.Invocation;
import dev.molly.report.format.TextDisplay;

/// The renderer of each format.
public final class ReportRenderers {
  private ReportRenderers() {}

  /// Returns the renderer of a format for a scan alone.
  ///
  /// @param display the display for text; the other formats use only its invocation
  public static ReportRenderer of(ReportFormat format, TextDisplay display) {
    return of(format, display, ReportContext.PLAIN);
  }

  /// Returns the renderer of a format.
  public static ReportRenderer of(ReportFormat format, TextDisplay display, ReportContext context) {
    Invocation typed = display.invocation();
    return switch (format) {
      case TEXT -> new TextReport(display, context);
      case JSON -> new JsonReport(typed, context.comparison());
      case NDJSON -> new NdjsonReport(typed, context.comparison());
      case CSV -> new CsvReport(typed, context.comparison());
      case SARIF -> new SarifReport(typed, context.comparison());
      case JUNIT -> new JunitReport(typed, context.failOn(), context.comparison());
      case HTML -> new HtmlReport(typed, context.groupBy(), context.comparison(), context.scans());
      case OCSF -> new OcsfReport(typed, context.comparison());
    };
  }
}
