package dev.molly.report.scan;

import static java.util.stream.Collectors.joining;

import dev.molly.model.AccountDirectory;
import dev.molly.model.CallBudget;
import dev.molly.model.Gap;
import dev.molly.model.ScanEstimate;
import dev.molly.model.ScanEstimate.PastScan;
import dev.molly.report.format.ReportPhrases;
import dev.molly.report.format.StatusCounts;
import dev.molly.report.format.TextDisplay;
import dev.molly.report.format.TextPage;
import dev.molly.report.format.TextPage.Style;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// An estimate of a scan, for users: the places with the most calls first.
public final class EstimateText {
  private static final int MOST_PLACES = 50;

  private final TextDisplay display;

  public EstimateText(TextDisplay display) {
    this.display = display;
  }

  /// Writes the estimate.
  ///
  /// @param accounts the names of the accounts
  public void render(ScanEstimate estimate, AccountDirectory accounts, Writer out)
      throws IOException {
    var page = new TextPage(out, display);
    CallBudget budget = estimate.budget();
    page.words(0, "The scan would make " + ReportPhrases.count(budget.calls(), "AWS call") + ".");
    page.blank();
    if (!estimate.gaps().isEmpty()) {
      ReportPhrases.gaps(page, estimate.gaps().size(), "how many calls they take");
      page.blank();
      for (Gap gap : estimate.gaps()) {
        page.line(2, Style.STRONG, ReportPhrases.place(gap, accounts));
        page.words(4, ReportPhrases.why(gap));
      }
      page.blank();
    }
    places(page, budget, accounts);
    page.entry("Services", services(budget.services()));
    page.entry("Counted", counted(estimate));
    page.entry("Quotas", BudgetText.floor(budget));
    page.command("Next", page.invocation().same("molly scan"));
    out.flush();
  }

  private static void places(TextPage page, CallBudget budget, AccountDirectory accounts)
      throws IOException {
    List<Map.Entry<CallBudget.Place, SortedMap<String, Long>>> places =
        budget.places().entrySet().stream()
            .sorted(Comparator.comparing(EstimateText::sum, Comparator.reverseOrder()))
            .toList();
    for (var each : places.stream().limit(MOST_PLACES).toList()) {
      page.labelled(
          2,
          Style.STRONG,
          place(each.getKey(), accounts) + ":",
          " %s (%s)".formatted(StatusCounts.number(sum(each)), services(each.getValue())));
    }
    if (places.size() > MOST_PLACES) {
      page.words(2, places.size() - MOST_PLACES + " more with fewer calls are in --format json.");
    }
    page.blank();
  }

  private static String place(CallBudget.Place place, AccountDirectory accounts) {
    return place
            .account()
            .map(
                account ->
                    account
                        + accounts.name(account).map(name -> " (" + name + ")").orElse("")
                        + "/")
            .orElse("")
        + place.region();
  }

  private static long sum(Map.Entry<CallBudget.Place, SortedMap<String, Long>> place) {
    return place.getValue().values().stream().mapToLong(Long::longValue).sum();
  }

  private static String services(SortedMap<String, Long> services) {
    return services.entrySet().stream()
        .map(each -> each.getKey() + " " + StatusCounts.number(each.getValue()))
        .collect(joining(", "));
  }

  private static String counted(ScanEstimate estimate) {
    return estimate
        .basis()
        .map(EstimateText::last)
        .orElseGet(
            () ->
                "by the listings, just now, with %s and none for a single resource"
                    .formatted(ReportPhrases.count(estimate.spent(), "AWS call")));
  }

  private static String last(PastScan scan) {
    return "as many as the last scan of this scope made, which began on %s and took %s%s; nothing was listed for it now"
        .formatted(
            ComparisonText.when(scan.at()),
            ReportPhrases.length(scan.took()),
            scan.complete() ? "" : " and could not read everything");
  }
}
