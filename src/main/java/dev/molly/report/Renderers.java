package dev.molly.report;

import dev.molly.model.Severity;

/// Which renderer writes which format.
public final class Renderers {
  private Renderers() {}

  /// The renderer for a format.
  ///
  /// @param display what text is written for; of it, the other formats take what was typed
  public static Renderer of(Format format, Display display) {
    return of(format, display, Severity.LOW);
  }

  /// The renderer for a format.
  ///
  /// @param failOn the mildest severity that makes a CI job fail, for the format of CI servers
  public static Renderer of(Format format, Display display, Severity failOn) {
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
