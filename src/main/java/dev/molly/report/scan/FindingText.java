package dev.molly.report.scan;

import dev.molly.history.ScanComparison;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The findings of a report as text, in groups. Text that many findings share (the rule's reason,
/// the cause) is printed once for each group.
final class FindingText {
  static final Comparator<Finding> IN_ORDER =
      Comparator.comparing((Finding finding) -> finding.resource().id().target())
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::status)
          .thenComparing(ReportPhrases::reason)
          .thenComparing(Comparator.naturalOrder());

  private final TextPage page;
  private final ScanReport report;
  private final ScanComparison comparison;
  private final GroupBy groupBy;

  FindingText(TextPage page, ScanReport report, ScanComparison comparison, GroupBy groupBy) {
    this.page = page;
    this.report = report;
    this.comparison = comparison;
    this.groupBy = groupBy;
  }

  /// Writes the findings that need attention: by place in the order of the accounts and regions;
  /// otherwise the group with the most findings of the worst severity first.
  void write() throws IOException {
    List<Finding> findings =
        report.findings().stream().filter(ReportPhrases::needsSomebody).sorted(IN_ORDER).toList();
    Map<String, List<Finding>> groups =
        ReportPhrases.groups(findings, finding -> groupBy.label(finding, report));
    List<Map.Entry<String, List<Finding>>> ordered =
        groupBy == GroupBy.PLACE
            ? List.copyOf(groups.entrySet())
            : groups.entrySet().stream().sorted(worstFirst()).toList();
    for (var group : ordered) {
      page.heading(group.getKey());
      page.words(0, counts(group.getValue()));
      page.blank();
      for (List<Finding> rule : rules(group.getValue())) {
        rule(rule);
      }
    }
  }

  /// Returns the findings of each rule. Those of one place come in the order of the places.
  private static List<List<Finding>> rules(List<Finding> group) {
    return List.copyOf(
        ReportPhrases.groups(
                group.stream()
                    .sorted(
                        Comparator.comparing(Finding::severity, Comparator.reverseOrder())
                            .thenComparing(Finding::rule))
                    .toList(),
                Finding::rule)
            .values());
  }

  private String counts(List<Finding> findings) {
    String statuses = StatusCounts.of(findings).words();
    boolean violations = findings.stream().anyMatch(each -> each.status().violation());
    return groupBy == GroupBy.PLACE || !violations
        ? statuses
        : ReportPhrases.severities(findings) + " (" + statuses + ")";
  }

  private static Comparator<Map.Entry<String, List<Finding>>> worstFirst() {
    Comparator<Map.Entry<String, List<Finding>>> order = (_, _) -> 0;
    for (Severity severity : List.of(Severity.values()).reversed()) {
      order = order.thenComparingLong(group -> -count(group.getValue(), severity));
    }
    return order.thenComparing(Map.Entry::getKey);
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /// Writes one rule in one group: its name and reason, then its findings, grouped by their
  /// reason.
  private void rule(List<Finding> findings) throws IOException {
    Finding first = findings.getFirst();
    String why = summaryOf(first.rule()).map(ReportPhrases::why).orElse("");
    page.labelled(
        0,
        ink(first.severity()),
        first.severity().name() + " " + first.rule(),
        " (" + first.resource().id().kind() + "): " + StatusCounts.of(findings).words());
    if (!why.isEmpty()) {
      page.words(2, why);
    }
    for (List<Finding> alike : ReportPhrases.groups(findings, FindingText::sameReason).values()) {
      page.blank();
      alike(alike);
    }
    page.blank();
  }

  private void alike(List<Finding> findings) throws IOException {
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
      String details = details(finding);
      if (!details.isEmpty()) {
        page.words(6, details);
      }
      Optional<String> fix = ReportPhrases.fix(finding, page.invocation());
      if (fix.isPresent()) {
        page.line(6, Style.CYAN, fix.get());
      }
    }
    if (findings.stream().anyMatch(finding -> !finding.protectable())) {
      page.line(4, Style.CYAN, "molly explain " + first.explain());
    }
  }

  /// Returns what the headings do not say: the place, the owner, and since when it fails.
  private String details(Finding finding) {
    String place =
        switch (groupBy) {
          case PLACE -> "";
          case ACCOUNT -> finding.resource().id().region().value();
          case RULE, OWNER -> GroupBy.PLACE.label(finding, report);
        };
    String owner =
        groupBy == GroupBy.OWNER ? "" : finding.owner().name().map("owner: "::concat).orElse("");
    return String.join(
        "; ",
        Stream.of(place, owner, ComparisonText.age(finding, report, comparison))
            .filter(part -> !part.isEmpty())
            .toList());
  }

  private Optional<RuleSummary> summaryOf(RuleId rule) {
    return report.rules().stream().filter(summary -> summary.id().equals(rule)).findFirst();
  }

  private static String sameReason(Finding finding) {
    return finding.status() + ReportPhrases.reason(finding);
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
