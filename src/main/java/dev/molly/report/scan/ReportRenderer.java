package dev.molly.report.scan;

import dev.molly.model.ScanReport;
import java.io.IOException;
import java.io.Writer;

/// Writes a report in one format. The same report gives the same bytes.
public interface ReportRenderer {
  void render(ScanReport report, Writer out) throws IOException;
}
