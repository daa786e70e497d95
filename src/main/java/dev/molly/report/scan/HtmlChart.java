package dev.molly.report.scan;

import static dev.molly.report.format.HtmlTemplate.Part.markup;
import static dev.molly.report.format.HtmlTemplate.Part.text;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.molly.model.AccountId;
import dev.molly.model.Finding;
import dev.molly.model.FindingStatus;
import dev.molly.model.Gap;
import dev.molly.model.KindId;
import dev.molly.model.RegionId;
import dev.molly.model.ScanReport;
import dev.molly.report.format.HtmlTemplate;
import dev.molly.report.format.StatusCounts;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// A bar for each account and kind, divided by status, with the numbers beside it. A place that
/// could not be read has an empty bar with a note: without it, the chart would look better than
/// the facts.
final class HtmlChart {
  private static final HtmlTemplate ACCOUNT = HtmlTemplate.named("account.html");
  private static final HtmlTemplate BAR = HtmlTemplate.named("bar.html");

  private HtmlChart() {}

  static void write(Writer out, ScanReport report) throws IOException {
    Map<AccountId, List<Gap>> gaps = report.gaps().stream().collect(groupingBy(Gap::account));
    Map<AccountId, TreeMap<KindId, List<Finding>>> findings =
        report.findings().stream()
            .collect(
                groupingBy(
                    finding -> finding.resource().id().account(),
                    groupingBy(finding -> finding.resource().id().kind(), TreeMap::new, toList())));
    var accounts = new TreeSet<>(Comparator.<AccountId>naturalOrder());
    accounts.addAll(gaps.keySet());
    accounts.addAll(findings.keySet());
    for (AccountId account : accounts) {
      ACCOUNT.fill(out, Map.of("account", text(report.accounts().label(account))));
      for (Gap gap : gaps.getOrDefault(account, List.of())) {
        bar(out, "gap", place(gap), "could not be read", "");
      }
      for (var kind : findings.getOrDefault(account, new TreeMap<>()).entrySet()) {
        StatusCounts counts = StatusCounts.of(kind.getValue());
        bar(out, "read", kind.getKey().value(), counts.words(), rectangles(counts));
      }
    }
  }

  private static void bar(Writer out, String state, String label, String words, String parts)
      throws IOException {
    BAR.fill(
        out,
        Map.of(
            "state", text(state),
            "label", text(label),
            "words", text(words),
            "parts", markup(parts)));
  }

  private static String place(Gap gap) {
    return gap.kind().map(KindId::value).orElse("every kind")
        + gap.region().map(RegionId::value).map(region -> ", " + region).orElse("");
  }

  /// Returns the parts of a bar with a width of 100.
  private static String rectangles(StatusCounts counts) {
    var parts = new StringBuilder();
    double x = 0;
    for (FindingStatus status : FindingStatus.values()) {
      double width = 100.0 * counts.of(status) / counts.total();
      if (width > 0) {
        parts.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"1\"/>",
                status.word(),
                x,
                width));
      }
      x += width;
    }
    return parts.toString();
  }
}
