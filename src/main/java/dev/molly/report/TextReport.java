package dev.molly.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.model.Finding;
import dev.molly.model.Gap;
import dev.molly.model.RuleId;
import dev.molly.model.RuleSummary;
import dev.molly.model.ScanReport;
import dev.molly.model.Severity;
import dev.molly.model.Status;
import dev.molly.model.Target;
import dev.molly.report.TextPage.Ink;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The report for people. What could not be read comes first, then what somebody has to look at, by
/// account, region, severity and rule; what passes is only counted. What many findings share (the
/// rule's why, the reason) is said once, so that three hundred instances that fail in the same way
/// take a line for each and one for its fix.
public final class TextReport implements Renderer {
  private static final Comparator<Finding> IN_ORDER =
      Comparator.comparing(TextReport::place)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::rule)
          .thenComparing(Finding::status)
          .thenComparing(Phrases::reason)
          .thenComparing(Comparator.naturalOrder());

  private final Display display;

  public TextReport(Display display) {
    this.display = display;
  }

  @Override
  public void render(ScanReport report, Writer out) throws IOException {
    var page = new TextPage(out, display);
    page.words(0, opening(report));
    page.blank();
    gaps(page, report.gaps());
    places(page, report);
    leases(page, report);
    summary(page, report);
    out.flush();
  }

  private static String opening(ScanReport report) {
    String policies =
        report.policies().isEmpty() ? "no policy" : String.join(", ", report.policies());
    String targets = Phrases.count(report.targets().size(), "target");
    return "molly " + report.mollyVersion() + " scanned " + targets + " against " + policies + ".";
  }

  private static void gaps(TextPage page, List<Gap> gaps) throws IOException {
    if (gaps.isEmpty()) {
      return;
    }
    Phrases.gaps(page, gaps.size(), "what is there");
    page.blank();
    for (Gap gap : gaps) {
      page.line(2, Ink.STRONG, Phrases.place(gap));
      page.words(4, Phrases.why(gap));
    }
    page.blank();
  }

  private static void places(TextPage page, ScanReport report) throws IOException {
    List<Finding> findings =
        report.findings().stream().filter(Phrases::needsSomebody).sorted(IN_ORDER).toList();
    for (var place : groups(findings, TextReport::place).entrySet()) {
      page.place(place.getKey());
      page.words(0, Tally.of(place.getValue()).words());
      page.blank();
      for (var rule : groups(place.getValue(), Finding::rule).entrySet()) {
        rule(page, summaryOf(report, rule.getKey()), rule.getValue());
      }
    }
  }

  /// One rule in one place: its name and why, then its findings, those with the same reason
  /// together.
  private static void rule(TextPage page, Optional<RuleSummary> summary, List<Finding> findings)
      throws IOException {
    Finding first = findings.getFirst();
    page.labelled(
        0,
        ink(first.severity()),
        first.severity().name() + " " + first.rule(),
        " (" + first.resource().id().kind() + "): " + Tally.of(findings).words());
    String why = summary.map(Phrases::why).orElse("");
    if (!why.isEmpty()) {
      page.words(2, why);
    }
    for (List<Finding> alike : groups(findings, TextReport::sameReason).values()) {
      page.blank();
      alike(page, alike);
    }
    page.blank();
  }

  private static void alike(TextPage page, List<Finding> findings) throws IOException {
    Finding first = findings.getFirst();
    String many = findings.size() == 1 ? "" : " (" + Tally.number(findings.size()) + ")";
    page.labelled(
        2, ink(first.status()), first.status().word() + many + ":", " " + Phrases.reason(first));
    int idWidth =
        findings.stream()
            .mapToInt(f -> TextPage.columns(f.resource().identifier()))
            .max()
            .orElse(0);
    for (Finding finding : findings) {
      page.pair(4, finding.resource().identifier(), idWidth, finding.resource().name());
      Optional<String> fix = Phrases.fix(finding, page.invocation());
      if (fix.isPresent()) {
        page.line(6, Ink.CYAN, fix.get());
      }
    }
    if (findings.stream().anyMatch(finding -> finding.fix().isEmpty())) {
      page.line(4, Ink.CYAN, "molly explain " + first.explain());
    }
  }

  /// What does without its protection on purpose, for a while: no finding, and not to be forgotten.
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
      page.labelled(2, Ink.PLAIN, what, " " + Phrases.reason(each));
    }
    page.line(4, Ink.CYAN, page.complete("molly lease --list"));
    page.blank();
  }

  private static void summary(TextPage page, ScanReport report) throws IOException {
    page.heading("summary");
    page.blank();
    page.entry("Read", Phrases.resources(report));
    page.entry("Findings", Tally.of(report.findings()).words());
    page.entry("Severity", Phrases.severities(report.findings()));
    page.entry("Gaps", report.gaps().isEmpty() ? "none" : Tally.number(report.gaps().size()));
    page.entry("Took", Phrases.count(report.calls(), "AWS call") + ", " + Phrases.took(report));
    page.command("Next", next(report, page.invocation()));
  }

  /// The one command to type now: first see everything, then mend what can be, then keep the proof.
  private static String next(ScanReport report, Invocation typed) {
    if (!Phrases.complete(report)) {
      return "molly explain unknown";
    }
    Optional<Finding> worst =
        report.findings().stream().filter(Phrases::needsSomebody).min(Phrases.WORST_FIRST);
    boolean fixable =
        report.findings().stream().anyMatch(finding -> Phrases.fix(finding, typed).isPresent());
    return fixable
        ? typed.same("molly protect")
        : worst
            .map(finding -> Phrases.command(finding, typed))
            .orElse("molly scan --report html=molly.html");
  }

  private static Optional<RuleSummary> summaryOf(ScanReport report, RuleId rule) {
    return report.rules().stream().filter(summary -> summary.id().equals(rule)).findFirst();
  }

  private static Target place(Finding finding) {
    return finding.resource().id().target();
  }

  private static String sameReason(Finding finding) {
    return finding.status() + Phrases.reason(finding);
  }

  /// What is alike, together, in the order of the first of each.
  static <K, T> Map<K, List<T>> groups(Collection<T> things, Function<T, K> by) {
    return things.stream().collect(groupingBy(by, LinkedHashMap::new, toList()));
  }

  private static Ink ink(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Ink.BOLD_RED;
      case HIGH -> Ink.RED;
      case MEDIUM -> Ink.YELLOW;
      case LOW -> Ink.CYAN;
    };
  }

  private static Ink ink(Status status) {
    return switch (status) {
      case UNKNOWN -> Ink.BOLD_YELLOW;
      case FAIL -> Ink.RED;
      case INEFFECTIVE -> Ink.YELLOW;
      case EXEMPT, NOT_APPLICABLE, PASS -> Ink.PLAIN;
    };
  }
}
