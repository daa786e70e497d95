package dev.molly.report;

/// Which renderer writes which format.
public final class Renderers {
  private Renderers() {}

  /// The renderer for a format.
  ///
  /// @param display what text is written for; the other formats are the same everywhere
  public static Renderer of(Format format, Display display) {
    return switch (format) {
      case TEXT -> new TextReport(display);
      case JSON -> new JsonReport();
      case NDJSON -> new NdjsonReport();
      case CSV -> new CsvReport();
      case SARIF -> new SarifReport();
      case JUNIT -> new JunitReport();
      case HTML -> new HtmlReport();
    };
  }
}
