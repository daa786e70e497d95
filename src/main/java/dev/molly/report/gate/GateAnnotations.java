package dev.molly.report.gate;

import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.model.Severity;
import dev.molly.report.format.PrintableText;
import java.io.IOException;
import java.io.Writer;

/// A report about a plan as GitHub's workflow commands: an annotation per finding.
///
/// Source: "Workflow commands for GitHub Actions" in GitHub's documentation, and the escapes in
/// `packages/core/src/command.ts` of actions/toolkit.
final class GateAnnotations {
  private GateAnnotations() {}

  static void write(GateReport report, Writer out) throws IOException {
    for (GateFinding finding : report.findings()) {
      String allowance = GatePhrases.allowance(finding);
      line(
          out,
          report.stops(finding) ? level(finding.severity()) : "notice",
          finding.rule().id().value(),
          "%s: %s %s"
              .formatted(
                  GatePhrases.title(finding),
                  GatePhrases.what(finding),
                  allowance.isEmpty() ? "" : "(" + allowance + ")"));
    }
    for (String sentence : report.unclear()) {
      line(out, "error", "unclear", sentence);
    }
    line(out, report.exitCode().code() == 0 ? "notice" : "error", "molly gate", result(report));
    out.flush();
  }

  private static String result(GateReport report) {
    return "%s Changes: %s.".formatted(GatePhrases.result(report), GatePhrases.changes(report));
  }

  private static void line(Writer out, String level, String title, String text) throws IOException {
    out.write("::%s title=%s::%s\n".formatted(level, property(title), data(text.strip())));
  }

  private static String level(Severity severity) {
    return severity.isAtLeast(Severity.HIGH) ? "error" : "warning";
  }

  private static String data(String text) {
    return PrintableText.of(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
