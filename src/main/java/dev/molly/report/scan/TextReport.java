package dev.molly.report.scan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountRegion;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.ResourceRef;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The report for users. Unreadable places come first, then the findings that need attention, by
/// account, region, severity and rule; passes are only counted. Text that many findings share
/// (the rule's reason, the cause) is printed once, so that three hundred instances that fail in
/// the same way take one line each and one for their fix.
public final class TextReport implements ReportRenderer {
  private static final Comparator<Finding> IN_ORDER =
      Comparator.comparing(TextReport::place)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::status)
          .thenComparing(ReportPhrases::reason)
          .thenComparing(Comparator.naturalOrder());

  private final TextDisplay display;
  private final ScanComparison comparison;

  /// @param comparison what has changed since the last scan
  public TextReport(TextDisplay display, ScanComparison comparison) {
    this.display = display;
    this.comparison = comparison;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(report));
    page.blank();
    gaps(page, report);
    if (comparison.isAsked()) {
      page.words(0, ComparisonText.paragraph(comparison));
      page.blank();
    }
    places(page, report);
    former(page);
    leases(page, report);
    summary(page, report);
    out.flush();
  }

  private static String opening(ScanReport report) {
    String policies =
        report.policies().isEmpty() ? "no policy" : String.join(", ", report.policies());
    String targets = ReportPhrases.count(report.targets().size(), "target");
    return "molly " + report.mollyVersion() + " scanned " + targets + " against " + policies + ".";
  }

  private static void gaps(TextPage page, ScanReport report) throws IOException {
    List<Gap> gaps = report.gaps();
    if (gaps.isEmpty()) {
      return;
    }
    ReportPhrases.gaps(page, gaps.size(), "what is there");
    page.blank();
    for (Gap gap : gaps) {
      page.line(2, Style.STRONG, ReportPhrases.place(gap, report.accounts()));
      page.words(4, ReportPhrases.why(gap));
    }
    page.blank();
  }

  private void places(TextPage page, ScanReport report) throws IOException {
    List<Finding> findings =
        report.findings().stream().filter(ReportPhrases::needsSomebody).sorted(IN_ORDER).toList();
    for (var place : groups(findings, TextReport::place).entrySet()) {
      page.place(place.getKey(), report.accounts());
      page.words(0, StatusCounts.of(place.getValue()).words());
      page.blank();
      for (var rule : groups(place.getValue(), Finding::rule).entrySet()) {
        rule(page, report, rule.getKey(), rule.getValue());
      }
    }
  }

  /// Writes one rule in one place: its name and reason, then its findings, grouped by their
  /// reason.
  private void rule(TextPage page, ScanReport report, RuleId id, List<Finding> findings)
      throws IOException {
    String why = summaryOf(report, id).map(ReportPhrases::why).orElse("");
    Finding first = findings.getFirst();
    page.labelled(
        0,
        ink(first.severity()),
        first.severity().name() + " " + first.rule(),
        " (" + first.resource().id().kind() + "): " + StatusCounts.of(findings).words());
    if (!why.isEmpty()) {
      page.words(2, why);
    }
    for (List<Finding> alike : groups(findings, TextReport::sameReason).values()) {
      page.blank();
      alike(page, report, alike);
    }
    page.blank();
  }

  private void alike(TextPage page, ScanReport report, List<Finding> findings) throws IOException {
    Finding first = findings.getFirst();
    String many = findings.size() == 1 ? "" : " (" + StatusCounts.number(findings.size()) + ")";
    page.labelled(
        2,
        ink(first.status()),
        first.status().word() + many + ":",
        " " + ReportPhrases.reason(first));
    int idWidth =
        findings.stream()
            .mapToInt(f -> TextPage.columns(f.resource().identifier()))
            .max()
            .orElse(0);
    for (Finding finding : findings) {
      page.pair(4, finding.resource().identifier(), idWidth, finding.resource().name());
      String age = ComparisonText.age(finding, report, comparison);
      if (!age.isEmpty()) {
        page.words(6, age);
      }
      Optional<String> fix = ReportPhrases.fix(finding, page.invocation());
      if (fix.isPresent()) {
        page.line(6, Style.CYAN, fix.get());
      }
    }
    if (findings.stream().anyMatch(finding -> finding.fix().isEmpty())) {
      page.line(4, Style.CYAN, "molly explain " + first.explain());
    }
  }

  /// Writes the violations of the last scan that this one does not report.
  private void former(TextPage page) throws IOException {
    if (comparison.former().isEmpty()) {
      return;
    }
    page.heading("failed in the last scan");
    page.blank();
    for (var state : groups(comparison.former(), FormerFinding::state).entrySet()) {
      String many = StatusCounts.number(state.getValue().size());
      page.labelled(2, Style.STRONG, state.getKey().words() + " (" + many + "):", "");
      for (FormerFinding each : state.getValue()) {
        ResourceRef resource = each.was().resource();
        String place = " " + each.was().rule() + ", " + resource.id().target();
        page.labelled(4, Style.PLAIN, resource.identifier(), place);
        page.words(6, ComparisonText.former(each));
      }
      page.blank();
    }
  }

  /// Writes the resources on a lease: they are unprotected on purpose and for a limited time, so
  /// they are not findings, but must not be forgotten.
  private static void leases(TextPage page, ScanReport report) throws IOException {
    List<Finding> leased =
        report.findings().stream().filter(Finding::isLeased).sorted(IN_ORDER).toList();
    if (leased.isEmpty()) {
      return;
    }
    page.heading("on a lease");
    page.blank();
    for (Finding each : leased) {
      String what = each.resource().identifier() + " " + each.control() + ":";
      page.labelled(2, Style.PLAIN, what, " " + ReportPhrases.reason(each));
    }
    page.line(4, Style.CYAN, page.complete("molly lease --list"));
    page.blank();
  }

  private static void summary(TextPage page, ScanReport report) throws IOException {
    page.heading("summary");
    page.blank();
    page.entry("Read", ReportPhrases.resources(report));
    page.entry("Findings", StatusCounts.of(report.findings()).words());
    page.entry("Severity", ReportPhrases.severities(report.findings()));
    page.entry(
        "Gaps", report.gaps().isEmpty() ? "none" : StatusCounts.number(report.gaps().size()));
    String unscanned = String.join("; ", ReportPhrases.unscanned(report.accounts()));
    if (!unscanned.isEmpty()) {
      page.entry("Left out", unscanned);
    }
    page.entry("Calls", BudgetText.calls(report.budget()));
    page.entry("Took", ReportPhrases.took(report) + "; " + BudgetText.floor(report.budget()));
    page.command("Next", next(report, page.invocation()));
  }

  /// Returns the next command: first complete the scan, then fix the findings, then save the
  /// report.
  private static String next(ScanReport report, Invocation typed) {
    if (!ReportPhrases.complete(report)) {
      return "molly explain unknown";
    }
    Optional<Finding> worst =
        report.findings().stream()
            .filter(ReportPhrases::needsSomebody)
            .min(ReportPhrases.WORST_FIRST);
    boolean fixable =
        report.findings().stream()
            .anyMatch(finding -> ReportPhrases.fix(finding, typed).isPresent());
    return fixable
        ? typed.same("molly protect")
        : worst
            .map(finding -> ReportPhrases.command(finding, typed))
            .orElse("molly scan --report html=molly.html");
  }

  private static Optional<RuleSummary> summaryOf(ScanReport report, RuleId rule) {
    return report.rules().stream().filter(summary -> summary.id().equals(rule)).findFirst();
  }

  private static AccountRegion place(Finding finding) {
    return finding.resource().id().target();
  }

  private static String sameReason(Finding finding) {
    return finding.status() + ReportPhrases.reason(finding);
  }

  /// Returns the things grouped by a key, in the order of the first of each group.
  public static <K, T> Map<K, List<T>> groups(Collection<T> things, Function<T, K> by) {
    return things.stream().collect(groupingBy(by, LinkedHashMap::new, toList()));
  }

  private static Style ink(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Style.BOLD_RED;
      case HIGH -> Style.RED;
      case MEDIUM -> Style.YELLOW;
      case LOW -> Style.CYAN;
    };
  }

  private static Style ink(FindingStatus status) {
    return switch (status) {
      case UNKNOWN -> Style.BOLD_YELLOW;
      case FAIL -> Style.RED;
      case INEFFECTIVE -> Style.YELLOW;
      case EXEMPT, NOT_APPLICABLE, PASS -> Style.PLAIN;
    };
  }
}
