package dev.molly.report.scan;

import static dev.molly.report.format.HtmlTemplate.Part.markup;
import static dev.molly.report.format.HtmlTemplate.Part.text;
import static java.util.stream.Collectors.groupingBy;

import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.history.ScanHistory;
import dev.molly.history.ScanTotals.Grouping;
import dev.molly.history.Trend;
import dev.molly.model.AccountDirectory;
import dev.molly.model.AccountRegion;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.ResourceId;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.plan.Digest;
import dev.molly.report.format.HtmlTemplate;
import dev.molly.report.format.HtmlTemplate.Part;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
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
import java.util.Optional;

/// The report for a browser: one file that needs no other and loads none. It is complete without
/// its script, which only hides rows. The templates are in the `report` folder of the jar.
public final class HtmlReport implements ReportRenderer {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final String CSS = HtmlTemplate.resource("report.css");
  private static final String JS =
      HtmlTemplate.resource("view.js") + HtmlTemplate.resource("export.js");
  private static final HtmlTemplate PAGE = HtmlTemplate.named("report.html");
  private static final HtmlTemplate GAPS = HtmlTemplate.named("gaps.html");
  private static final HtmlTemplate GAP = HtmlTemplate.named("gap.html");
  private static final HtmlTemplate FACT = HtmlTemplate.named("fact.html");
  private static final HtmlTemplate SEVERITY = HtmlTemplate.named("severity.html");
  private static final HtmlTemplate STATUS = HtmlTemplate.named("status.html");
  private static final HtmlTemplate RULE = HtmlTemplate.named("rule.html");

  private static final HtmlTemplate COMPARISON = HtmlTemplate.named("comparison.html");
  private static final HtmlTemplate FORMERS = HtmlTemplate.named("formers.html");
  private static final HtmlTemplate FORMER = HtmlTemplate.named("former.html");

  private final Invocation typed;
  private final ScanComparison comparison;
  private final GroupBy groupBy;
  private final Optional<Trend> trend;
  private final int unreadable;

  /// @param typed the command that produced the report, for the commands in it
  /// @param groupBy how the findings are grouped at first
  /// @param comparison what has changed since the last scan
  /// @param scans the scans of the same scope with this one, for the trend; empty for none
  public HtmlReport(
      Invocation typed, GroupBy groupBy, ScanComparison comparison, ScanHistory.Scans scans) {
    this.typed = typed;
    this.groupBy = groupBy;
    this.comparison = comparison;
    this.trend =
        scans.totals().isEmpty()
            ? Optional.empty()
            : Optional.of(Trend.of(scans.totals(), Grouping.SEVERITY));
    this.unreadable = scans.unreadable().size();
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    Map<String, Part> parts = new HashMap<>(facts(report, typed));
    parts.put("policy", text(contentPolicy()));
    parts.put("css", markup(CSS));
    parts.put("js", markup(JS));
    parts.put("gaps", page -> gaps(page, report));
    parts.put("unscanned", page -> unscanned(page, report.accounts()));
    parts.put("comparison", this::comparison);
    parts.put("trend", this::trend);
    parts.put("severities", page -> severities(page, report));
    parts.put("statuses", page -> statuses(page, StatusCounts.of(report.findings())));
    parts.put("group", text(groupBy == GroupBy.PLACE ? "" : groupBy.word()));
    parts.put("chart", page -> HtmlChart.write(page, report));
    parts.put("findings", new HtmlFindings(report, typed, comparison)::write);
    parts.put("rules", page -> rules(page, report));
    PAGE.fill(out, parts);
    out.flush();
  }

  private static Map<String, Part> facts(ScanReport report, Invocation typed) {
    return Map.of(
        "headline", text(headline(report)),
        "lead", text(lead(report)),
        "startedAt", text(report.startedAt().toString()),
        "when", text(WHEN.format(report.startedAt())),
        "policies", text(ReportPhrases.policies(report)),
        "resources", text(ReportPhrases.resourceTotal(report)),
        "targets", text(where(report.targets())),
        "took",
            text(
                ReportPhrases.took(report)
                    + ", "
                    + ReportPhrases.count(report.calls(), "AWS call")
                    + report
                        .cache()
                        .map(use -> "; " + String.join("; ", ReportPhrases.cache(report)))
                        .orElse("")),
        "owners", text(owners(report, typed)),
        "version", text(report.mollyVersion()));
  }

  private static String owners(ScanReport report, Invocation typed) {
    String owners = ReportPhrases.owners(report, typed);
    return owners.isEmpty() ? "no open finding" : owners;
  }

  private static String where(List<AccountRegion> targets) {
    long accounts = targets.stream().map(AccountRegion::account).distinct().count();
    long regions = targets.stream().map(AccountRegion::region).distinct().count();
    return ReportPhrases.count(accounts, "account") + ", " + ReportPhrases.count(regions, "region");
  }

  private static String headline(ScanReport report) {
    long violations = StatusCounts.of(report.findings()).violations();
    if (!ReportPhrases.complete(report)) {
      return "Incomplete: something could not be read";
    }
    return violations == 0
        ? "Nothing to put right"
        : ReportPhrases.count(violations, "finding") + " to put right";
  }

  private static String lead(ScanReport report) {
    StatusCounts counts = StatusCounts.of(report.findings());
    return ReportPhrases.count(report.gaps().size(), "gap")
        + ", "
        + StatusCounts.number(counts.of(FindingStatus.UNKNOWN))
        + " unknown, "
        + ReportPhrases.count(counts.violations(), "violation")
        + " ("
        + ReportPhrases.severities(report.findings())
        + ") among "
        + ReportPhrases.count(counts.total(), "finding")
        + ".";
  }

  private static void unscanned(Writer out, AccountDirectory accounts) throws IOException {
    if (!accounts.unscanned().isEmpty()) {
      FACT.fill(
          out,
          Map.of(
              "label",
              text("Left out"),
              "value",
              text(String.join("; ", ReportPhrases.unscanned(accounts)))));
    }
  }

  private static void gaps(Writer out, ScanReport report) throws IOException {
    List<Gap> gaps = report.gaps();
    if (gaps.isEmpty()) {
      return;
    }
    GAPS.fill(
        out,
        Map.of(
            "title",
            text(ReportPhrases.count(gaps.size(), "place") + " could not be read"),
            "items",
            items -> gapItems(items, gaps, report.accounts())));
  }

  private static void gapItems(Writer out, List<Gap> gaps, AccountDirectory accounts)
      throws IOException {
    for (Gap gap : gaps) {
      GAP.fill(
          out,
          Map.of(
              "place",
              text(ReportPhrases.place(gap, accounts)),
              "why",
              text(ReportPhrases.why(gap))));
    }
  }

  private static void severities(Writer out, ScanReport report) throws IOException {
    for (Severity severity : List.of(Severity.values()).reversed()) {
      long count =
          report.findings().stream()
              .filter(each -> ReportPhrases.needsSomebody(each) && each.severity() == severity)
              .count();
      SEVERITY.fill(out, counted("severity", severity.word(), count));
    }
  }

  private static void statuses(Writer out, StatusCounts counts) throws IOException {
    for (var each : counts.counts().entrySet()) {
      STATUS.fill(out, counted("status", each.getKey().word(), each.getValue()));
    }
  }

  private static Map<String, Part> counted(String what, String word, long count) {
    return Map.of(
        what,
        text(word),
        "zero",
        text(count == 0 ? " zero" : ""),
        "count",
        text(StatusCounts.number(count)));
  }

  /// Writes what has changed since the last scan.
  private void comparison(Writer out) throws IOException {
    if (comparison.isAsked()) {
      COMPARISON.fill(
          out,
          Map.of("paragraph", text(ComparisonText.paragraph(comparison)), "list", this::formers));
    }
  }

  private void trend(Writer out) throws IOException {
    if (trend.isPresent()) {
      HtmlTrend.write(out, trend.get(), unreadable);
    }
  }

  private void formers(Writer out) throws IOException {
    long count = comparison.former().size();
    if (count > 0) {
      String title = ReportPhrases.count(count, "finding") + " of the last scan not reported now";
      FORMERS.fill(out, Map.of("title", text(title), "former", this::former));
    }
  }

  private void former(Writer out) throws IOException {
    for (FormerFinding each : comparison.former()) {
      ResourceId id = each.was().resource().id();
      FORMER.fill(
          out,
          Map.of(
              "state", text(each.state().words()),
              "id", text(each.was().resource().identifier()),
              "rule", text(each.was().rule().value()),
              "place", text(id.kind() + " in " + id.account() + ", " + id.region()),
              "reason", text(ComparisonText.former(each))));
    }
  }

  private static void rules(Writer out, ScanReport report) throws IOException {
    Map<RuleId, List<Finding>> findings =
        report.findings().stream().collect(groupingBy(Finding::rule));
    for (RuleSummary rule : report.rules()) {
      RULE.fill(
          out,
          Map.of(
              "rule",
              text(rule.id().value()),
              "severity",
              text(rule.severity().word()),
              "why",
              text(ReportPhrases.why(rule)),
              "kind",
              text(rule.kind().value()),
              "control",
              text(rule.control().value()),
              "counts",
              text(StatusCounts.of(findings.getOrDefault(rule.id(), List.of())).words()),
              "references",
              text(references(rule)),
              "explain",
              text(rule.explain()),
              "documentation",
              fine -> HtmlFindings.link(fine, rule.guidance().documentation(), "AWS documentation"),
              "terraform",
              article -> HtmlFindings.terraform(article, rule.guidance().terraform())));
    }
  }

  private static String references(RuleSummary rule) {
    return rule.references().isEmpty() ? "" : "See " + String.join(", ", rule.references()) + ".";
  }

  /// Returns the content security policy. The browser runs and applies only the script and the
  /// style of the file itself, identified by their hashes, and loads nothing: even text that
  /// bypassed the escaping could do no harm.
  private static String contentPolicy() {
    return "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'"
        .formatted(hash(CSS), hash(JS));
  }

  private static String hash(String content) {
    return "sha256-"
        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.of(content).hex()));
  }
}
