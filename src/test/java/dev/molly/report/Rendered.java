package dev.molly.report;

import dev.molly.model.ScanReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/// What a report looks like in a format, as one string.
final class Rendered {
  static final TextDisplay PLAIN = new TextDisplay(80, false);

  private Rendered() {}

  static String as(ReportFormat format, ScanReport report) {
    return by(ReportRenderers.of(format, PLAIN), report);
  }

  static String by(ReportRenderer renderer, ScanReport report) {
    return text(out -> renderer.render(report, out));
  }

  /// Something that writes.
  interface Writing {
    void to(Writer out) throws IOException;
  }

  static String text(Writing writing) {
    var out = new StringWriter();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
