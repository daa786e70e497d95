package dev.molly.report;

import static dev.molly.report.Template.Part.markup;
import static dev.molly.report.Template.Part.text;
import static java.util.stream.Collectors.groupingBy;

import dev.molly.model.Digest;
import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Status;
import dev.molly.model.Target;
import dev.molly.report.Template.Part;
import java.io.IOException;
import java.io.Writer;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The report for a browser: one file that needs no other and loads none. It is complete as it is
/// written; its script only hides rows. The templates are in the `report` folder of the jar.
public final class HtmlReport implements Renderer {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final String CSS = Template.resource("report.css");
  private static final String JS = Template.resource("report.js");
  private static final Template PAGE = Template.named("report.html");
  private static final Template GAPS = Template.named("gaps.html");
  private static final Template GAP = Template.named("gap.html");
  private static final Template TILE = Template.named("tile.html");
  private static final Template FINDING = Template.named("finding.html");
  private static final Template NOTHING = Template.named("nothing.html");
  private static final Template COMMAND = Template.named("command.html");
  private static final Template RULE = Template.named("rule.html");

  private final Invocation typed;

  /// @param typed what was typed to get it, for the commands in it
  public HtmlReport(Invocation typed) {
    this.typed = typed;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    Map<String, Part> parts = new HashMap<>(facts(report));
    parts.put("policy", text(contentPolicy()));
    parts.put("css", markup(CSS));
    parts.put("js", markup(JS));
    parts.put("gaps", page -> gaps(page, report.gaps()));
    parts.put("tiles", page -> tiles(page, Tally.of(report.findings())));
    parts.put("chart", page -> HtmlChart.write(page, report));
    parts.put("findings", page -> findings(page, report.findings()));
    parts.put("rules", page -> rules(page, report));
    PAGE.fill(out, parts);
    out.flush();
  }

  private static Map<String, Part> facts(ScanReport report) {
    return Map.of(
        "headline", text(headline(report)),
        "lead", text(lead(report)),
        "startedAt", text(report.startedAt().toString()),
        "when", text(WHEN.format(report.startedAt())),
        "policies",
            text(report.policies().isEmpty() ? "none" : String.join(", ", report.policies())),
        "resources", text(Phrases.resources(report)),
        "targets", text(where(report.targets())),
        "took", text(Phrases.took(report) + ", " + Phrases.count(report.calls(), "AWS call")),
        "version", text(report.mollyVersion()));
  }

  private static String where(List<Target> targets) {
    long accounts = targets.stream().map(Target::account).distinct().count();
    long regions = targets.stream().map(Target::region).distinct().count();
    return Phrases.count(accounts, "account") + ", " + Phrases.count(regions, "region");
  }

  private static String headline(ScanReport report) {
    long violations = Tally.of(report.findings()).violations();
    if (!Phrases.complete(report)) {
      return "Incomplete: something could not be read";
    }
    return violations == 0
        ? "Nothing to put right"
        : Phrases.count(violations, "finding") + " to put right";
  }

  private static String lead(ScanReport report) {
    Tally tally = Tally.of(report.findings());
    return Phrases.count(report.gaps().size(), "gap")
        + ", "
        + Tally.number(tally.of(Status.UNKNOWN))
        + " unknown, "
        + Phrases.count(tally.violations(), "violation")
        + " ("
        + Phrases.severities(report.findings())
        + ") among "
        + Phrases.count(tally.total(), "finding")
        + ".";
  }

  private static void gaps(Writer out, List<Gap> gaps) throws IOException {
    if (gaps.isEmpty()) {
      return;
    }
    GAPS.fill(
        out,
        Map.of(
            "title",
            text(Phrases.count(gaps.size(), "place") + " could not be read"),
            "items",
            items -> gapItems(items, gaps)));
  }

  private static void gapItems(Writer out, List<Gap> gaps) throws IOException {
    for (Gap gap : gaps) {
      GAP.fill(out, Map.of("place", text(Phrases.place(gap)), "why", text(Phrases.why(gap))));
    }
  }

  private static void tiles(Writer out, Tally tally) throws IOException {
    for (var count : tally.counts().entrySet()) {
      TILE.fill(
          out,
          Map.of(
              "status", text(count.getKey().word()),
              "count", text(Tally.number(count.getValue()))));
    }
  }

  private void findings(Writer out, List<Finding> findings) throws IOException {
    if (findings.isEmpty()) {
      NOTHING.fill(out, Map.of());
    }
    for (Finding finding : findings.stream().sorted(Phrases.WORST_FIRST).toList()) {
      ResourceId id = finding.resource().id();
      FINDING.fill(
          out,
          Map.of(
              "status", text(finding.status().word()),
              "severity", text(finding.severity().word()),
              "kind", text(id.kind().value()),
              "account", text(id.account().value()),
              "region", text(id.region().value()),
              "name", text(finding.resource().name()),
              "id", text(idBesideName(finding)),
              "reason", text(Phrases.reason(finding)),
              "rule", text(finding.rule().value()),
              "command", cell -> command(cell, finding)));
    }
  }

  private static String idBesideName(Finding finding) {
    String id = finding.resource().identifier();
    return id.equals(finding.resource().name()) ? "" : id;
  }

  private void command(Writer out, Finding finding) throws IOException {
    if (!Phrases.needsSomebody(finding)) {
      return;
    }
    COMMAND.fill(
        out,
        Map.of(
            "label", text(finding.fix().isPresent() ? "Fix" : "Read"),
            "command", text(Phrases.command(finding, typed))));
  }

  private static void rules(Writer out, ScanReport report) throws IOException {
    Map<RuleId, List<Finding>> findings =
        report.findings().stream().collect(groupingBy(Finding::rule));
    for (RuleSummary rule : report.rules()) {
      RULE.fill(
          out,
          Map.of(
              "rule", text(rule.id().value()),
              "severity", text(rule.severity().word()),
              "why", text(Phrases.why(rule)),
              "kind", text(rule.kind().value()),
              "control", text(rule.control().value()),
              "counts", text(Tally.of(findings.getOrDefault(rule.id(), List.of())).words()),
              "references", text(references(rule)),
              "explain", text(rule.explain())));
    }
  }

  private static String references(RuleSummary rule) {
    return rule.references().isEmpty() ? "" : "See " + String.join(", ", rule.references()) + ".";
  }

  /// The browser runs and applies only what is in the file itself, known by its hash, and loads
  /// nothing: text that got through the escaping could still do no harm.
  private static String contentPolicy() {
    return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted(hash(CSS), hash(JS));
  }

  private static String hash(String content) {
    return "sha256-"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.of(content).hex()));
  }
}
