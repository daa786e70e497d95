package dev.molly.report.gate;

import dev.molly.gate.GateFinding;
import dev.molly.gate.GateReport;
import dev.molly.gate.PlanReader;
import dev.molly.gate.ResourceFacts;
import dev.molly.model.Severity;
import dev.molly.report.change.EvidenceText;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;

/// A report about a plan, for readers.
final class GateText {
  private static final int PAST_LABEL = 10;
  private static final String GATE = "molly gate -";

  private final GateReport report;
  private final TextDisplay display;

  GateText(GateReport report, TextDisplay display) {
    this.report = report;
    this.display = display;
  }

  void write(Writer out) throws IOException {
    var page = new TextPage(out, display);
    for (GateFinding finding : report.findings()) {
      finding(page, finding);
      page.blank();
    }
    for (ResourceFacts each : report.live()) {
      page.labelled(0, Style.STRONG, "In AWS now: ", each.address());
      EvidenceText.print(page, 2, each.facts());
      page.blank();
    }
    for (String sentence : report.unclear()) {
      page.labelled(0, Style.BOLD_YELLOW, "unclear: ", sentence + ".");
    }
    if (!report.unclear().isEmpty()) {
      page.blank();
    }
    page.entry("Plan", "%s, made by %s".formatted(report.plan(), report.tool()));
    page.entry("Changes", GatePhrases.changes(report) + others());
    page.entry(
        "Weight",
        "%d of %d (policy %s)".formatted(report.weight(), report.limit(), report.policy()));
    page.entry("Result", GatePhrases.result(report));
    Optional<GateFinding> first = report.findings().stream().filter(report::stops).findFirst();
    if (first.isPresent()) {
      page.blank();
      allow(page, GatePhrases.allow(first.get()));
      page.command("Next", "molly explain " + first.get().rule().id());
      page.line(PAST_LABEL, Style.PLAIN, again().replace(GATE, page.invocation().same(GATE)));
    }
  }

  private static void allow(TextPage page, List<String> allowance) throws IOException {
    if (allowance.isEmpty()) {
      return;
    }
    page.words(0, "To allow one on purpose, write this into a file, and give it with --policy:");
    page.blank();
    page.line(2, Style.PLAIN, "version: 1");
    page.line(2, Style.PLAIN, "applies-to: plans");
    page.line(2, Style.PLAIN, "name: our-plans");
    for (String line : allowance) {
      page.line(2, Style.PLAIN, line);
    }
    page.blank();
  }

  private String again() {
    return report.tool().startsWith("CloudFormation")
        ? "aws cloudformation describe-change-set --change-set-name ARN --include-property-values"
            + " | molly gate -"
        : "terraform plan -out tfplan && " + PlanReader.HOW;
  }

  private String others() {
    return report.others() == 0
        ? ""
        : "; %d of other providers than AWS's are not checked".formatted(report.others());
  }

  private void finding(TextPage page, GateFinding finding) throws IOException {
    String head = "%s %s: ".formatted(finding.severity().name(), finding.rule().id());
    page.labelled(0, style(finding), head, GatePhrases.title(finding));
    for (String sentence : finding.what()) {
      page.words(2, sentence);
    }
    String allowance = GatePhrases.allowance(finding);
    if (!allowance.isEmpty()) {
      page.words(2, "Allowance: " + allowance + ".");
    }
    if (finding.allowance().isPresent()) {
      return;
    }
    page.line(2, Style.STRONG, "The safer way:");
    for (String line : GatePhrases.steps(finding, display.invocation())) {
      if (line.startsWith(" ")) {
        page.line(4, Style.CYAN, line);
      } else {
        page.words(4, line);
      }
    }
  }

  private Style style(GateFinding finding) {
    if (!report.stops(finding)) {
      return Style.STRONG;
    }
    return finding.severity() == Severity.CRITICAL ? Style.BOLD_RED : Style.RED;
  }
}
