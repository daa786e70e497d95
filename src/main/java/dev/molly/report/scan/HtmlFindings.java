package dev.molly.report.scan;

import static dev.molly.report.format.HtmlTemplate.Part.text;

import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleGuidance;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.report.format.HtmlTemplate;
import dev.molly.report.format.HtmlTemplate.Part;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A row for each finding, the open ones first. What the script filters, sorts and exports is in
/// the row's attributes, so that the rows are all it needs.
final class HtmlFindings {
  private static final HtmlTemplate FINDING = HtmlTemplate.named("finding.html");
  private static final HtmlTemplate NOTHING = HtmlTemplate.named("nothing.html");
  private static final HtmlTemplate COMMAND = HtmlTemplate.named("command.html");
  private static final HtmlTemplate TERRAFORM = HtmlTemplate.named("terraform.html");
  private static final HtmlTemplate AWAY = HtmlTemplate.named("away.html");

  private final ScanReport report;
  private final Invocation typed;
  private final ScanComparison comparison;
  private final Map<RuleId, RuleGuidance> guidance;

  HtmlFindings(ScanReport report, Invocation typed, ScanComparison comparison) {
    this.report = report;
    this.typed = typed;
    this.comparison = comparison;
    this.guidance =
        report.rules().stream().collect(Collectors.toMap(RuleSummary::id, RuleSummary::guidance));
  }

  void write(Writer out) throws IOException {
    if (report.findings().isEmpty()) {
      NOTHING.fill(out, Map.of());
    }
    for (Finding finding : report.findings().stream().sorted(ReportPhrases.WORST_FIRST).toList()) {
      FINDING.fill(out, parts(finding));
    }
  }

  private Map<String, Part> parts(Finding finding) {
    ResourceId id = finding.resource().id();
    return Map.ofEntries(
        Map.entry("status", text(finding.status().word())),
        Map.entry("severity", text(finding.severity().word())),
        Map.entry("kind", text(id.kind().value())),
        Map.entry("account", text(id.account().value())),
        Map.entry("accountName", text(report.accounts().name(id.account()).orElse(""))),
        Map.entry("accountLabel", text(report.accounts().label(id.account()))),
        Map.entry("region", text(id.region().value())),
        Map.entry("owner", text(finding.owner().name().orElse(""))),
        Map.entry("ownerStatus", text(finding.owner().word())),
        Map.entry("ownerLabel", text(finding.owner().label())),
        Map.entry("name", text(finding.resource().name())),
        Map.entry("identifier", text(finding.resource().identifier())),
        Map.entry("id", text(idBesideName(finding))),
        Map.entry("arn", text(finding.resource().arn())),
        Map.entry("reason", text(ReportPhrases.reason(finding) + age(finding))),
        Map.entry("rule", text(finding.rule().value())),
        Map.entry("command", cell -> command(cell, finding)),
        Map.entry("terraform", cell -> terraform(cell, finding)),
        Map.entry("console", cell -> links(cell, finding)));
  }

  private String age(Finding finding) {
    String age = ComparisonText.age(finding, report, comparison);
    return age.isEmpty() ? "" : "; " + age;
  }

  private static String idBesideName(Finding finding) {
    String id = finding.resource().identifier();
    return id.equals(finding.resource().name()) ? "" : id;
  }

  private void command(Writer out, Finding finding) throws IOException {
    if (!ReportPhrases.needsSomebody(finding)) {
      return;
    }
    boolean fix = finding.protectable();
    COMMAND.fill(
        out,
        Map.of(
            "class", text(fix ? "fix" : "read"),
            "label", text(fix ? "Fix" : "Read"),
            "command", text(ReportPhrases.command(finding, typed))));
  }

  private void terraform(Writer out, Finding finding) throws IOException {
    if (finding.status().violation()) {
      terraform(out, guidance(finding).terraform());
    }
  }

  /// Writes the attribute that fixes a finding in Terraform, if there is one.
  static void terraform(Writer out, String attribute) throws IOException {
    if (!attribute.isEmpty()) {
      TERRAFORM.fill(out, Map.of("attribute", text(attribute)));
    }
  }

  private void links(Writer out, Finding finding) throws IOException {
    Optional<String> console = guidance(finding).console().of(finding.resource());
    if (console.isPresent()) {
      link(out, console.get(), "AWS console");
    }
    if (ReportPhrases.needsSomebody(finding)) {
      link(out, guidance(finding).documentation(), "AWS documentation");
    }
  }

  /// Writes a link that leaves the page; nothing if it has no address.
  static void link(Writer out, String address, String label) throws IOException {
    if (!address.isEmpty()) {
      AWAY.fill(out, Map.of("address", text(address), "label", text(label)));
    }
  }

  private RuleGuidance guidance(Finding finding) {
    return guidance.getOrDefault(finding.rule(), RuleGuidance.NONE);
  }
}
