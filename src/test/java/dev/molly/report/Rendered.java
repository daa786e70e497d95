package dev.molly.report;

import dev.molly.model.ScanReport;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.scan.ReportFormat;
import dev.molly.report.scan.ReportRenderer;
import dev.molly.report.scan.ReportRenderers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;

/// What a report looks like in a format, as one string.
public final class Rendered {
  public static final TextDisplay PLAIN = new TextDisplay(80, false);

  private Rendered() {}

  public static String as(ReportFormat format, ScanReport report) {
    return by(ReportRenderers.of(format, PLAIN), report);
  }

  public static String by(ReportRenderer renderer, ScanReport report) {
    return text(out -> renderer.render(report, out));
  }

  /// Something that writes.
  public interface Writing {
    void to(Writer out) throws IOException;
  }

  public static String text(Writing writing) {
    var out = new StringWriter();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
