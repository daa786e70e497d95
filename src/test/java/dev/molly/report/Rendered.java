package dev.molly.report;

import dev.molly.model.ScanReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// What a report looks like in a format, as one string.
final class Rendered {
  static final Display PLAIN = new Display(80, false);

  private Rendered() {}

  static String as(Format format, ScanReport report) {
    return by(Renderers.of(format, PLAIN), report);
  }

  static String by(Renderer renderer, ScanReport report) {
    var out = new StringWriter();
    try {
      renderer.render(report, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
