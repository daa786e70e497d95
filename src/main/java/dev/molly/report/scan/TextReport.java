package dev.molly.report.scan;

import dev.molly.history.FormerFinding;
import dev.molly.history.ScanComparison;
import dev.molly.model.AccountRegion;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.ResourceRef;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanReport;
import dev.molly.report.format.Invocation;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The report for users. Unreadable places come first, then the findings that need attention, in
/// groups, by account and region if nothing else is asked for; passes are only counted. Text
/// that many findings share (the rule's reason, the cause) is printed once, so that three
/// hundred instances that fail in the same way take one line each and one for their fix.
public final class TextReport implements ReportRenderer {
  private final TextDisplay display;
  private final ScanComparison comparison;
  private final GroupBy groupBy;
  private final boolean otherAccounts;

  public TextReport(TextDisplay display, ReportContext context) {
    this.display = display;
    this.comparison = context.comparison();
    this.groupBy = context.groupBy();
    this.otherAccounts = context.otherAccounts();
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
    new FindingText(page, report, comparison, groupBy).write();
    former(page);
    leases(page, report);
    summary(page, report);
    out.flush();
  }

  private static String opening(ScanReport report) {
    String targets = ReportPhrases.count(report.targets().size(), "target");
    return "molly %s scanned %s against %s."
        .formatted(report.mollyVersion(), targets, ReportPhrases.policies(report));
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

  /// Writes the violations of the last scan that this one does not report.
  private void former(TextPage page) throws IOException {
    if (comparison.former().isEmpty()) {
      return;
    }
    page.heading("failed in the last scan");
    page.blank();
    for (var state : ReportPhrases.groups(comparison.former(), FormerFinding::state).entrySet()) {
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
        report.findings().stream().filter(Finding::isLeased).sorted(FindingText.IN_ORDER).toList();
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

  private void summary(TextPage page, ScanReport report) throws IOException {
    page.heading("summary");
    page.blank();
    page.entry("Read", ReportPhrases.resources(report));
    page.entry(
        "Findings",
        report.findings().isEmpty()
            ? "none: no rule applied to anything that was read"
            : StatusCounts.of(report.findings()).words());
    page.entry("Severity", ReportPhrases.severities(report.findings()));
    String owners = ReportPhrases.owners(report, page.invocation());
    if (!owners.isEmpty()) {
      page.entry("Owners", owners);
    }
    page.entry(
        "Gaps", report.gaps().isEmpty() ? "none" : StatusCounts.number(report.gaps().size()));
    String unscanned = String.join("; ", ReportPhrases.unscanned(report.accounts()));
    if (!unscanned.isEmpty()) {
      page.entry("Left out", unscanned);
    }
    page.entry("Calls", BudgetText.calls(report.budget()));
    Optional<ScanEstimate> estimate = report.estimate();
    if (estimate.isPresent()) {
      page.entry("Estimate", BudgetText.estimate(estimate.get()));
    }
    page.entry("Took", ReportPhrases.took(report) + "; " + BudgetText.floor(report.budget()));
    for (String words : ReportPhrases.cache(report)) {
      page.entry("Cache", words);
    }
    page.command("Next", next(report, page.invocation()));
  }

  /// Returns the next command: first complete the scan, then fix the findings, then save the
  /// report. A protect without an id is about one account, and only the accounts of this scan.
  private String next(ScanReport report, Invocation typed) {
    if (!ReportPhrases.complete(report)) {
      return report.findings().stream().anyMatch(each -> each.status() == FindingStatus.UNKNOWN)
          ? "molly explain unknown"
          : "molly explain gap";
    }
    Optional<Finding> worst =
        report.findings().stream()
            .filter(ReportPhrases::needsSomebody)
            .min(ReportPhrases.WORST_FIRST);
    boolean fixable =
        report.findings().stream()
            .anyMatch(finding -> ReportPhrases.fix(finding, typed).isPresent());
    long accounts =
        Stream.concat(
                report.targets().stream().map(AccountRegion::account),
                report.findings().stream().map(finding -> finding.resource().id().account()))
            .distinct()
            .count();
    return fixable && accounts == 1 && !otherAccounts
        ? typed.same("molly protect")
        : worst
            .map(finding -> ReportPhrases.command(finding, typed))
            .orElseGet(() -> typed.goOn("molly scan") + " --report html=molly.html");
  }
}
