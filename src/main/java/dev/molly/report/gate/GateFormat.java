package dev.molly.report.gate;

import dev.molly.gate.GateReport;
import dev.molly.report.format.TextDisplay;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/// The formats of a report about a plan.
public enum GateFormat {
  TEXT,
  JSON,
  SARIF,
  JUNIT,
  /// Workflow commands, which GitHub shows beside a pull request.
  GITHUB,
  /// A code quality report, which GitLab shows beside a merge request.
  GITLAB;

  /// Returns the format's name on the command line: `sarif`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Writes a report in this format.
  ///
  /// @param display the display for text; the other formats use only its invocation
  public void write(GateReport report, TextDisplay display, Writer out) throws IOException {
    switch (this) {
      case TEXT -> new GateText(report, display).write(out);
      case JSON -> GateJson.write(report, display.invocation(), out);
      case SARIF -> GateSarif.write(report, display.invocation(), out);
      case JUNIT -> GateJunit.write(report, display.invocation(), out);
      case GITHUB -> GateAnnotations.write(report, out);
      case GITLAB -> GateCodeQuality.write(report, out);
    }
  }
}
